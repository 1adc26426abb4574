package org.tastemaker.server.recommendation;

import java.util.function.IntUnaryOperator;

/// Keeps one franchise from filling a stretch of a list: of any `most + 1` neighbours at least two
/// differ, as long as something else is left. The order is otherwise kept: what is held back comes
/// as soon as it may.
///
/// @param most how many of one franchise may follow one another; 0 switches it off
record Diversity(int most) {

  Diversity {
    if (most < 0) {
      throw new IllegalArgumentException("most must not be negative: " + most);
    }
  }

  /// The items in their new order. O(n²) at worst, for the hundreds of a list.
  ///
  /// @param items best first
  /// @param franchise the franchise of an item, negative for none
  int[] spread(int[] items, IntUnaryOperator franchise) {
    if (most == 0) {
      return items;
    }
    var left = items.clone();
    var spread = new int[items.length];
    for (var at = 0; at < spread.length; at++) {
      var chosen = next(left, at, spread, franchise);
      spread[at] = left[chosen];
      System.arraycopy(left, at, left, at + 1, chosen - at);
      left[at] = spread[at];
    }
    return spread;
  }

  /// Where the first that may come now stands in `left`, from `at` on; `at` itself when none may.
  private int next(int[] left, int at, int[] spread, IntUnaryOperator franchise) {
    var full = fullFranchise(spread, at, franchise);
    if (full >= 0) {
      for (var candidate = at; candidate < left.length; candidate++) {
        if (franchise.applyAsInt(left[candidate]) != full) {
          return candidate;
        }
      }
    }
    return at;
  }

  /// The franchise that the last `most` items share, or -1.
  private int fullFranchise(int[] spread, int at, IntUnaryOperator franchise) {
    if (at < most) {
      return -1;
    }
    var last = franchise.applyAsInt(spread[at - 1]);
    for (var back = 2; back <= most && last >= 0; back++) {
      if (franchise.applyAsInt(spread[at - back]) != last) {
        return -1;
      }
    }
    return last;
  }
}
