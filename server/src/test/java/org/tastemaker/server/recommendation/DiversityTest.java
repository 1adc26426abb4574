package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Items 1 to 4 are of franchise 7, items 5 and 6 of franchise 8, the others of none.
class DiversityTest {
  private static final int[] FRANCHISE = {-1, 7, 7, 7, 7, 8, 8, -1, -1, -1};

  @Test
  void noThreeOfAFranchiseFollowOneAnother() {
    assertThat(spread(2, 1, 2, 3, 4, 9)).containsExactly(1, 2, 9, 3, 4);
  }

  @Test
  void whatIsHeldBackComesAsSoonAsItMay() {
    assertThat(spread(1, 1, 2, 5, 6, 9)).containsExactly(1, 5, 2, 6, 9);
  }

  @Test
  void nothingIsLostWhenOnlyOneFranchiseIsLeft() {
    assertThat(spread(1, 9, 1, 2, 3)).containsExactly(9, 1, 2, 3);
  }

  @Test
  void itemsOfNoFranchiseKeepTheirOrder() {
    assertThat(spread(1, 9, 8, 7, 0)).containsExactly(9, 8, 7, 0);
  }

  @Test
  void zeroSwitchesItOff() {
    assertThat(spread(0, 1, 2, 3, 4, 9)).containsExactly(1, 2, 3, 4, 9);
  }

  @Test
  void whatIsSettledStaysAndCounts() {
    var spread = new Diversity(2).spread(2, new int[] {1, 2, 3, 9}, DiversityTest::franchise);

    assertThat(spread).containsExactly(1, 2, 9, 3);
  }

  private static @Nullable String franchise(int item) {
    return FRANCHISE[item] < 0 ? null : "franchise " + FRANCHISE[item];
  }

  private static int[] spread(int most, int... items) {
    return new Diversity(most).spread(0, items, DiversityTest::franchise);
  }
}
