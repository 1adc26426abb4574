package org.tastemaker.server.interaction;

import java.util.Arrays;

/// Ratings by the thousand, as columns: row i is who rated what, with how much, and when.
///
/// @param persons our ids
/// @param items our ids
/// @param hundredths of a star, from 0 to 500
/// @param micros microseconds since 1970
public record RatingBlock(int[] persons, int[] items, short[] hundredths, long[] micros) {

  public RatingBlock {
    if (items.length != persons.length
        || hundredths.length != persons.length
        || micros.length != persons.length) {
      throw new IllegalArgumentException("the columns of a block are equally long");
    }
  }

  public int size() {
    return persons.length;
  }

  /// The same ratings of other items.
  RatingBlock with(int[] otherItems) {
    return new RatingBlock(persons, otherItems, hundredths, micros);
  }

  /// The rows by person, then by item, each pair once: the newest, and of equally new ones the
  /// last.
  RatingBlock settled() {
    if (ascends()) {
      return this;
    }
    int[] order = order();
    int kept = 0;
    for (int i = 0; i < order.length; i++) {
      int row = order[i];
      if (kept > 0 && samePair(order[kept - 1], row)) {
        if (micros[row] >= micros[order[kept - 1]]) {
          order[kept - 1] = row;
        }
      } else {
        order[kept++] = row;
      }
    }
    return pick(order, kept);
  }

  private boolean ascends() {
    for (int i = 1; i < persons.length; i++) {
      if (persons[i - 1] > persons[i]
          || (persons[i - 1] == persons[i] && items[i - 1] >= items[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean samePair(int left, int right) {
    return persons[left] == persons[right] && items[left] == items[right];
  }

  /// Row numbers by person, item and row: two sorts of numbers that carry the row below.
  private int[] order() {
    long[] keys = new long[persons.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) persons[i] << 32 | i;
    }
    Arrays.sort(keys);
    for (int start = 0; start < keys.length; ) {
      int person = (int) (keys[start] >>> 32);
      int end = start;
      for (; end < keys.length && (int) (keys[end] >>> 32) == person; end++) {
        int row = (int) keys[end];
        keys[end] = (long) items[row] << 32 | row;
      }
      Arrays.sort(keys, start, end);
      start = end;
    }
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  /// The rows with these numbers.
  RatingBlock pick(int[] rows, int count) {
    var picked = new RatingBlock(new int[count], new int[count], new short[count], new long[count]);
    for (int i = 0; i < count; i++) {
      picked.persons[i] = persons[rows[i]];
      picked.items[i] = items[rows[i]];
      picked.hundredths[i] = hundredths[rows[i]];
      picked.micros[i] = micros[rows[i]];
    }
    return picked;
  }

  /// The persons of a settled block, ascending.
  int[] distinctPersons() {
    int[] distinct = new int[persons.length];
    int count = 0;
    for (int i = 0; i < persons.length; i++) {
      if (i == 0 || persons[i] != persons[i - 1]) {
        distinct[count++] = persons[i];
      }
    }
    return Arrays.copyOf(distinct, count);
  }
}
