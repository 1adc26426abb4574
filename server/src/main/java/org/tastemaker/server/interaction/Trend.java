package org.tastemaker.server.interaction;

import java.time.Duration;

/// How much people have to do with something at the moment: each interaction counts half as much
/// for every week that it is older.
///
/// Kept as the binary logarithm of what the sum would have been in 1970 (forward decay; Cormode et
/// al., ICDE 2009): time passing changes no value, so nothing has to be reckoned anew.
final class Trend {
  static final Duration HALF_LIFE = Duration.ofDays(7);

  /// Of an item that nobody has to do with.
  static final double NONE = Double.NEGATIVE_INFINITY;

  private Trend() {}

  /// The trend of a sum.
  ///
  /// @param sum of `2^(−age / half-life)`, age counted back from that moment
  /// @param seconds that moment, since 1970
  static double of(double sum, double seconds) {
    return sum <= 0 ? NONE : log2(sum) + seconds / HALF_LIFE.toSeconds();
  }

  /// The trend of what has both.
  static double both(double one, double other) {
    double high = Math.max(one, other);
    double low = Math.min(one, other);
    return low == NONE ? high : high + log2(1 + Math.pow(2, low - high));
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
