package org.tastemaker.engine.data;

import java.util.Arrays;

/// Sorted distinct ids ↔ their positions 0…n−1: how the rows of a model are numbered.
///
/// Layout: `ids` ascending; where they lie densely a table from id to position beside it, so that a
/// look-up is O(1), else O(log n) by binary search. Immutable.
public final class IdIndex {
  private static final int TABLE_LIMIT = 1 << 26;

  private final long[] ids;
  private final int[] table;

  private IdIndex(long[] ids) {
    this.ids = ids;
    this.table = tableOf(ids);
  }

  /// The index of these ids, in any order, with or without repetition.
  public static IdIndex of(long... ids) {
    var sorted = ids.clone();
    Arrays.sort(sorted);
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[size++] = sorted[i];
      }
    }
    return new IdIndex(Arrays.copyOf(sorted, size));
  }

  /// The index of these ids, in any order, with or without repetition.
  public static IdIndex of(int[] ids) {
    var wide = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      wide[i] = ids[i];
    }
    return of(wide);
  }

  private static int[] tableOf(long[] ids) {
    if (ids.length == 0 || ids[0] < 0) {
      return new int[0];
    }
    long reach = ids[ids.length - 1] + 1;
    if (reach <= 0 || reach > TABLE_LIMIT || reach > 4L * ids.length + 1024) {
      return new int[0];
    }
    var table = new int[(int) reach];
    Arrays.fill(table, -1);
    for (int i = 0; i < ids.length; i++) {
      table[(int) ids[i]] = i;
    }
    return table;
  }

  /// The position of an id, −1 where it is absent.
  public int indexOf(long id) {
    if (table.length > 0) {
      return id >= 0 && id < table.length ? table[(int) id] : -1;
    }
    int at = Arrays.binarySearch(ids, id);
    return at >= 0 ? at : -1;
  }

  /// The id at a position from 0 to `size() − 1`.
  public long idAt(int index) {
    return ids[index];
  }

  /// How many ids there are.
  public int size() {
    return ids.length;
  }

  /// All ids, ascending; a copy.
  public long[] ids() {
    return ids.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdIndex index && Arrays.equals(ids, index.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return "IdIndex of " + ids.length;
  }
}
