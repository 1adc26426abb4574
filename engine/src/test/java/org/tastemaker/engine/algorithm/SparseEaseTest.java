package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.evaluation.Evaluation;
import org.tastemaker.engine.evaluation.Split;

class SparseEaseTest {
  private static final int ITEMS = 30;

  private static Interactions tastes() {
    var random = new SplittableRandom(4);
    var builder = Interactions.builder();
    for (int person = 0; person < 90; person++) {
      for (int i = 0; i < 7; i++) {
        float value = 0.5f + random.nextInt(3) / 2f;
        builder.add(person, person % 2 * 14 + random.nextInt(14), value);
      }
      builder.add(person, 28, 1);
    }
    return builder.build(90, ITEMS);
  }

  private static float[] scores(Algorithm algorithm, Profile profile) {
    var scores = new float[ITEMS];
    algorithm.train(tastes(), Run.quiet(1)).foldIn(profile).score(scores);
    return scores;
  }

  @Test
  void weightsAreThoseWorkedOutByHand() {
    // Two people like 0 and 1, one 0 alone, one 1 and 2. Item 1 by item 0, its nearest: 2 / (3 +
    // λ);
    // item 0 by item 1: 2 / (3 + λ); item 2 by item 1: 1 / (3 + λ), with λ = 1 and half of the
    // likings missing: 3 more in each denominator.
    var data =
        Interactions.builder()
            .add(0, 0, 1)
            .add(0, 1, 1)
            .add(1, 0, 1)
            .add(1, 1, 1)
            .add(2, 0, 1)
            .add(3, 1, 1)
            .add(3, 2, 1)
            .build(4, 3);
    var plain = new SparseEase(1, 1, 0).train(data, Run.quiet(1));
    var likes1 = plain.foldIn(new Profile(new int[] {1}, new float[] {1}));
    assertThat(likes1.score(0)).isCloseTo(0.5f, within(1e-6f));
    assertThat(likes1.score(2)).isCloseTo(0.25f, within(1e-6f));
    var likes0 = plain.foldIn(new Profile(new int[] {0}, new float[] {1}));
    assertThat(likes0.score(1)).isCloseTo(0.5f, within(1e-6f));
    assertThat(likes0.score(2)).isZero();
    var missing = new SparseEase(1, 1, 0.5).train(data, Run.quiet(1));
    assertThat(missing.foldIn(new Profile(new int[] {1}, new float[] {1})).score(0))
        .isCloseTo(2 / 7f, within(1e-6f));
  }

  @Test
  void withAllNeighboursItIsEase() {
    var profile = new Profile(new int[] {3, 16, 28}, new float[] {1, 0.5f, 1});
    var exact = scores(new Ease(3, 0.25, 0, 0, 0, 4000), profile);
    assertThat(scores(new SparseEase(ITEMS, 3, 0.25), profile))
        .usingComparatorWithPrecision(2e-4f)
        .containsExactly(exact);
  }

  @Test
  void listsAreBetterThanPopularityAndThreadsDoNotChangeThem() {
    var algorithm = new SparseEase(8, 3, 0.2);
    var splits = List.of(Split.random(tastes(), 0.2, 1));
    var table = Evaluation.ranking(List.of(algorithm), splits, Run.quiet(1), 5);
    double popular = table.get(0).metric("ndcg@5").value();
    assertThat(table.get(1).metric("ndcg@5").value()).isGreaterThan(popular + 0.1);
    var threads = Evaluation.ranking(List.of(algorithm), splits, Run.quiet(1, 3), 5);
    assertThat(threads.get(1).metrics()).isEqualTo(table.get(1).metrics());
  }

  @Test
  void whatNobodyLikesExplainsNothing() {
    var profile = new Profile(new int[] {29}, new float[] {1});
    assertThat(scores(new SparseEase(), profile)).containsOnly(0);
    assertThat(scores(new SparseEase(), new Profile(new int[] {3}, new float[] {1}))[29]).isZero();
    var nothing = Interactions.builder().build(0, 2);
    assertThat(new SparseEase().train(nothing, Run.quiet(1)).items()).isEqualTo(2);
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new SparseEase(0, 1, 0)).hasMessageContaining("neighbours");
    assertThatThrownBy(() -> new SparseEase(1, 0, 0)).hasMessageContaining("regularisation");
    assertThatThrownBy(() -> new SparseEase(1, 1, 1)).hasMessageContaining("dropout");
  }
}
