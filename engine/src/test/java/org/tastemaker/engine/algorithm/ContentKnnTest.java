package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.ItemTerms;
import org.tastemaker.engine.data.Profile;

class ContentKnnTest {
  private static float[] similar(ContentKnn algorithm, ItemTerms terms, int item) {
    var scores = new float[terms.items()];
    algorithm.train(terms, Run.quiet(1, 2)).similar(item, scores);
    return scores;
  }

  @Test
  void cosinesAreThoseWorkedOutByHand() {
    // Both words are in two of three items, so they weigh alike.
    var terms = ItemTerms.builder().text(0, "a").text(1, "a b").text(2, "b").build(4);
    float half = (float) (1 / Math.sqrt(2));
    assertThat(similar(new ContentKnn(0, 0, 9), terms, 0))
        .containsExactly(new float[] {1, half, 0, 0}, within(1e-6f));
    assertThat(similar(new ContentKnn(0, 0, 1), terms, 1)[2]).isZero();
  }

  @Test
  void weightsAreThoseWorkedOutByHand() {
    // Of two items "a" is in both and "b" in one: ln(1 + ½ / 2½) and ln(1 + 1½ / 1½). In item 1 of
    // three words, one more than the mean of two and a half has, "a" comes twice:
    // 2·2 / (2 + 1·(½ + ½·3/2½)), and "b" once.
    var terms = ItemTerms.builder().text(0, "a a").text(1, "a a b").build(2);
    double slack = 0.5 + 0.5 * 3 / 2.5;
    double a = Math.log(1.2) * 4 / (2 + slack);
    double b = Math.log(2) * 2 / (1 + slack);
    assertThat(similar(new ContentKnn(1, 0.5, 9), terms, 0)[1])
        .isCloseTo((float) (a / Math.sqrt(a * a + b * b)), within(1e-6f));
  }

  @Test
  void aProfileScoresTheSumOfItsCosines() {
    var terms =
        ItemTerms.builder()
            .attribute(0, "genre", "Drama")
            .attribute(1, "genre", "Comedy")
            .attribute(2, "genre", "Drama")
            .attribute(2, "genre", "Comedy")
            .build(3);
    var model = new ContentKnn().train(terms, Run.quiet(1));
    var taste = model.foldIn(new Profile(new int[] {0, 1}, new float[] {1, 1}));
    assertThat(taste.score(2)).isCloseTo((float) Math.sqrt(2), within(1e-6f));
    assertThat(taste.contributions(2))
        .containsExactly(
            new float[] {(float) Math.sqrt(0.5), (float) Math.sqrt(0.5)}, within(1e-6f));
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new ContentKnn(-1, 0, 1)).hasMessageContaining("saturation");
    assertThatThrownBy(() -> new ContentKnn(1, 2, 1)).hasMessageContaining("lengthShare");
    assertThatThrownBy(() -> new ContentKnn(1, 0, 0)).hasMessageContaining("neighbours");
    var nothing = ItemTerms.builder().build(2);
    assertThat(new ContentKnn().train(nothing, Run.quiet(1)).items()).isEqualTo(2);
  }
}
