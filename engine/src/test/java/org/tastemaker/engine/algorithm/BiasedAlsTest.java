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
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.evaluation.Evaluation;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.engine.model.ModelCodec;

class BiasedAlsTest {
  /// Two kinds of people and of items; whoever meets their own kind gives about four stars.
  private static Interactions kinds() {
    var random = new SplittableRandom(2);
    var builder = Interactions.builder();
    for (int person = 0; person < 60; person++) {
      for (int item = 0; item < 20; item++) {
        if (random.nextDouble() < 0.6) {
          double stars = (person % 2 == item % 2 ? 4 : 2) + 0.4 * random.nextGaussian();
          builder.add(person, item, (float) Math.clamp(stars, 1, 5));
        }
      }
    }
    return builder.build(60, 20);
  }

  @Test
  void biasesAreThoseWorkedOutByHand() {
    // μ = 4, factors held at 0. First b_0 = 1/3 and b_1 = −1/2 of people without biases; then
    // people have 1/18 and −1/6, and b_0 = (1 − 1/18 + 1/6) / 3, b_1 = (−1 − 1/18) / 2.
    var data = Interactions.builder().add(0, 0, 5).add(0, 1, 3).add(1, 0, 4).build(2, 2);
    var algorithm = new BiasedAls(1, 2, 1e-6, 1e6, 1e-9);
    var somebodyNew = algorithm.train(data, Run.quiet(1)).foldIn(Profile.empty());
    assertThat(somebodyNew.score(0)).isCloseTo(4 + 10 / 27f, within(1e-5f));
    assertThat(somebodyNew.score(1)).isCloseTo(4 - 19 / 36f, within(1e-5f));
    var people = algorithm.trainWithPeople(data, Run.quiet(1)).people().orElseThrow();
    assertThat(people.score(0, 0, LearntPeople.NO_TIME))
        .isCloseTo(4 + 1 / 18f + 10 / 27f, within(1e-5f));
  }

  @Test
  void ratingsArePredictedBetterThanByBiases() {
    var splits = List.of(Split.random(kinds(), 0.2, 1));
    List<Algorithm> algorithms = List.of(new Baseline(), new BiasedAls(4, 20, 0.02, 0.5, 0.02));
    var table = Evaluation.ratings(algorithms, splits, Run.quiet(1));
    assertThat(table.get(2).metric("rmse").value())
        .isLessThan(table.get(1).metric("rmse").value() - 0.3)
        .isLessThan(0.6);
  }

  @Test
  void theLossFalls() {
    double last = Double.POSITIVE_INFINITY;
    for (int iterations : new int[] {1, 2, 4, 8, 16}) {
      double loss = loss(new BiasedAls(2, iterations, 0.05, 0.5, 0.05));
      assertThat(loss).isLessThan(last);
      last = loss;
    }
  }

  /// The squared error of what was trained on, which the penalty is small beside.
  private static double loss(BiasedAls algorithm) {
    var data = kinds();
    var people = algorithm.trainWithPeople(data, Run.quiet(1)).people().orElseThrow();
    double sum = 0;
    for (int user = 0; user < data.users(); user++) {
      var profile = data.byUser().profile(user);
      for (int i = 0; i < profile.size(); i++) {
        double error = profile.values()[i] - people.score(user, profile.items()[i], 0);
        sum += error * error;
      }
    }
    return sum;
  }

  @Test
  void convergedSomebodyFoldedInScoresAsTrained() {
    var data = kinds();
    var trained = new BiasedAls(2, 200, 0.05, 0.5, 0.05).trainWithPeople(data, Run.quiet(1));
    var folded = trained.model().foldIn(data.byUser().profile(7));
    var people = trained.people().orElseThrow();
    for (int item = 0; item < 20; item++) {
      assertThat(people.score(7, item, 0)).isCloseTo(folded.score(item), within(1e-2f));
    }
  }

  @Test
  void threadsDoNotChangeTheBytes() throws IOException {
    assertThat(bytes(1, 3)).isEqualTo(bytes(1, 1)).isNotEqualTo(bytes(2, 1));
  }

  private static byte[] bytes(long seed, int threads) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ModelCodec.write(new BiasedAls().train(kinds(), Run.quiet(seed, threads)), bytes);
    return bytes.toByteArray();
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new BiasedAls(0, 1, 1, 1, 1)).hasMessageContaining("factors");
    assertThatThrownBy(() -> new BiasedAls(1, 0, 1, 1, 1)).hasMessageContaining("iterations");
    assertThatThrownBy(() -> new BiasedAls(1, 1, 0, 1, 1)).hasMessageContaining("regularisation");
    assertThatThrownBy(() -> new BiasedAls(1, 1, 1, 0, 1)).hasMessageContaining("ridge");
    assertThatThrownBy(() -> new BiasedAls(1, 1, 1, 1, 0)).hasMessageContaining("bias");
  }
}
