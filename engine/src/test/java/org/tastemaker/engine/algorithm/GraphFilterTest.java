package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.evaluation.Evaluation;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.engine.kernel.Eigenbasis;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.ItemMatrix;
import org.tastemaker.engine.model.ItemWeights;

class GraphFilterTest {
  /// Two tastes of thirty items, of which everybody likes some, and an item that nobody likes.
  private static Interactions tastes() {
    var random = new SplittableRandom(4);
    var builder = Interactions.builder();
    for (int person = 0; person < 90; person++) {
      for (int i = 0; i < 8; i++) {
        builder.add(person, person % 2 * 15 + random.nextInt(15), 1);
      }
    }
    return builder.build(90, 31);
  }

  private static Profile liking(int item) {
    return new Profile(new int[] {item}, new float[] {1});
  }

  @Test
  void linearFilterIsTheOneWorkedOutByHand() {
    // People of 2, 3 and 1 likings, every item liked by two: from 0 to 1 it is (1/2 + 1/3) / 2.
    var data =
        Interactions.builder()
            .add(0, 0, 1)
            .add(0, 1, 1)
            .add(1, 0, 1)
            .add(1, 1, 1)
            .add(1, 2, 1)
            .add(2, 2, 1)
            .build(3, 4);
    var taste = new GraphFilter(1, 0, 0.5, 0.5, 10).train(data, Run.quiet(1)).foldIn(liking(0));
    assertThat(taste.score(1)).isCloseTo(5 / 12f, within(1e-6f));
    assertThat(taste.score(2)).isCloseTo(1 / 6f, within(1e-6f));
    assertThat(taste.score(3)).isZero();
    assertThat(taste.score(0)).isZero();
  }

  @Test
  void lowPassIsTheOneWorkedOutByHand() {
    // Three people like both items: all of R̃ is 1/√6, R̃ᵀ·R̃ is ½ and V·Vᵀ is ½ everywhere. Asked
    // for
    // more singular vectors than there are, the second is nothing.
    var data = Interactions.builder();
    for (int person = 0; person < 3; person++) {
      data.add(person, 0, 1).add(person, 1, 1);
    }
    var model = new GraphFilter(2, 4, 0.5, 0.5, 10).train(data.build(3, 2), Run.quiet(1));
    assertThat(model.foldIn(liking(0)).score(1)).isCloseTo(0.5f + 4 * 0.5f, within(1e-5f));
  }

  @Test
  void leadingVectorsSpanWhatTheEigenvectorsOfTheWholeSpan() {
    var data = tastes();
    var ones = new float[90];
    Arrays.fill(ones, 1);
    int order = LeadingVectors.order(3);
    var span = new Parallel.Span(0, 1, "");
    var found = LeadingVectors.of(data, ones, ones, 3, Run.quiet(1), span);
    var exact = exactly(data, 3);
    for (int a = 0; a < 31; a++) {
      for (int b = 0; b < 31; b++) {
        float product = Kernels.dot(found, a * order, found, b * order, order);
        assertThat(product).isCloseTo(exact[a][b], within(1e-3f));
      }
    }
  }

  /// V·Vᵀ of the leading eigenvectors of XᵀX.
  private static float[][] exactly(Interactions data, int count) {
    int order = Kernels.padded(data.items());
    var rows = new float[data.users() * order];
    for (int user = 0; user < data.users(); user++) {
      for (int item : data.byUser().profile(user).items()) {
        rows[user * order + item] = 1;
      }
    }
    var gram = new float[order * order];
    Kernels.addGram(rows, 0, data.users(), order, gram);
    var basis = Eigenbasis.of(gram, order);
    var projector = new float[data.items()][data.items()];
    for (int j : TopK.best(basis.values(), order, count)) {
      for (int a = 0; a < data.items(); a++) {
        for (int b = 0; b < data.items(); b++) {
          projector[a][b] += basis.vectors()[j * order + a] * basis.vectors()[j * order + b];
        }
      }
    }
    return projector;
  }

  @Test
  void listsAreBetterThanPopularityAndThreadsDoNotChangeThem() {
    var algorithm = new GraphFilter(4, 1, 0.5, 0.5, 4000);
    var splits = List.of(Split.random(tastes(), 0.2, 1));
    var table = Evaluation.ranking(List.of(algorithm), splits, Run.quiet(1), 5);
    double popular = table.get(0).metric("ndcg@5").value();
    assertThat(table.get(1).metric("ndcg@5").value()).isGreaterThan(popular + 0.1);
    var threads = Evaluation.ranking(List.of(algorithm), splits, Run.quiet(1, 3), 5);
    assertThat(threads.get(1).metrics()).isEqualTo(table.get(1).metrics());
  }

  @Test
  void ofManyItemsTheLargestWeightsAreKept() {
    var all = new GraphFilter(4, 1, 0.5, 0.5, 31).train(tastes(), Run.quiet(1));
    var some = new GraphFilter(4, 1, 0.5, 0.5, 5).train(tastes(), Run.quiet(1));
    assertThat(all).isInstanceOf(ItemMatrix.class);
    assertThat(some).isInstanceOf(ItemWeights.class);
    var whole = new float[31];
    all.foldIn(liking(3)).score(whole);
    var kept = new float[31];
    some.foldIn(liking(3)).score(kept);
    for (int item : TopK.best(whole, 31, 5)) {
      assertThat(kept[item]).isEqualTo(whole[item]);
      kept[item] = 0;
    }
    assertThat(kept).containsOnly(0);
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new GraphFilter(0, 1, 0.5, 0.5, 9)).hasMessageContaining("factors");
    assertThatThrownBy(() -> new GraphFilter(1, -1, 0.5, 0.5, 9)).hasMessageContaining("lowPass");
    assertThatThrownBy(() -> new GraphFilter(1, 1, 3, 0.5, 9)).hasMessageContaining("person");
    assertThatThrownBy(() -> new GraphFilter(1, 1, 0, 3, 9)).hasMessageContaining("item");
    assertThatThrownBy(() -> new GraphFilter(1, 1, 0, 0, 0)).hasMessageContaining("weights");
    var nothing = Interactions.builder().build(0, 2);
    assertThat(new GraphFilter().train(nothing, Run.quiet(1)).items()).isEqualTo(2);
  }
}
