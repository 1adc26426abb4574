package org.tastemaker.engine.data;

import java.util.Arrays;

/// The values of entries, and their times where they are known: `codes` into a table of distinct
/// values, or `floats` where there are too many; `seconds` since 1970, unsigned, empty when
/// unknown.
final class Values {
  private final byte[] codes;
  private final float[] table;
  private final float[] floats;
  private final int[] seconds;

  private Values(byte[] codes, float[] table, float[] floats, int[] seconds) {
    this.codes = codes;
    this.table = table;
    this.floats = floats;
    this.seconds = seconds;
  }

  static Values coded(byte[] codes, float[] table, int[] seconds) {
    return new Values(codes, table, new float[0], seconds);
  }

  static Values plain(float[] floats, int[] seconds) {
    return new Values(new byte[0], new float[0], floats, seconds);
  }

  float at(int entry) {
    return table.length > 0 ? table[codes[entry] & 0xff] : floats[entry];
  }

  boolean timed() {
    return seconds.length > 0;
  }

  long second(int entry) {
    return Integer.toUnsignedLong(seconds[entry]);
  }

  /// The times of some entries, empty when unknown.
  long[] seconds(int from, int length) {
    var times = new long[timed() ? length : 0];
    Arrays.setAll(times, i -> second(from + i));
    return times;
  }

  Values sameKind() {
    return new Values(
        new byte[codes.length], table, new float[floats.length], new int[seconds.length]);
  }

  void copy(int entry, Values from, int to) {
    if (table.length > 0) {
      codes[to] = from.codes[entry];
    } else {
      floats[to] = from.floats[entry];
    }
    if (seconds.length > 0) {
      seconds[to] = from.seconds[entry];
    }
  }

  Values first(int size) {
    return new Values(
        Arrays.copyOf(codes, Math.min(size, codes.length)),
        table,
        Arrays.copyOf(floats, Math.min(size, floats.length)),
        Arrays.copyOf(seconds, Math.min(size, seconds.length)));
  }

  Values withoutTimes() {
    return new Values(codes, table, floats, new int[0]);
  }
}
