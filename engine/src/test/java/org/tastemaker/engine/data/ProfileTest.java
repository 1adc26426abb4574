package org.tastemaker.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProfileTest {
  @Test
  void profileOfAnyOrderIsSortedAndTheLastValueCounts() {
    var profile = Profile.of(new int[] {7, 2, 7, 4}, new float[] {1, 2, 3, 4});
    assertThat(profile).isEqualTo(new Profile(new int[] {2, 4, 7}, new float[] {2, 4, 3}));
    assertThat(profile.without(4)).isEqualTo(new Profile(new int[] {2, 7}, new float[] {2, 3}));
    assertThat(profile.without(5)).isSameAs(profile);
    assertThat(profile.mapped(value -> value > 2 ? 1 : 0))
        .isEqualTo(new Profile(new int[] {4, 7}, new float[] {1, 1}));
  }

  @Test
  void timesStayWithTheirItems() {
    var profile =
        Profile.of(new int[] {7, 2, 7, 4}, new float[] {1, 2, 3, 4}, new long[] {10, 40, 20, 30});
    assertThat(profile.seconds()).containsExactly(40, 30, 20);
    assertThat(profile.without(4).seconds()).containsExactly(40, 20);
    assertThat(profile.mapped(value -> value > 2 ? 1 : 0).seconds()).containsExactly(30, 20);
    assertThat(profile.ordered()).isTrue();
    assertThat(new Profile(new int[] {1}, new float[] {1}).ordered()).isFalse();
    assertThat(Profile.empty().ordered()).isTrue();
    assertThat(profile).isNotEqualTo(new Profile(profile.items(), profile.values()));
    assertThatThrownBy(() -> new Profile(new int[] {1}, new float[] {1}, new long[2]))
        .hasMessageContaining("2 times");
  }

  @Test
  void aProfileThatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Profile(new int[] {1, 1}, new float[2]))
        .hasMessageContaining("ascend");
    assertThatThrownBy(() -> new Profile(new int[] {-1}, new float[1]))
        .hasMessageContaining("ascend");
    assertThatThrownBy(() -> new Profile(new int[1], new float[2]))
        .hasMessageContaining("2 values");
    assertThatThrownBy(() -> new Profile(new int[] {3}, new float[] {Float.NaN}))
        .hasMessageContaining("Item 3");
  }

  @Test
  void idsAreFoundWhereTheyAreDenseAndWhereTheyAreNot() {
    for (long step : new long[] {1, 3, 1_000_000_007L, 1L << 40}) {
      var index = IdIndex.of(5 * step, 2 * step, 9 * step, 2 * step);
      assertThat(index.size()).isEqualTo(3);
      assertThat(index.ids()).containsExactly(2 * step, 5 * step, 9 * step);
      assertThat(index.indexOf(5 * step)).isEqualTo(1);
      assertThat(index.idAt(2)).isEqualTo(9 * step);
      assertThat(index.indexOf(4 * step)).isEqualTo(-1);
      assertThat(index.indexOf(100 * step)).isEqualTo(-1);
      assertThat(index.indexOf(-1)).isEqualTo(-1);
    }
    assertThat(IdIndex.of(new int[] {3, -4}).indexOf(-4)).isZero();
    assertThat(IdIndex.of().indexOf(0)).isEqualTo(-1);
  }

  @Test
  void lowRatingsAreNoEvidenceAndPlaysCountLessAndLess() {
    var mapping = new PreferenceMapping(3.5, 0.5, 0.25, 0.5, 1, 1);
    assertThat(mapping.ofRating(3.49)).isZero();
    assertThat(mapping.ofRating(3.5)).isEqualTo(1);
    assertThat(mapping.ofRating(4.5)).isEqualTo(1.5f);
    assertThat(mapping.ofCount(Activity.PLAYED, 1)).isEqualTo(0.5f);
    assertThat(mapping.ofCount(Activity.PLAYED, 3)).isEqualTo(1);
    assertThat(mapping.ofCount(Activity.VIEWED, 1)).isEqualTo(0.25f);
    assertThat(mapping.ofCount(Activity.INSTALLED, 0)).isZero();
    assertThatThrownBy(() -> new PreferenceMapping(6, 0, 1, 1, 1, 1))
        .hasMessageContaining("likedFrom");
    assertThatThrownBy(() -> new PreferenceMapping(3, 0, -1, 1, 1, 1))
        .hasMessageContaining("perView");
  }
}
