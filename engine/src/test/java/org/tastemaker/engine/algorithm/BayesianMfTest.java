package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.evaluation.Assessment;
import org.tastemaker.engine.evaluation.Question;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.engine.evaluation.Trial;
import org.tastemaker.engine.model.ModelCodec;

class BayesianMfTest {
  private static final BayesianMf SMALL = new BayesianMf(4, 2, 60, 20, 20, 4, true, 86_400, 8);

  /// Ratings that are a mean, two biases, a product of two numbers, a day's mood and a little
  /// noise.
  private static Interactions ratings(double mood) {
    var random = new SplittableRandom(8);
    var builder = Interactions.builder();
    for (int person = 0; person < 200; person++) {
      double generosity = random.nextDouble(-0.5, 0.5);
      for (int item = 0; item < 50; item++) {
        if (random.nextDouble() < 0.5) {
          int day = random.nextInt(6);
          double taste = (person % 2 == 0 ? 1 : -1) * (item % 3 == 0 ? 0.8 : -0.4);
          double stars = 3 + generosity + item / 50.0 + taste + random.nextDouble(-0.2, 0.2);
          stars += day % 2 == 0 ? mood : -mood;
          builder.add(person, item, (float) Math.clamp(stars, 0.5, 5), day * 86_400L + 5);
        }
      }
    }
    return builder.build(200, 50);
  }

  private static Assessment assessment(Algorithm algorithm, double mood) {
    var trial =
        new Trial(List.of(Split.random(ratings(mood), 0.2, 1)), List.of(new Question.OfRatings()));
    return trial.assess(algorithm, Run.quiet(1, 2));
  }

  @Test
  void predictsBetterThanPopularityAsTrainedAndFoldedIn() {
    double popular = error(assessment(MostPopular.byRating(), 0), false);
    assertThat(popular).isGreaterThan(0.6);
    var found = assessment(SMALL, 0);
    // The noise alone has a deviation of 0.4 / √12 = 0.115.
    assertThat(error(found, true)).isBetween(0.11, 0.14);
    assertThat(error(found, false)).isBetween(0.11, 0.16);
  }

  private static double error(Assessment assessment, boolean asTrained) {
    var quality = asTrained ? assessment.asTrained().orElseThrow() : assessment.foldedIn();
    return quality.metric("rmse").value();
  }

  @Test
  void moodOfADayIsLearnt() {
    assertThat(error(assessment(SMALL, 0.4), true)).isBetween(0.11, 0.16);
    var blind = new BayesianMf(4, 2, 60, 20, 20, 4, true, 0, 8);
    assertThat(error(assessment(blind, 0.4), true)).isGreaterThan(0.35);
  }

  @Test
  void everybodyAgreedSoEverybodyIsPredictedSo() {
    // Everybody gives item 0 four stars and item 1 two, so that is what anybody would give.
    var builder = Interactions.builder();
    for (int person = 0; person < 100; person++) {
      builder.add(person, 0, 4).add(person, 1, 2);
    }
    var trained = SMALL.trainWithPeople(builder.build(101, 3), Run.quiet(1));
    var people = trained.people().orElseThrow();
    assertThat(people.score(7, 0, LearntPeople.NO_TIME)).isCloseTo(4, within(0.05f));
    assertThat(people.score(100, 1, 12)).isCloseTo(2, within(0.2f));
    var nobody = trained.model().foldIn(Profile.empty());
    assertThat(nobody.score(0)).isCloseTo(4, within(0.2f));
    assertThat(nobody.score(1)).isCloseTo(2, within(0.2f));
    var scores = new float[3];
    people.score(7, scores);
    assertThat(scores[1]).isCloseTo(2, within(0.05f));
    assertThat(scores[2]).isBetween(1.5f, 4.5f);
  }

  @Test
  void drawsOfAWeightHaveTheMeanAndDeviationWorkedOutByHand() {
    // A standard normal prior, noise precision 2 and Σ h² = 4, Σ h·e = 3 at weight 0: the precision
    // is 1 + 2·4 = 9, the mean 2·3 / 9.
    var random = new SplittableRandom(3);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 20_000; i++) {
      var side = new GibbsSide(1, 1, Optional.empty(), new float[1]);
      side.begin(0, false, random);
      side.squares[0] = 4;
      side.products[0] = 3;
      double drawn = side.draw(0, 2, random)[0];
      sum += drawn;
      squares += drawn * drawn;
    }
    double mean = sum / 20_000;
    assertThat(mean).isCloseTo(2 / 3.0, within(0.01));
    assertThat(Math.sqrt(squares / 20_000 - mean * mean)).isCloseTo(1 / 3.0, within(0.01));
  }

  @Test
  void gammaHasItsMeanAndVariance() {
    var random = new SplittableRandom(4);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 50_000; i++) {
      double drawn = Gamma.draw(5, random);
      sum += drawn;
      squares += drawn * drawn;
    }
    double mean = sum / 50_000;
    assertThat(mean).isCloseTo(5, within(0.05));
    assertThat(squares / 50_000 - mean * mean).isCloseTo(5, within(0.25));
  }

  @Test
  void sameSeedMakesTheSameBytesWithAnyNumberOfThreads() throws IOException {
    var first = bytes(Run.quiet(1, 1));
    assertThat(bytes(Run.quiet(1, 1))).isEqualTo(first);
    assertThat(bytes(Run.quiet(1, 3))).isEqualTo(first);
    assertThat(bytes(Run.quiet(2, 1))).isNotEqualTo(first);
  }

  private static byte[] bytes(Run run) throws IOException {
    var out = new ByteArrayOutputStream();
    ModelCodec.write(new BayesianMf(3, 2, 5, 2, 4, 4, true, 60, 8).train(ratings(0), run), out);
    return out.toByteArray();
  }

  @Test
  void cancelledInTheMiddleItStops() {
    var run =
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
            assertThat(share).isGreaterThanOrEqualTo(reached);
            reached = share;
          }

          @Override
          public boolean cancelled() {
            return reached > 0.3;
          }
        };
    assertThatThrownBy(() -> SMALL.train(ratings(0), run))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new BayesianMf(4, 2, 60, 60, 20, 4, true, 0, 8))
        .hasMessageContaining("warmUp");
    assertThatThrownBy(() -> new BayesianMf(4, 2, 60, 20, 3, 4, true, 0, 8))
        .hasMessageContaining("published");
    assertThatThrownBy(() -> new BayesianMf(4, 2, 60, 20, 20, 4, true, 0, 0))
        .hasMessageContaining("noiseFreedom");
    assertThatThrownBy(() -> SMALL.train(Interactions.builder().build(1, 1), Run.quiet(1)))
        .hasMessageContaining("no ratings");
  }
}
