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

class BiasedMfTest {
  /// Ratings that are a mean, two biases, a product of two numbers and a little noise.
  private static Interactions ratings() {
    var random = new SplittableRandom(8);
    var builder = Interactions.builder();
    for (int person = 0; person < 300; person++) {
      double generosity = random.nextDouble(-0.5, 0.5);
      for (int item = 0; item < 60; item++) {
        if (random.nextDouble() < 0.5) {
          double taste = (person % 2 == 0 ? 1 : -1) * (item % 3 == 0 ? 0.8 : -0.4);
          double stars = 3 + generosity + item / 60.0 + taste + random.nextDouble(-0.2, 0.2);
          builder.add(person, item, (float) Math.clamp(stars, 0.5, 5));
        }
      }
    }
    return builder.build(300, 60);
  }

  @Test
  void withMorePassesTheErrorFallsBelowPopularity() {
    var split = Split.random(ratings(), 0.2, 1);
    var table =
        Evaluation.ratings(
            List.of(
                new BiasedMf(8, 2, 0.02, 0.02, 0.02, 1), new BiasedMf(8, 40, 0.02, 0.02, 0.02, 1)),
            List.of(split),
            Run.quiet(1));
    assertThat(table).hasSize(3);
    double popular = table.get(0).metric("rmse").value();
    double early = table.get(1).metric("rmse").value();
    double late = table.get(2).metric("rmse").value();
    assertThat(late).isLessThan(early).isLessThan(popular - 0.3).isLessThan(0.25);
  }

  @Test
  void sameSeedMakesTheSameBytes() throws IOException {
    var first = new ByteArrayOutputStream();
    var second = new ByteArrayOutputStream();
    ModelCodec.write(new BiasedMf().train(ratings(), Run.quiet(1)), first);
    ModelCodec.write(new BiasedMf().train(ratings(), Run.quiet(1)), second);
    assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
  }

  @Test
  void severalThreadsLearnAsWell() {
    var split = Split.random(ratings(), 0.2, 1);
    var algorithm = new BiasedMf(8, 40, 0.02, 0.02, 0.02, 1);
    double one = error(split, algorithm, Run.quiet(1));
    double three = error(split, algorithm, Run.quiet(1, 3));
    assertThat(three).isCloseTo(one, within(0.02));
  }

  private static double error(Split split, BiasedMf algorithm, Run run) {
    var model = algorithm.train(split.training(), run);
    return Evaluation.ratings("", model, split.people()).metric("rmse").value();
  }

  @Test
  void withoutFactorsThatMatterItIsMeanAndBiases() {
    // Everybody gives item 0 four stars and item 1 two: mean 3, item biases ±1.
    var builder = Interactions.builder();
    for (int person = 0; person < 50; person++) {
      builder.add(person, 0, 4).add(person, 1, 2);
    }
    var model = new BiasedMf(1, 400, 0.02, 10, 1e-4, 3).train(builder.build(50, 2), Run.quiet(1));
    var nobody = model.foldIn(Profile.empty());
    assertThat(nobody.score(0)).isCloseTo(4, within(0.05f));
    assertThat(nobody.score(1)).isCloseTo(2, within(0.05f));
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new BiasedMf(8, 1, 2, 1, 1, 1)).hasMessageContaining("learningRate");
    assertThatThrownBy(() -> new BiasedMf(8, 1, 0.1, 1, 1, 0)).hasMessageContaining("foldInRidge");
    assertThatThrownBy(() -> new BiasedMf().train(Interactions.builder().build(1, 1), Run.quiet(1)))
        .hasMessageContaining("no ratings");
  }
}
