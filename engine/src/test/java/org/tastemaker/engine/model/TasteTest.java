package org.tastemaker.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

  @Property(tries = 100)
  void contributionsAddUpToTheScore(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var implicit = implicit(random).foldIn(profile(random, 20, 0, 3));
    var ratings = rating(random);
    var rated = ratings.foldIn(profile(random, 20, 0.5, 5));
    var scores = new float[ITEMS];
    implicit.score(scores);
    var nobody = ratings.foldIn(Profile.empty());
    for (int item = 0; item < ITEMS; item++) {
      assertThat(sum(implicit.contributions(item))).isCloseTo(scores[item], within(1e-3));
      assertThat(sum(rated.contributions(item)))
          .isCloseTo(rated.score(item) - nobody.score(item), within(1e-3));
    }
  }

  private static double sum(float[] terms) {
    double sum = 0;
    for (float term : terms) {
      sum += term;
    }
    return sum;
  }

  @Property(tries = 100)
  void lossesAreWhatIsLostWithoutTheEntry(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    assertLosses(implicit(random), profile(random, 15, 0.5, 3), 0.02f);
    assertLosses(rating(random), profile(random, 15, 0.5, 5), 0.02f);
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
    for (Model model : new Model[] {implicit(random), rating(random)}) {
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
