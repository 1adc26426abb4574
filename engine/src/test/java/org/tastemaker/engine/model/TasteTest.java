package org.tastemaker.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Profile;

class TasteTest {
  private static final int ITEMS = 70;

  private static float[] numbers(SplittableRandom random, int count, double reach) {
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-reach, reach);
    }
    return numbers;
  }

  private static Profile profile(SplittableRandom random, int size, double lowest, double highest) {
    var items = random.ints(size, 0, ITEMS).distinct().toArray();
    var values = new float[items.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(lowest, highest);
    }
    return Profile.of(items, values);
  }

  private static ImplicitFactors implicit(SplittableRandom random) {
    var objective = new ImplicitFactors.Objective(9, 0.3f, 0.02f, 1);
    return new ImplicitFactors(ITEMS, numbers(random, ITEMS * 9, 0.5), objective);
  }

  private static RatingFactors rating(SplittableRandom random) {
    return new RatingFactors(
        numbers(random, ITEMS, 1),
        numbers(random, ITEMS * 9, 0.5),
        new RatingFactors.Scale(3.5f, 0.5f, 5),
        new RatingFactors.Ridge(3, 0.06f, 1, 0.02f));
  }

  private static RatingSamples samples(SplittableRandom random) {
    var priors =
        new RatingSamples.Priors(numbers(random, 10, 0.2), positive(numbers(random, 10, 2)));
    List<RatingSamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      samples.add(
          new RatingSamples.Sample(
              numbers(random, ITEMS, 1),
              slopes(random),
              numbers(random, ITEMS * 10, 0.3),
              priors,
              1.5f));
    }
    return new RatingSamples(new RatingFactors.Scale(3.5f, 0.5f, 5), 8, samples);
  }

  private static float[] slopes(SplittableRandom random) {
    var slopes = numbers(random, ITEMS * 10, 0.5);
    for (int item = 0; item < ITEMS; item++) {
      slopes[item * 10] = 1;
    }
    return slopes;
  }

  private static float[] positive(float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 0.5f + Math.abs(numbers[i]);
    }
    return numbers;
  }

  @Test
  void oneDrawFoldedInByHand() {
    // z = (1, 1), o = ½, μ = 3, rated 5: e = 1.5. With Λ = α = 1 and weight 1 the matrix is (2 1; 1
    // 2),
    // so x = (½, ½), which leaves ½ and with ν = 1 weighs 2 / 1.25 = 1.6. Then the matrix is
    // (1.625 1; 1 1.625), x = 1.5 / 2.625·(1, 1), and the prediction 3.5 + 2·0.571429.
    var priors = new RatingSamples.Priors(new float[2], new float[] {1, 1});
    var sample =
        new RatingSamples.Sample(new float[] {0.5f}, new float[] {1, 1}, new float[0], priors, 1);
    var model = new RatingSamples(new RatingFactors.Scale(3, 1, 4), 1, List.of(sample));
    var taste = model.foldIn(new Profile(new int[] {0}, new float[] {5}));
    assertThat(taste.score(0)).isCloseTo(4.642857f, within(1e-5f));
    assertThat(model.clip(taste.score(0))).isEqualTo(4);
    assertThat(model.foldIn(Profile.empty()).score(0)).isCloseTo(3.5f, within(1e-6f));
  }

  @Test
  void whatWasRatedCountsBesideHow() {
    // Nothing but y_0 = 0.4 in the bias: having rated item 0 as predicted, x is 0.4 less what the
    // rating takes back, 0.4 / (1 + Λ/α) = 0.2 with weight 1; the weight is that of 0.2 left.
    var priors = new RatingSamples.Priors(new float[1], new float[] {1});
    var sample =
        new RatingSamples.Sample(
            new float[2], new float[] {1, 1}, new float[] {0.4f, 0}, priors, 1);
    var model = new RatingSamples(new RatingFactors.Scale(3, 1, 5), 1e6f, List.of(sample));
    var taste = model.foldIn(new Profile(new int[] {0}, new float[] {3}));
    assertThat(taste.score(1)).isCloseTo(3.2f, within(1e-5f));
  }

  @Test
  void drawsThatCannotBeAreRefused() {
    var priors = new RatingSamples.Priors(new float[1], new float[] {1});
    var one = new RatingSamples.Sample(new float[1], new float[1], new float[0], priors, 1);
    var two = new RatingSamples.Sample(new float[2], new float[2], new float[0], priors, 1);
    var scale = new RatingFactors.Scale(3, 1, 5);
    assertThatThrownBy(() -> new RatingSamples(scale, 8, List.of(one, two)))
        .hasMessageContaining("one shape");
    assertThatThrownBy(() -> new RatingSamples(scale, 8, List.of()))
        .hasMessageContaining("0 draws");
    assertThatThrownBy(() -> new RatingSamples.Priors(new float[1], new float[1]))
        .hasMessageContaining("precision");
    assertThatThrownBy(
            () -> new RatingSamples.Sample(new float[2], new float[3], new float[0], priors, 1))
        .hasMessageContaining("slopes");
  }

  @Test
  void oneFactorIsSolvedByHand() {
    // y = (1, 2), α = ½, λ = 1, ν = 0, liked item 1 with c = 1:
    // A = ½·(1 + 4) + 4 + 1 = 7.5, x = 2 / 7.5, scores x and 2x.
    var objective = new ImplicitFactors.Objective(1, 0.5f, 1, 0);
    var model = new ImplicitFactors(2, new float[] {1, 2}, objective);
    var taste = model.foldIn(new Profile(new int[] {1}, new float[] {1}));
    assertThat(taste.score(0)).isCloseTo(2 / 7.5f, within(1e-6f));
    assertThat(taste.score(1)).isCloseTo(4 / 7.5f, within(1e-6f));
    assertThat(taste.contributions(0)).containsExactly(new float[] {2 / 7.5f}, within(1e-6f));
    var similar = new float[2];
    model.similar(0, similar);
    assertThat(similar).containsExactly(new float[] {1, 1}, within(1e-6f));
  }

  @Test
  void oneRatingFoldedInByHand() {
    // q = 1, b = ½, μ = 3, rated 5: e = 1.5; with both ridges 2 at one rating,
    // (p, b_u) = 1.5 / (2 + 2)·(1, 1), so the prediction is 3.5 + 2·0.375.
    var model =
        new RatingFactors(
            new float[] {0.5f},
            new float[] {1},
            new RatingFactors.Scale(3, 1, 4),
            new RatingFactors.Ridge(1, 1, 1, 1));
    var taste = model.foldIn(new Profile(new int[] {0}, new float[] {5}));
    assertThat(taste.score(0)).isCloseTo(4.25f, within(1e-6f));
    assertThat(model.clip(taste.score(0))).isEqualTo(4);
    assertThat(model.foldIn(Profile.empty()).score(0)).isCloseTo(3.5f, within(1e-6f));
  }

  @Test
  void nobodyKnownScoresNothingAndHasNoReasons() {
    var model = implicit(new SplittableRandom(1));
    var taste = model.foldIn(Profile.empty());
    assertThat(taste.score(3)).isZero();
    assertThat(taste.contributions(3)).isEmpty();
    assertThat(taste.losses(3)).isEmpty();
  }

  @Test
  void contributionsAddUpToTheScore() {
    for (int seed = 0; seed < 100; seed++) {
      assertContributions(new SplittableRandom(seed));
    }
  }

  private static void assertContributions(SplittableRandom random) {
    var implicit = implicit(random).foldIn(profile(random, 20, 0, 3));
    var ratings = rating(random);
    var rated = ratings.foldIn(profile(random, 20, 0.5, 5));
    var scores = new float[ITEMS];
    implicit.score(scores);
    var nobody = ratings.foldIn(Profile.empty());
    var sampled = samples(random);
    var stranger = sampled.foldIn(Profile.empty());
    var known = sampled.foldIn(profile(random, 20, 0.5, 5));
    var predicted = new float[ITEMS];
    known.score(predicted);
    for (int item = 0; item < ITEMS; item++) {
      assertThat(known.score(item)).isCloseTo(predicted[item], within(1e-4f));
      assertThat(sum(known.contributions(item)))
          .isCloseTo(predicted[item] - stranger.score(item), within(1e-3));
      assertThat(sum(implicit.contributions(item))).isCloseTo(scores[item], within(1e-3));
      assertThat(sum(rated.contributions(item)))
          .isCloseTo(rated.score(item) - nobody.score(item), within(1e-3));
    }
  }

  @Test
  void severalItemsAreExplainedAsOneByOne() {
    var random = new SplittableRandom(5);
    var implicit = implicit(random);
    var weights = weights(random);
    var blend = new Blend(List.of(new Blend.Part(weights, 1.5f), new Blend.Part(implicit, 0.25f)));
    for (var model : List.of(implicit, weights, blend, rating(random))) {
      assertExplained(model.foldIn(profile(random, 20, 0.5, 3)), new int[] {3, 0, 69, 3, 12});
      assertExplained(model.foldIn(profile(random, 20, 0.5, 3)), new int[0]);
      var taste = model.foldIn(profile(random, 20, 0.5, 3));
      assertThatThrownBy(() -> taste.contributions(new int[] {3, -1}))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> taste.contributions(new int[] {ITEMS}))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private static void assertExplained(Taste taste, int[] items) {
    var contributions = taste.contributions(items);
    var entries = new int[items.length][];
    for (int i = 0; i < items.length; i++) {
      entries[i] = new int[] {i, 2, 9};
      assertThat(contributions[i])
          .isNotEmpty()
          .containsExactly(taste.contributions(items[i]), within(1e-5f));
    }
    var losses = taste.losses(items, entries);
    assertThat(losses.length).isEqualTo(items.length);
    for (int i = 0; i < items.length; i++) {
      assertThat(losses[i]).containsExactly(taste.losses(items[i], entries[i]), within(1e-5f));
    }
  }

  /// Every item has every third other as its neighbour.
  private static ItemWeights weights(SplittableRandom random) {
    var begins = IntStream.rangeClosed(0, ITEMS).map(item -> item * (ITEMS / 3)).toArray();
    var neighbours = new int[begins[ITEMS]];
    Arrays.setAll(neighbours, at -> at % (ITEMS / 3) * 3 + at / (ITEMS / 3) % 3);
    return new ItemWeights(begins, neighbours, numbers(random, neighbours.length, 0.5));
  }

  @Test
  void aWeightIsFoundWhereverItStandsInItsRow() {
    for (int length = 0; length <= 9; length++) {
      var begins = new int[20];
      Arrays.fill(begins, 1, 20, length);
      var neighbours = IntStream.range(0, length).map(at -> 2 * at).toArray();
      var values = new float[length];
      for (int at = 0; at < length; at++) {
        values[at] = at + 1;
      }
      var taste =
          new ItemWeights(begins, neighbours, values)
              .foldIn(new Profile(new int[] {0}, new float[] {2}));
      for (int item = 0; item < 19; item++) {
        boolean stands = item % 2 == 0 && item / 2 < length;
        assertThat(taste.contributions(item)).containsExactly(stands ? item + 2 : 0);
        assertThat(taste.score(item)).isEqualTo(stands ? item + 2 : 0);
      }
    }
  }

  private static double sum(float[] terms) {
    double sum = 0;
    for (float term : terms) {
      sum += term;
    }
    return sum;
  }

  @Test
  void lossesAreWhatIsLostWithoutTheEntry() {
    for (int seed = 0; seed < 100; seed++) {
      var random = new SplittableRandom(seed);
      assertLosses(implicit(random), profile(random, 15, 0.5, 3), 0.02f);
      assertLosses(rating(random), profile(random, 15, 0.5, 5), 0.02f);
      assertLosses(samples(random), profile(random, 8, 0.5, 5), 1e-6f);
    }
  }

  private static void assertLosses(Model model, Profile profile, float tolerance) {
    var taste = model.foldIn(profile);
    for (int item = 0; item < ITEMS; item += 7) {
      var losses = taste.losses(item);
      for (int j = 0; j < losses.length; j++) {
        var without = model.foldIn(profile.without(profile.items()[j]));
        float lost = taste.score(item) - without.score(item);
        assertThat(losses[j]).isCloseTo(lost, within(tolerance));
        assertThat(taste.losses(item, new int[] {j})).containsExactly(losses[j]);
      }
    }
  }

  @Test
  void anItemIsMostLikeItself() {
    var random = new SplittableRandom(4);
    for (Model model : new Model[] {implicit(random), rating(random), samples(random)}) {
      var scores = new float[ITEMS];
      model.similar(5, scores);
      assertThat(scores[5]).isCloseTo(1, within(1e-5f));
      for (float score : scores) {
        assertThat(score).isBetween(-1.00001f, 1.00001f);
      }
    }
  }

  @Test
  void whatTheModelDoesNotKnowIsRefused() {
    var model = implicit(new SplittableRandom(2));
    assertThatThrownBy(() -> model.foldIn(new Profile(new int[] {70}, new float[] {1})))
        .hasMessageContaining("item 70");
    assertThatThrownBy(() -> model.foldIn(new Profile(new int[] {7}, new float[] {-1})))
        .hasMessageContaining("negative preference");
    assertThatThrownBy(() -> model.similar(70, new float[70]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> model.foldIn(Profile.empty()).score(new float[69]))
        .hasMessageContaining("69 scores");
    assertThatThrownBy(() -> new Popularity(new float[] {Float.NaN})).hasMessageContaining("NaN");
  }
}
