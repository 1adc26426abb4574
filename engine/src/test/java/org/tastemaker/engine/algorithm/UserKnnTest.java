package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;

class UserKnnTest {
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

  private static float[] scores(UserKnn algorithm, int user, int threads) {
    var scores = new float[4];
    algorithm
        .trainWithPeople(threePeople(), Run.quiet(1, threads))
        .people()
        .orElseThrow()
        .score(user, scores);
    return scores;
  }

  @Test
  void whatTheNearestLikeIsWorkedOutByHand() {
    // From person 1 it is 2 / (√2·√3) to person 0 and 1 / √3 to person 2.
    double near = 2 / Math.sqrt(6);
    double far = 1 / Math.sqrt(3);
    float share = (float) (near / (near + far));
    assertThat(scores(new UserKnn(2, 0, 1, 9), 1, 1))
        .containsExactly(new float[] {share, share, 1 - share, 0}, within(1e-6f));
    assertThat(scores(new UserKnn(1, 0, 1, 9), 1, 1)).containsExactly(1, 1, 0, 0);
    double damped = near / (1 + 1 / Math.sqrt(6));
    double further = far / (1 + 1 / Math.sqrt(3));
    float sharpened = (float) (damped * damped / (damped * damped + further * further));
    assertThat(scores(new UserKnn(2, 1, 2, 9), 1, 3)[0]).isCloseTo(sharpened, within(1e-6f));
  }

  @Test
  void whoeverIsFoldedInHasEverybodyForANeighbour() {
    // From 0 to 1, of people 0 and 1: 1/√2 + 1/√3; from 0 to 2, of person 1: 1/√3.
    var model = new UserKnn().train(threePeople(), Run.quiet(1));
    var taste = model.foldIn(new Profile(new int[] {0}, new float[] {2}));
    assertThat(taste.score(1))
        .isCloseTo((float) (2 / Math.sqrt(2) + 2 / Math.sqrt(3)), within(1e-6f));
    assertThat(taste.score(2)).isCloseTo((float) (2 / Math.sqrt(3)), within(1e-6f));
    assertThat(taste.score(3)).isZero();
  }

  @Test
  void oneItemScoresAsAmongAll() {
    var people = new UserKnn().trainWithPeople(threePeople(), Run.quiet(1)).people().orElseThrow();
    assertThat(people.score(1, 2, LearntPeople.NO_TIME))
        .isEqualTo(scores(new UserKnn(), 1, 1)[2])
        .isPositive();
  }

  @Test
  void whoeverLikesNothingGetsNothing() {
    var data = Interactions.builder().add(0, 0, 1).build(2, 2);
    var people = new UserKnn().trainWithPeople(data, Run.quiet(1)).people().orElseThrow();
    var scores = new float[] {7, 7};
    people.score(1, scores);
    assertThat(scores).containsOnly(0);
    assertThatThrownBy(() -> new UserKnn(0, 0, 1, 9)).hasMessageContaining("neighbours");
    assertThatThrownBy(() -> new UserKnn(1, -1, 1, 9)).hasMessageContaining("shrinkage");
    assertThatThrownBy(() -> new UserKnn(1, 0, 0, 9)).hasMessageContaining("sharpness");
    assertThatThrownBy(() -> new UserKnn(1, 0, 1, 0)).hasMessageContaining("weights");
  }
}
