package org.tastemaker.engine.data;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// What one person thinks of the items that a model knows: all that a model ever learns of them.
///
/// @param items positions in the model's item numbering, strictly ascending
/// @param values one per item: a preference ≥ 0 for models of preference, stars for models of
///   ratings
public record Profile(int[] items, float[] values) {
  private static final Profile EMPTY = new Profile(new int[0], new float[0]);

  public Profile {
    if (items.length != values.length) {
      throw new IllegalArgumentException(
          "A profile of " + items.length + " items has " + values.length + " values.");
    }
    items = items.clone();
    values = values.clone();
    check(items, values);
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
    if (items.length != values.length) {
      throw new IllegalArgumentException(
          "A profile of " + items.length + " items has " + values.length + " values.");
    }
    var keys = new long[items.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) items[i] << 32 | i;
    }
    Arrays.sort(keys);
    var sortedItems = new int[keys.length];
    var sortedValues = new float[keys.length];
    int size = 0;
    for (int i = 0; i < keys.length; i++) {
      int item = (int) (keys[i] >> 32);
      if (size > 0 && sortedItems[size - 1] == item) {
        size--;
      }
      sortedItems[size] = item;
      sortedValues[size++] = values[(int) keys[i]];
    }
    return new Profile(Arrays.copyOf(sortedItems, size), Arrays.copyOf(sortedValues, size));
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
    var fewer = new int[items.length - 1];
    var values = new float[fewer.length];
    System.arraycopy(items, 0, fewer, 0, at);
    System.arraycopy(items, at + 1, fewer, at, fewer.length - at);
    System.arraycopy(this.values, 0, values, 0, at);
    System.arraycopy(this.values, at + 1, values, at, fewer.length - at);
    return new Profile(fewer, values);
  }

  /// The same items with every value mapped; those whose value becomes 0 are left out.
  public Profile mapped(DoubleUnaryOperator mapping) {
    int size = 0;
    var kept = new int[items.length];
    var mapped = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      float value = (float) mapping.applyAsDouble(values[i]);
      if (value != 0) {
        kept[size] = items[i];
        mapped[size++] = value;
      }
    }
    return new Profile(Arrays.copyOf(kept, size), Arrays.copyOf(mapped, size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Profile(int[] otherItems, float[] otherValues)
        && Arrays.equals(items, otherItems)
        && Arrays.equals(values, otherValues);
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
