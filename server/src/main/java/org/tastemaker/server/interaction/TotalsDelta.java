package org.tastemaker.server.interaction;

import java.util.Arrays;

/// By how much the totals of items change: columns by item id, which are dense.
final class TotalsDelta {

  private long[] hundredths = new long[1024];
  private int[] counts = new int[1024];

  void add(int item, long addedHundredths, int addedCount) {
    if (item >= counts.length) {
      int length = Math.max(item + 1, counts.length * 2);
      hundredths = Arrays.copyOf(hundredths, length);
      counts = Arrays.copyOf(counts, length);
    }
    hundredths[item] += addedHundredths;
    counts[item] += addedCount;
  }

  void writeTo(RatingRows rows) {
    int[] items = new int[counts.length];
    int changed = 0;
    for (int item = 0; item < counts.length; item++) {
      if (hundredths[item] != 0 || counts[item] != 0) {
        items[changed++] = item;
      }
    }
    if (changed == 0) {
      return;
    }
    items = Arrays.copyOf(items, changed);
    rows.addTotals(
        items,
        Arrays.stream(items).mapToLong(item -> hundredths[item]).toArray(),
        Arrays.stream(items).map(item -> counts[item]).toArray());
  }
}
