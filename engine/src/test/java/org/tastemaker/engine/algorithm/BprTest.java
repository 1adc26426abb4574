package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.evaluation.Evaluation;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.engine.model.ModelCodec;

class BprTest {
  private static final Bpr SMALL = new Bpr(8, 30, 0.1, 0.01, 0.1, 0.1);

  /// Three groups of people with fifteen items each, of which everybody likes eight, and five items
  /// that everybody may like.
  private static Interactions groups() {
    var random = new SplittableRandom(3);
    var builder = Interactions.builder();
    for (int person = 0; person < 180; person++) {
      for (int i = 0; i < 8; i++) {
        builder.add(person, person % 3 * 15 + random.nextInt(15), 1);
      }
      builder.add(person, 45 + random.nextInt(5), 1);
    }
    return builder.build(180, 50);
  }

  /// One person, one liking i, one other item j. From p, i, j = factors drawn from the seed, a step
  /// of rate r without decay goes r·σ(−m) along p, with the margin m.
  @Test
  void oneStepIsTheOneWorkedOutByHand() {
    var settings = new Bpr(1, 1, 0.5, 0, 0.1, 1);
    var data = Interactions.builder().add(0, 0, 1).build(1, 2);
    var random = new SplittableRandom(9);
    double scale = 0.1f;
    double p = (float) (scale * random.nextGaussian());
    double liked = (float) (scale * random.nextGaussian());
    double other = (float) (scale * random.nextGaussian());
    var descent = new PairDescent(settings, data, new SplittableRandom(9));
    descent.epoch(Run.quiet(1), new Parallel.Span(0, 1, "one"), 0.5);
    double step = 0.5 / (1 + Math.exp(p * (liked - other)));
    assertThat(descent.itemFactors())
        .containsExactly(
            new float[] {(float) (liked + step * p), (float) (other - step * p)}, within(1e-6f));
    float moved = (float) (p + step * (liked - other));
    assertThat(descent.people().score(0, 0, 0))
        .isCloseTo((float) (moved * (liked + step * p)), within(1e-6f));
  }

  @Test
  void fewerAndFewerPairsStandInTheWrongOrder() {
    var descent = new PairDescent(SMALL, groups(), new SplittableRandom(1));
    var wrong = new double[30];
    for (int epoch = 0; epoch < wrong.length; epoch++) {
      wrong[epoch] = descent.epoch(Run.quiet(1), new Parallel.Span(0, 1, "epoch"), 0.1);
    }
    assertThat(wrong[0]).isBetween(0.3, 0.6);
    assertThat(wrong[29]).isLessThan(0.15);
  }

  @Test
  void listsAreBetterThanPopularityFoldedInAndAsTrained() {
    var split = Split.random(groups(), 0.2, 1);
    var table = Evaluation.ranking(List.of(SMALL), List.of(split), Run.quiet(1), 5);
    double popular = table.get(0).metric("ndcg@5").value();
    assertThat(table.get(1).metric("ndcg@5").value()).isGreaterThan(popular + 0.1);
    var severalThreads = Evaluation.ranking(List.of(SMALL), List.of(split), Run.quiet(1, 3), 5);
    assertThat(severalThreads.get(1).metric("ndcg@5").value())
        .isCloseTo(table.get(1).metric("ndcg@5").value(), within(0.1));
  }

  @Test
  void theSameSeedGivesTheSameBytesOnOneThread() throws IOException {
    assertThat(bytes(1)).isEqualTo(bytes(1)).isNotEqualTo(bytes(2));
  }

  private static byte[] bytes(long seed) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ModelCodec.write(SMALL.train(groups(), Run.quiet(seed)), bytes);
    return bytes.toByteArray();
  }

  @Test
  void whoeverHasEverythingIsNotLearntFrom() {
    var data = Interactions.builder().add(0, 0, 1).add(0, 1, 1).build(1, 2);
    assertThat(new Bpr().train(data, Run.quiet(1)).items()).isEqualTo(2);
    assertThatThrownBy(() -> new Bpr(0, 1, 0.1, 0, 0, 1)).hasMessageContaining("factors");
  }
}
