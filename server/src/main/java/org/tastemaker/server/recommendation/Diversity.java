package org.tastemaker.server.recommendation;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

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

  /// The items in their new order; the first `settled` of them stay where they are. O(n²) at worst,
  /// for the hundreds of a list.
  ///
  /// @param items best first
  /// @param franchise the franchise of an item, null for none
  int[] spread(int settled, int[] items, IntFunction<@Nullable String> franchise) {
    if (most == 0) {
      return items;
    }
    var spread = items.clone();
    var of = new @Nullable String[items.length];
    for (var at = 0; at < of.length; at++) {
      of[at] = franchise.apply(items[at]);
    }
    for (var at = settled; at < spread.length; at++) {
      var chosen = next(of, at);
      var item = spread[chosen];
      var its = of[chosen];
      System.arraycopy(spread, at, spread, at + 1, chosen - at);
      System.arraycopy(of, at, of, at + 1, chosen - at);
      spread[at] = item;
      of[at] = its;
    }
    return spread;
  }

  /// Where the first that may come at this place stands, from there on; the place itself when none
  /// may.
  private int next(@Nullable String[] of, int at) {
    var full = fullFranchise(of, at);
    if (full != null) {
      for (var candidate = at; candidate < of.length; candidate++) {
        if (!full.equals(of[candidate])) {
          return candidate;
        }
      }
    }
    return at;
  }

  /// The franchise that the last `most` items before a place share, if they do.
  private @Nullable String fullFranchise(@Nullable String[] of, int at) {
    if (at < most) {
      return null;
    }
    var last = of[at - 1];
    for (var back = 2; back <= most && last != null; back++) {
      if (!last.equals(of[at - back])) {
        return null;
      }
    }
    return last;
  }
}
