package org.tastemaker.server.catalogue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// All items in one order. Immutable.
final class Ranking {

  /// Of fewer than one in so many items it is quicker to sort their ranks than to look for them
  /// among all.
  private static final int FEW = 64;

  private final int[] ids;

  /// The rank of every id; made when first needed.
  private volatile int @Nullable [] ranks;

  Ranking(int[] ids) {
    this.ids = ids;
  }

  int size() {
    return ids.length;
  }

  /// The item at a rank.
  int at(int rank) {
    return ids[rank];
  }

  /// The rank of an item; -1 when it is not in it.
  int rank(int item) {
    int[] known = ranks();
    return item < known.length ? known[item] : -1;
  }

  private int[] ranks() {
    int[] known = ranks;
    if (known == null) {
      known = new int[1 + Arrays.stream(ids).max().orElse(-1)];
      Arrays.fill(known, -1);
      for (int rank = 0; rank < ids.length; rank++) {
        known[ids[rank]] = rank;
      }
      ranks = known;
    }
    return known;
  }

  /// The first of some items in this order. O(items passed over) for many, O(n log n) for few.
  ///
  /// @param from the rank to begin at
  /// @param skip how many of them to leave out before
  int[] first(RoaringBitmap items, int from, int skip, int limit) {
    return ranks(items)
        .filter(rank -> rank >= from)
        .map(this::at)
        .skip(skip)
        .limit(limit)
        .toArray();
  }

  private IntStream ranks(RoaringBitmap items) {
    return items.getCardinality() < ids.length / FEW
        ? items.stream().map(this::rank).filter(rank -> rank >= 0).sorted()
        : IntStream.range(0, ids.length).filter(rank -> items.contains(ids[rank]));
  }

  /// The same order after some items changed what they are sorted by, came or went. O(items +
  /// changed · log items).
  ///
  /// @param changed those
  /// @param there of those, the ones that are to be in it
  Ranking moved(RoaringBitmap changed, int[] there, Comparator<Integer> order) {
    int[] rest = Arrays.stream(ids).filter(item -> !changed.contains(item)).toArray();
    int[] sorted = Arrays.stream(there).boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    int[] merged = new int[rest.length + sorted.length];
    int from = 0;
    for (int i = 0; i < sorted.length; i++) {
      int place = behind(rest, from, sorted[i], order);
      System.arraycopy(rest, from, merged, from + i, place - from);
      merged[place + i] = sorted[i];
      from = place;
    }
    System.arraycopy(rest, from, merged, from + sorted.length, rest.length - from);
    return new Ranking(merged);
  }

  private static int behind(int[] sorted, int from, int item, Comparator<Integer> order) {
    int low = from;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order.compare(sorted[middle], item) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
