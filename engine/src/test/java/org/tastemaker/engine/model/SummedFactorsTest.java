package org.tastemaker.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Profile;

class SummedFactorsTest {
  private final SummedFactors model =
      new SummedFactors(
          2,
          0.5f,
          new float[] {1, 2, 3, 4, 5, 6},
          new float[] {1, 1, 1, -1, 2, 0},
          new float[] {0, 0.5f, -1});

  @Test
  void somebodyIsTheSumOfWhatTheyLikeOverTheRootOfHowMuch() {
    // 1·(1, 2) + 3·(5, 6) = (16, 20), over √4
    var scores = new float[3];
    model.foldIn(new Profile(new int[] {0, 2}, new float[] {1, 3})).score(scores);
    assertThat(scores).containsExactly(18, 0.5f - 2, -1 + 16);
  }

  @Test
  void somebodyWithoutEvidenceIsScoredByTheBiases() {
    for (var profile :
        new Profile[] {Profile.empty(), new Profile(new int[] {1}, new float[] {0})}) {
      var scores = new float[3];
      model.foldIn(profile).score(scores);
      assertThat(scores).containsExactly(0, 0.5f, -1);
    }
  }

  @Test
  void contributionsAddUpAndLossesAreWhatIsLostWithoutAnEntry() {
    for (var profile :
        new Profile[] {
          new Profile(new int[] {0, 1, 2}, new float[] {1, 0.25f, 3}),
          new Profile(new int[] {1}, new float[] {2}),
          new Profile(new int[] {0, 2}, new float[] {1, 0})
        }) {
      var taste = model.foldIn(profile);
      for (int item = 0; item < 3; item++) {
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
  void alikeIsWhatTheSamePeopleLike() {
    var likeness = new float[3];
    model.similar(2, likeness);
    float half = (float) Math.sqrt(0.5);
    assertThat(likeness).containsExactly(new float[] {half, half, 1}, within(1e-5f));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new SummedFactors(2, 0, new float[3], new float[4], new float[2]))
        .hasMessageContaining("inputs");
    assertThatThrownBy(() -> new SummedFactors(1, 2, new float[1], new float[1], new float[1]))
        .hasMessageContaining("exponent");
    assertThatThrownBy(() -> model.foldIn(new Profile(new int[] {3}, new float[] {1})))
        .hasMessageContaining("knows items 0 to 2");
    assertThatThrownBy(() -> model.foldIn(new Profile(new int[] {1}, new float[] {-1})))
        .hasMessageContaining("negative preference");
  }
}
