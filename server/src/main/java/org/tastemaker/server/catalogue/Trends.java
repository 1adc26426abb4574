package org.tastemaker.server.catalogue;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How much people have to do with each item at the moment, by item id. Immutable.
final class Trends {
  static final Trends NONE = new Trends(new double[0]);

  private final double[] trends;

  private Trends(double[] trends) {
    this.trends = trends;
  }

  double of(int item) {
    return item < trends.length ? trends[item] : Double.NEGATIVE_INFINITY;
  }

  /// These with those of some items replaced; O(items).
  Trends with(int[] items, double[] newTrends) {
    int rows = Math.max(trends.length, 1 + Arrays.stream(items).max().orElse(-1));
    double[] all = Arrays.copyOf(trends, rows);
    Arrays.fill(all, trends.length, rows, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < items.length; i++) {
      all[items[i]] = newTrends[i];
    }
    return new Trends(all);
  }

  /// The items that differ; O(items).
  IntStream differing(Trends other) {
    return IntStream.range(0, Math.max(trends.length, other.trends.length))
        .filter(item -> of(item) != other.of(item));
  }
}
