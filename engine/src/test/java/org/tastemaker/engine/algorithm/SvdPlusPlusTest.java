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
import org.tastemaker.engine.evaluation.Assessment;
import org.tastemaker.engine.evaluation.Question;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.engine.evaluation.Trial;
import org.tastemaker.engine.model.ModelCodec;

class SvdPlusPlusTest {
  private static final SvdPlusPlus SMALL = new SvdPlusPlus(8, 60, 0.02, 0.02, 0.02, 1);

  /// People of two kinds, who rate mostly what their kind likes, and like it.
  private static Interactions ratings() {
    var random = new SplittableRandom(8);
    var builder = Interactions.builder();
    for (int person = 0; person < 300; person++) {
      for (int item = 0; item < 60; item++) {
        boolean liked = item % 2 == person % 2;
        if (random.nextDouble() < (liked ? 0.5 : 0.1)) {
          double stars = (liked ? 4 : 2.5) + item / 60.0 + random.nextDouble(-0.3, 0.3);
          builder.add(person, item, (float) stars);
        }
      }
    }
    return builder.build(300, 60);
  }

  private static Assessment assessment(Algorithm algorithm, Run run) {
    var split = Split.random(ratings(), 0.2, 1);
    return new Trial(List.of(split), List.of(new Question.OfRatings())).assess(algorithm, run);
  }

  @Test
  void withMorePassesTheErrorFallsBelowPopularity() {
    double popular = error(assessment(MostPopular.byRating(), Run.quiet(1)));
    var early = assessment(new SvdPlusPlus(8, 3, 0.02, 0.02, 0.02, 1), Run.quiet(1));
    var late = assessment(SMALL, Run.quiet(1));
    // The noise alone has a deviation of 0.6 / √12 = 0.173.
    assertThat(error(late))
        .isLessThan(error(early))
        .isLessThan(popular - 0.2)
        .isBetween(0.17, 0.24);
    assertThat(late.asTrained().orElseThrow().metric("rmse").value()).isBetween(0.17, 0.24);
  }

  private static double error(Assessment assessment) {
    return assessment.foldedIn().metric("rmse").value();
  }

  @Test
  void whatWasRatedSaysSomethingWhateverTheRating() {
    var model = SMALL.train(ratings(), Run.quiet(1));
    var nobody = model.foldIn(Profile.empty());
    var items = new int[] {0, 2, 4, 6, 8, 10};
    var expected = new float[items.length];
    for (int at = 0; at < items.length; at++) {
      expected[at] = nobody.score(items[at]);
    }
    var even = new Profile(items, expected);
    var taste = model.foldIn(even);
    double evens = 0;
    double odds = 0;
    for (int item = 20; item < 60; item += 2) {
      evens += taste.score(item);
      odds += taste.score(item + 1);
    }
    assertThat(evens / 20).isGreaterThan(odds / 20 + 0.2);
  }

  @Test
  void sameSeedMakesTheSameBytesAndSeveralThreadsLearnAsWell() throws IOException {
    assertThat(bytes(1)).isEqualTo(bytes(1)).isNotEqualTo(bytes(2));
    double one = error(assessment(SMALL, Run.quiet(1)));
    assertThat(error(assessment(SMALL, Run.quiet(1, 3)))).isCloseTo(one, within(0.02));
  }

  private static byte[] bytes(long seed) throws IOException {
    var out = new ByteArrayOutputStream();
    ModelCodec.write(SMALL.train(ratings(), Run.quiet(seed)), out);
    return out.toByteArray();
  }

  @Test
  void everybodyAgreedSoEverybodyIsPredictedSo() {
    // Everybody gives item 0 four stars and item 1 two: mean 3, item biases ±1.
    var builder = Interactions.builder();
    for (int person = 0; person < 50; person++) {
      builder.add(person, 0, 4).add(person, 1, 2);
    }
    var algorithm = new SvdPlusPlus(1, 400, 0.02, 10, 1e-4, 3);
    var nobody = algorithm.train(builder.build(50, 2), Run.quiet(1)).foldIn(Profile.empty());
    assertThat(nobody.score(0)).isCloseTo(4, within(0.05f));
    assertThat(nobody.score(1)).isCloseTo(2, within(0.05f));
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new SvdPlusPlus(8, 1, 2, 1, 1, 1))
        .hasMessageContaining("learningRate");
    assertThatThrownBy(() -> new SvdPlusPlus(8, 1, 0.1, 1, 1, 0))
        .hasMessageContaining("foldInRidge");
    assertThatThrownBy(
            () -> new SvdPlusPlus().train(Interactions.builder().build(1, 1), Run.quiet(1)))
        .hasMessageContaining("no ratings");
  }
}
