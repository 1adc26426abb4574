package org.tastemaker.engine.data;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// What one person thinks of the items that a model knows: all that a model ever learns of them.
///
/// @param items positions in the model's item numbering, strictly ascending
/// @param values one per item: a preference ≥ 0 for models of preference, stars for models of
///   ratings
/// @param seconds when each of them happened, on any clock: only their order counts; empty when
///   nobody knows
public record Profile(int[] items, float[] values, long[] seconds) {
  private static final long[] UNKNOWN = {};
  private static final Profile EMPTY = new Profile(new int[0], new float[0]);

  public Profile {
    checkLengths(items, values, seconds);
    items = items.clone();
    values = values.clone();
    seconds = seconds.length == 0 ? UNKNOWN : seconds.clone();
    check(items, values);
  }

  /// A profile of which nobody knows the order.
  public Profile(int[] items, float[] values) {
    this(items, values, UNKNOWN);
  }

  private static void checkLengths(int[] items, float[] values, long[] seconds) {
    if (items.length != values.length) {
      throw new IllegalArgumentException(
          "A profile of " + items.length + " items has " + values.length + " values.");
    }
    if (seconds.length != 0 && seconds.length != items.length) {
      throw new IllegalArgumentException(
          "A profile of " + items.length + " items has " + seconds.length + " times.");
    }
  }

  private static void check(int[] items, float[] values) {
    for (int i = 0; i < items.length; i++) {
      if (items[i] < 0 || (i > 0 && items[i] <= items[i - 1])) {
        throw new IllegalArgumentException(
            "The items of a profile ascend from 0; "
                + items[i]
                + " at position "
                + i
                + " does not.");
      }
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "Item " + items[i] + " has the value " + values[i] + ".");
      }
    }
  }

  /// The profile of somebody new.
  public static Profile empty() {
    return EMPTY;
  }

  /// A profile from items in any order. The last value of an item that comes twice counts.
  public static Profile of(int[] items, float[] values) {
    return of(items, values, UNKNOWN);
  }

  /// The same with times, or none.
  public static Profile of(int[] items, float[] values, long[] seconds) {
    checkLengths(items, values, seconds);
    var keys = new long[items.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) items[i] << 32 | i;
    }
    Arrays.sort(keys);
    int size = 0;
    var kept = new int[keys.length];
    for (long key : keys) {
      int at = (int) key;
      if (size > 0 && items[kept[size - 1]] == items[at]) {
        size--;
      }
      kept[size++] = at;
    }
    return picked(items, values, seconds, Arrays.copyOf(kept, size));
  }

  private static Profile picked(int[] items, float[] values, long[] seconds, int[] kept) {
    var keptItems = new int[kept.length];
    var keptValues = new float[kept.length];
    var keptSeconds = new long[seconds.length == 0 ? 0 : kept.length];
    for (int i = 0; i < kept.length; i++) {
      keptItems[i] = items[kept[i]];
      keptValues[i] = values[kept[i]];
      if (seconds.length > 0) {
        keptSeconds[i] = seconds[kept[i]];
      }
    }
    return new Profile(keptItems, keptValues, keptSeconds);
  }

  /// How many items it holds.
  public int size() {
    return items.length;
  }

  /// The same person without one item; the profile itself where it does not hold the item.
  public Profile without(int item) {
    int at = Arrays.binarySearch(items, item);
    if (at < 0) {
      return this;
    }
    var kept = new int[items.length - 1];
    Arrays.setAll(kept, i -> i < at ? i : i + 1);
    return picked(items, values, seconds, kept);
  }

  /// The same items with every value mapped; those whose value becomes 0 are left out.
  public Profile mapped(DoubleUnaryOperator mapping) {
    int size = 0;
    var kept = new int[items.length];
    var mapped = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      mapped[i] = (float) mapping.applyAsDouble(values[i]);
      if (mapped[i] != 0) {
        kept[size++] = i;
      }
    }
    return picked(items, mapped, seconds, Arrays.copyOf(kept, size));
  }

  /// Whether it is known in which order things happened. Nothing at all is in order.
  public boolean ordered() {
    return seconds.length == items.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Profile(int[] otherItems, float[] otherValues, long[] otherSeconds)
        && Arrays.equals(items, otherItems)
        && Arrays.equals(values, otherValues)
        && Arrays.equals(seconds, otherSeconds);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(items) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Profile" + Arrays.toString(items) + Arrays.toString(values);
  }
}
