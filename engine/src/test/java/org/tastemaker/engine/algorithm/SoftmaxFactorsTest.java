package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.evaluation.Evaluation;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.engine.model.ModelCodec;

class SoftmaxFactorsTest {
  private static SoftmaxFactors small(int epochs, int negatives) {
    return new SoftmaxFactors(8, epochs, 0.02, negatives, 32, 0.3, 0.5, 0);
  }

  /// Three groups of people with fifteen items each, of which everybody likes up to eight.
  private static Interactions groups() {
    var random = new SplittableRandom(3);
    var builder = Interactions.builder();
    for (int person = 0; person < 180; person++) {
      for (int i = 0; i < 8; i++) {
        builder.add(person, person % 3 * 15 + random.nextInt(15), 1);
      }
    }
    return builder.build(180, 45);
  }

  /// Of a hundred people who like 0, 75 like 1 as well and 25 like 2: from 0 alone the chances
  /// stand three to one.
  @Test
  void theScoresAreTheLogarithmsOfTheShares() {
    var builder = Interactions.builder();
    for (int person = 0; person < 100; person++) {
      builder.add(person, 0, 1);
      builder.add(person, person < 75 ? 1 : 2, 1);
    }
    var algorithm = new SoftmaxFactors(4, 600, 0.02, 10, 64, 0.5, 0.5, 0);
    var model = algorithm.train(builder.build(100, 3), Run.quiet(1));
    var taste = model.foldIn(new Profile(new int[] {0}, new float[] {1}));
    assertThat(taste.score(1) - taste.score(2)).isCloseTo((float) Math.log(3), within(0.15f));
  }

  @Test
  void theLossFallsTowardsWhatChanceLeaves() {
    var descent = new SumDescent(small(60, 45), groups(), new SplittableRandom(1));
    var losses = new double[60];
    for (int epoch = 0; epoch < losses.length; epoch++) {
      losses[epoch] = descent.epoch(epoch, Run.quiet(1));
    }
    // about two likings of everybody are learnt at a time, each one of 45 items at first, and in
    // the end one of the ten or so of the person's group that are not given
    assertThat(losses[0]).isBetween(1.7 * Math.log(45), 2.4 * Math.log(45));
    assertThat(losses[59]).isLessThan(0.75 * losses[0]);
  }

  @Test
  void listsAreBetterThanPopularityWithAllNegativesAndWithAFew() {
    var split = Split.random(groups(), 0.2, 1);
    List<Algorithm> algorithms = List.of(small(60, 45), small(60, 10));
    var table = Evaluation.ranking(algorithms, List.of(split), Run.quiet(1), 5);
    double popular = table.get(0).metric("ndcg@5").value();
    assertThat(table.get(1).metric("ndcg@5").value()).isGreaterThan(popular + 0.1);
    assertThat(table.get(2).metric("ndcg@5").value()).isGreaterThan(popular + 0.1);
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() throws IOException {
    var one = bytes(Run.quiet(1));
    assertThat(bytes(Run.quiet(1, 3))).isEqualTo(one);
    assertThat(bytes(Run.quiet(2))).isNotEqualTo(one);
  }

  private static byte[] bytes(Run run) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var algorithm = new SoftmaxFactors(20, 3, 0.02, 20, 32, 0.3, 0.5, 0.2);
    ModelCodec.write(algorithm.train(groups(), run), bytes);
    return bytes.toByteArray();
  }

  @Test
  void itStopsWhenItIsCancelled() {
    var cancelled =
        new Run() {
          private double reached;

          @Override
          public int threads() {
            return 1;
          }

          @Override
          public long seed() {
            return 1;
          }

          @Override
          public void progress(double share, String step) {
            reached = share;
          }

          @Override
          public boolean cancelled() {
            return reached >= 0.5;
          }
        };
    assertThatThrownBy(() -> small(10, 45).train(groups(), cancelled))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("epoch 6 of 10");
  }

  @Test
  void nothingToLearnFromStillMakesAModel() {
    var nobody = Interactions.builder().build(0, 0);
    assertThat(new SoftmaxFactors().train(nobody, Run.quiet(1)).items()).isZero();
    var idle = Interactions.builder().add(1, 1, 1).build(3, 2);
    assertThat(small(2, 2).train(idle, Run.quiet(1)).items()).isEqualTo(2);
    assertThatThrownBy(() -> new SoftmaxFactors(8, 1, 0.1, 1, 1, 1, 0.5, 0))
        .hasMessageContaining("hidden");
  }
}
