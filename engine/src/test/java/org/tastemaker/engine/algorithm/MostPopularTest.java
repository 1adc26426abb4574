package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.algorithm.MostPopular.Measure;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.model.Model;

class MostPopularTest {
  private static float[] scores(Model model) {
    var scores = new float[model.items()];
    model.foldIn(Profile.empty()).score(scores);
    return scores;
  }

  @Test
  void countsAddUpPreferences() {
    var data = Interactions.builder().add(0, 0, 1).add(1, 0, 0.5f).add(1, 2, 1).build(2, 3);
    assertThat(scores(new MostPopular().train(data, Run.quiet(1)))).containsExactly(1.5f, 0, 1);
  }

  @Test
  void aHalfLifeAgoCountsHalf() {
    long day = Duration.ofDays(1).toSeconds();
    var data =
        Interactions.builder()
            .add(0, 0, 1, 100 * day)
            .add(0, 1, 1, 93 * day)
            .add(0, 2, 1, 86 * day)
            .build(1, 3);
    var algorithm = new MostPopular(Measure.COUNT, 0.9, Duration.ofDays(7), Duration.ZERO);
    assertThat(scores(algorithm.train(data, Run.quiet(1))))
        .containsExactly(new float[] {1, 0.5f, 0.25f}, within(1e-6f));
    var untimed = Interactions.builder().add(0, 0, 1).build(1, 1);
    assertThatThrownBy(() -> algorithm.train(untimed, Run.quiet(1)))
        .hasMessageContaining("no times");
  }

  @Test
  void onlyTheLatestWeekCounts() {
    long day = Duration.ofDays(1).toSeconds();
    var data =
        Interactions.builder()
            .add(0, 0, 1, 100 * day)
            .add(0, 1, 1, 93 * day + 1)
            .add(0, 2, 1, 93 * day)
            .add(1, 1, 0.5f, 99 * day)
            .build(2, 3);
    var week = new MostPopular(Measure.COUNT, 0.9, Duration.ZERO, Duration.ofDays(7));
    assertThat(scores(week.train(data, Run.quiet(1)))).containsExactly(1, 1.5f, 0);
    var fading = new MostPopular(Measure.COUNT, 0.9, Duration.ofDays(1), Duration.ofDays(7));
    assertThat(scores(fading.train(data, Run.quiet(1))))
        .containsExactly(new float[] {1, 0.25f + 1 / 128f, 0}, within(1e-4f));
    var untimed = Interactions.builder().add(0, 0, 1).build(1, 1);
    assertThatThrownBy(() -> week.train(untimed, Run.quiet(1))).hasMessageContaining("no times");
  }

  @Test
  void weightedRatingIsTheOneWorkedOutByHand() {
    // Votes 1, 2 and 3, so the median m is 2; C = (5 + 4 + 4 + 3 + 3 + 2) / 6 = 3.5.
    var data =
        Interactions.builder()
            .add(0, 0, 5)
            .add(0, 1, 4)
            .add(1, 1, 4)
            .add(0, 2, 3)
            .add(1, 2, 3)
            .add(2, 2, 2)
            .build(3, 4);
    var algorithm = new MostPopular(Measure.WEIGHTED_RATING, 0.5, Duration.ZERO, Duration.ZERO);
    assertThat(scores(algorithm.train(data, Run.quiet(1))))
        .containsExactly(
            new float[] {(5 + 7) / 3f, (8 + 7) / 4f, (8 + 7) / 5f, 3.5f}, within(1e-6f));
  }

  @Test
  void everybodyGetsTheSameAndNoReason() {
    var data = Interactions.builder().add(0, 0, 1).add(1, 0, 1).add(1, 1, 1).build(2, 2);
    var taste =
        new MostPopular()
            .train(data, Run.quiet(1))
            .foldIn(new Profile(new int[] {1}, new float[] {9}));
    assertThat(taste.score(0)).isEqualTo(2);
    assertThat(taste.contributions(0)).isEmpty();
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new MostPopular(Measure.COUNT, 2, Duration.ZERO, Duration.ZERO))
        .hasMessageContaining("votesQuantile");
    assertThatThrownBy(
            () -> new MostPopular(Measure.COUNT, 0.5, Duration.ofDays(-1), Duration.ZERO))
        .hasMessageContaining("halfLife");
    var past = Duration.ofDays(-1);
    assertThatThrownBy(() -> new MostPopular(Measure.COUNT, 0.5, Duration.ZERO, past))
        .hasMessageContaining("window");
    var none = Interactions.builder().build(0, 2);
    var algorithm = new MostPopular(Measure.WEIGHTED_RATING, 0.5, Duration.ZERO, Duration.ZERO);
    assertThat(scores(algorithm.train(none, Run.quiet(1)))).containsExactly(0, 0);
  }
}
