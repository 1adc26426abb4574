package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.ModelCodec;

class SlopeOneTest {
  private static final Profile LUCY = new Profile(new int[] {1, 2}, new float[] {2, 5});

  /// John gave A 5, B 3, C 2, Mark A 3 and B 4, Lucy B 2 and C 5; nobody rated D.
  private static Interactions ratings() {
    return Interactions.builder()
        .add(0, 0, 5)
        .add(0, 1, 3)
        .add(0, 2, 2)
        .add(1, 0, 3)
        .add(1, 1, 4)
        .add(2, 1, 2)
        .add(2, 2, 5)
        .build(3, 4);
  }

  private static Model model() {
    return new SlopeOne().train(ratings(), Run.quiet(1));
  }

  @Test
  void lucyIsPredictedAsWorkedOutByHand() {
    // A is half a star above B by two people and three above C by one: (2·2.5 + 1·8) / 3.
    var lucy = model().foldIn(LUCY);
    var scores = new float[4];
    lucy.score(scores);
    assertThat(lucy.score(0)).isCloseTo(13 / 3f, within(1e-6f));
    assertThat(scores[0]).isCloseTo(13 / 3f, within(1e-6f));
    // Without B it is 8, without C 2.5; a stranger gets A's mean of 4.
    assertThat(lucy.losses(0))
        .containsExactly(new float[] {13 / 3f - 8, 13 / 3f - 2.5f}, within(1e-5f));
    assertThat(lucy.contributions(0)).containsExactly(new float[] {-1, 4 / 3f}, within(1e-5f));
    assertThat(model().foldIn(Profile.empty()).score(0)).isEqualTo(4);
    // Nothing is known of D but the mean of all ratings, 24 / 7.
    assertThat(scores[3]).isCloseTo(24 / 7f, within(1e-6f));
  }

  @Test
  void pairsWithFewCommonPeopleAreLeftOut() {
    var lucy = new SlopeOne(2).train(ratings(), Run.quiet(1)).foldIn(LUCY);
    assertThat(lucy.score(0)).isCloseTo(2.5f, within(1e-6f));
  }

  @Test
  void threadsDoNotChangeTheBytes() throws IOException {
    var one = new ByteArrayOutputStream();
    var three = new ByteArrayOutputStream();
    ModelCodec.write(model(), one);
    ModelCodec.write(new SlopeOne().train(ratings(), Run.quiet(1, 3)), three);
    assertThat(three.toByteArray()).isEqualTo(one.toByteArray());
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new SlopeOne(0)).hasMessageContaining("common");
    assertThatThrownBy(() -> new SlopeOne().train(Interactions.builder().build(1, 1), Run.quiet(1)))
        .hasMessageContaining("no ratings");
  }
}
