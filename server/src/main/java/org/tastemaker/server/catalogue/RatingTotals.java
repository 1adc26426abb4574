package org.tastemaker.server.catalogue;

import java.util.Arrays;

/// How often each item was rated and the sum of its ratings in hundredths of a star, by item id.
/// Immutable.
final class RatingTotals {

  static final RatingTotals NONE = new RatingTotals(new long[0], new int[0]);

  private final long[] hundredths;
  private final int[] counts;

  private RatingTotals(long[] hundredths, int[] counts) {
    this.hundredths = hundredths;
    this.counts = counts;
  }

  int count(int item) {
    return item < counts.length ? counts[item] : 0;
  }

  /// The mean in stars, 0 when nobody rated it.
  double average(int item) {
    int count = count(item);
    return count == 0 ? 0 : hundredths[item] / (100.0 * count);
  }

  /// These totals with those of some items replaced; O(items).
  RatingTotals with(int[] items, long[] newHundredths, int[] newCounts) {
    int rows = Math.max(counts.length, 1 + Arrays.stream(items).max().orElse(-1));
    long[] sums = Arrays.copyOf(hundredths, rows);
    int[] numbers = Arrays.copyOf(counts, rows);
    for (int i = 0; i < items.length; i++) {
      sums[items[i]] = newHundredths[i];
      numbers[items[i]] = newCounts[i];
    }
    return new RatingTotals(sums, numbers);
  }
}
