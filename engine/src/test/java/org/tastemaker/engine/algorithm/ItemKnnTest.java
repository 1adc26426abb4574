package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;

class ItemKnnTest {
  private static Interactions threePeople() {
    return Interactions.builder()
        .add(0, 0, 1)
        .add(0, 1, 1)
        .add(1, 0, 1)
        .add(1, 1, 1)
        .add(1, 2, 1)
        .add(2, 2, 1)
        .build(3, 4);
  }

  @Test
  void votesAreThoseWorkedOutByHand() {
    // Cosines from item 0: to 1 it is 2 / (√2·√2) = 1, to 2 it is 1 / (√2·√2) = ½; votes ⅔ and ⅓.
    var model = new ItemKnn(2, 0, 0, 1).train(threePeople(), Run.quiet(1));
    var taste = model.foldIn(new Profile(new int[] {0}, new float[] {3}));
    assertThat(taste.score(1)).isCloseTo(2, within(1e-6f));
    assertThat(taste.score(2)).isCloseTo(1, within(1e-6f));
    assertThat(taste.score(3)).isZero();
    assertThat(taste.contributions(2)).containsExactly(new float[] {1}, within(1e-6f));
    var similar = new float[4];
    model.similar(0, similar);
    assertThat(similar).containsExactly(new float[] {1, 2 / 3f, 1 / 3f, 0}, within(1e-6f));
  }

  @Test
  void peopleWithManyLikingsCountLessAndFewSharedOnesAreDamped() {
    // Person weights ½, ⅓, 1. From 0 to 1: 5/6 over 5/6; to 2: ⅓ over √(5/6)·√(4/3), each with the
    // damping 3·m, m = (1 + 1 + 1)/6.
    double damping = 1.5;
    double near = 5 / 6.0 / (5 / 6.0 + damping);
    double far = 1 / 3.0 / (Math.sqrt(5 / 6.0 * 4 / 3.0) + damping);
    var model = new ItemKnn(2, 3, 1, 2).train(threePeople(), Run.quiet(1));
    float score = model.foldIn(new Profile(new int[] {0}, new float[] {1})).score(1);
    assertThat(score).isCloseTo((float) (near * near / (near * near + far * far)), within(1e-5f));
  }

  @Test
  void onlyTheNearestAreKept() {
    var model = new ItemKnn(1, 0, 0, 1).train(threePeople(), Run.quiet(1));
    var taste = model.foldIn(new Profile(new int[] {0}, new float[] {1}));
    assertThat(taste.score(1)).isEqualTo(1);
    assertThat(taste.score(2)).isZero();
  }

  @Test
  void threadsDoNotChangeTheResult() {
    var one = new ItemKnn().train(threePeople(), Run.quiet(1));
    var three = new ItemKnn().train(threePeople(), Run.quiet(1, 3));
    var profile = new Profile(new int[] {0, 2}, new float[] {1, 1});
    for (int item = 0; item < 4; item++) {
      assertThat(three.foldIn(profile).score(item)).isEqualTo(one.foldIn(profile).score(item));
    }
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new ItemKnn(0, 1, 1, 1)).hasMessageContaining("neighbours");
    assertThatThrownBy(() -> new ItemKnn(1, -1, 1, 1)).hasMessageContaining("shrinkage");
  }
}
