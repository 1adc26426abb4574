package org.tastemaker.server.catalogue;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How often each item was rated and the sum of its ratings in hundredths of a star, by item id.
/// Immutable.
final class RatingTotals {

  /// As many votes of the mean weigh as the item's own: a handful of raves is not the best.
  private static final int PRIOR_VOTES = 25;

  /// The mean that weighs in moves in steps, so that one more rating does not move every item.
  private static final double STEP = 0.05;

  static final RatingTotals NONE = new RatingTotals(new long[0], new int[0], 0);

  private final long[] hundredths;
  private final int[] counts;
  private final double mean;

  private RatingTotals(long[] hundredths, int[] counts, double mean) {
    this.hundredths = hundredths;
    this.counts = counts;
    this.mean = mean;
  }

  int count(int item) {
    return item < counts.length ? counts[item] : 0;
  }

  /// The mean in stars, 0 when nobody rated it.
  double average(int item) {
    int count = count(item);
    return count == 0 ? 0 : hundredths[item] / (100.0 * count);
  }

  /// `v/(v+m)·R + m/(v+m)·C`, the formula that the Internet Movie Database published for its Top
  /// 250: v ratings of mean R, m = 25, C the mean of all ratings; 0 when nobody rated it.
  double weighted(int item) {
    int count = count(item);
    return count == 0 ? 0 : (hundredths[item] / 100.0 + PRIOR_VOTES * mean) / (count + PRIOR_VOTES);
  }

  /// Whether what [#weighted] says differs for no more than the items whose totals differ.
  boolean weighsAs(RatingTotals other) {
    return mean == other.mean;
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
    double all = mean(sums, numbers);
    return new RatingTotals(sums, numbers, Math.abs(all - mean) < STEP ? mean : all);
  }

  private static double mean(long[] hundredths, int[] counts) {
    long votes = Arrays.stream(counts).asLongStream().sum();
    return votes == 0 ? 0 : Arrays.stream(hundredths).sum() / (100.0 * votes);
  }

  /// These totals and no others, with the mean that weighs in as it was if it has hardly moved.
  RatingTotals replaced(int[] items, long[] newHundredths, int[] newCounts) {
    return new RatingTotals(new long[0], new int[0], mean).with(items, newHundredths, newCounts);
  }

  /// The items whose totals differ; O(items).
  IntStream differing(RatingTotals other) {
    return IntStream.range(0, Math.max(counts.length, other.counts.length))
        .filter(item -> count(item) != other.count(item) || sum(item) != other.sum(item));
  }

  private long sum(int item) {
    return item < hundredths.length ? hundredths[item] : 0;
  }
}
