package org.tastemaker.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Profile;

class LaggedFactorsTest {
  /// The first factor sees the last item alone, the second the last two.
  private final LaggedFactors model =
      new LaggedFactors(
          2,
          new float[] {1, 1, 0, 0.5f},
          new float[] {1, 2, 3, 4, 5, 6, 7, 8},
          new float[] {1, 1, 1, -1, 2, 0, 0, 2},
          new float[] {0, 0.5f, 0, -1});

  private static Profile history(int... oldestFirst) {
    var values = new float[oldestFirst.length];
    Arrays.fill(values, 1);
    var seconds = new long[oldestFirst.length];
    Arrays.setAll(seconds, i -> 100 + i);
    return Profile.of(oldestFirst, values, seconds);
  }

  @Test
  void theLastItemsCountByHowFarTheyLieBack() {
    // state = (5, 6) of item 2 + (0·1, 0.5·2) of item 0 = (5, 7); item 3 lies too far back
    var scores = new float[4];
    model.foldIn(history(3, 0, 2)).score(scores);
    assertThat(scores).containsExactly(12, -1.5f, 10, 13);
    // the other way round: (1, 2) + (0, 3)
    model.foldIn(history(3, 2, 0)).score(scores);
    assertThat(scores).containsExactly(6, -3.5f, 2, 9);
  }

  @Test
  void withoutTimesAllCountAlikeAndTogetherAsMuch() {
    // the lags add up to (1, 1.5); each of two entries counts half of that
    var taste = model.foldIn(new Profile(new int[] {0, 2}, new float[] {1, 1}));
    assertThat(taste.score(3)).isCloseTo(-1 + 2 * 0.75f * (2 + 6), within(1e-5f));
    assertThat(taste.contributions(3)).containsExactly(2 * 0.75f * 2, 2 * 0.75f * 6);
  }

  @Test
  void somebodyNewIsScoredByTheBiases() {
    var scores = new float[4];
    model.foldIn(Profile.empty()).score(scores);
    assertThat(scores).containsExactly(0, 0.5f, 0, -1);
  }

  @Test
  void contributionsAddUpAndLossesAreWhatIsLostWithoutAnEntry() {
    for (var profile :
        new Profile[] {
          history(3, 0, 2),
          history(1),
          history(2, 1),
          new Profile(new int[] {0, 2, 3}, new float[3])
        }) {
      var taste = model.foldIn(profile);
      for (int item = 0; item < 4; item++) {
        var terms = taste.contributions(item);
        var losses = taste.losses(item);
        float sum = model.foldIn(Profile.empty()).score(item);
        for (int entry = 0; entry < terms.length; entry++) {
          sum += terms[entry];
          float without = model.foldIn(profile.without(profile.items()[entry])).score(item);
          assertThat(losses[entry]).isCloseTo(taste.score(item) - without, within(1e-4f));
        }
        assertThat(sum).isCloseTo(taste.score(item), within(1e-4f));
        assertThat(taste.losses(item, new int[] {terms.length - 1}))
            .containsExactly(losses[terms.length - 1]);
      }
    }
  }

  @Test
  void alikeIsWhatFollowsTheSame() {
    var likeness = new float[4];
    model.similar(2, likeness);
    float half = (float) Math.sqrt(0.5);
    assertThat(likeness).containsExactly(new float[] {half, half, 1, 0}, within(1e-5f));
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(
            () -> new LaggedFactors(2, new float[3], new float[2], new float[2], new float[1]))
        .hasMessageContaining("lags");
    assertThatThrownBy(() -> model.foldIn(new Profile(new int[] {4}, new float[] {1})))
        .hasMessageContaining("knows items 0 to 3");
  }
}
