package org.tastemaker.server.interaction;

import java.util.Arrays;

/// Activities by the thousand, as columns: row i is who did what with which item, how often, and
/// when.
///
/// @param persons our ids
/// @param items our ids
/// @param types [Activity#code]s
/// @param counts how often, at least 1
/// @param micros microseconds since 1970
public record ActivityBlock(int[] persons, int[] items, byte[] types, int[] counts, long[] micros) {

  public ActivityBlock {
    if (items.length != persons.length
        || types.length != persons.length
        || counts.length != persons.length
        || micros.length != persons.length) {
      throw new IllegalArgumentException("the columns of a block are equally long");
    }
  }

  public int size() {
    return persons.length;
  }

  /// The same activities with other items.
  ActivityBlock with(int[] otherItems) {
    return new ActivityBlock(persons, otherItems, types, counts, micros);
  }

  /// The persons, ascending, each once.
  int[] distinctPersons() {
    return Arrays.stream(persons).sorted().distinct().toArray();
  }
}
