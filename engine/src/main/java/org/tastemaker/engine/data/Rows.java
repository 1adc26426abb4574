package org.tastemaker.engine.data;

import java.util.Arrays;

/// One direction of [Interactions]: compressed sparse rows. The entries of row `r` are those from
/// `begin(r)` to before `end(r)`; their columns ascend strictly.
///
/// Layout: `begins: rows + 1`, `columns: size`; the values are one byte each, a number in a table
/// of at most 256 distinct values (ratings have ten), or floats where there are more. Immutable.
public final class Rows {
  private final int[] begins;
  private final int[] columns;
  private final Values values;

  Rows(int[] begins, int[] columns, Values values) {
    this.begins = begins;
    this.columns = columns;
    this.values = values;
  }

  /// How many rows there are, empty ones included.
  public int rows() {
    return begins.length - 1;
  }

  /// How many entries all rows have together.
  public int size() {
    return columns.length;
  }

  /// Where a row's entries begin.
  public int begin(int row) {
    return begins[row];
  }

  /// Where a row's entries end, exclusive.
  public int end(int row) {
    return begins[row + 1];
  }

  /// How many entries a row has.
  public int length(int row) {
    return begins[row + 1] - begins[row];
  }

  /// The column of an entry.
  public int column(int entry) {
    return columns[entry];
  }

  /// The value of an entry.
  public float value(int entry) {
    return values.at(entry);
  }

  /// A row as a profile, with its times where they are known.
  public Profile profile(int row) {
    int begin = begins[row];
    int length = length(row);
    var items = new int[length];
    var floats = new float[length];
    for (int i = 0; i < length; i++) {
      items[i] = columns[begin + i];
      floats[i] = values.at(begin + i);
    }
    return new Profile(items, floats, values.seconds(begin, length));
  }

  /// The same entries by column, with or without their times: O(size), stable, so that columns
  /// ascend in every row.
  Rows transposed(int columnCount, boolean withTimes) {
    var at = new int[columnCount + 1];
    for (int column : columns) {
      at[column + 1]++;
    }
    for (int i = 0; i < columnCount; i++) {
      at[i + 1] += at[i];
    }
    var newBegins = at.clone();
    var newColumns = new int[columns.length];
    var newValues = withTimes ? values.sameKind() : values.withoutTimes().sameKind();
    for (int row = 0; row < rows(); row++) {
      for (int entry = begins[row]; entry < begins[row + 1]; entry++) {
        int to = at[columns[entry]]++;
        newColumns[to] = row;
        newValues.copy(entry, values, to);
      }
    }
    return new Rows(newBegins, newColumns, newValues);
  }

  /// Without all but the last of the entries with the same row and column, which must be
  /// neighbours.
  Rows lastOfEach() {
    int size = 0;
    var newBegins = new int[begins.length];
    for (int row = 0; row < rows(); row++) {
      for (int entry = begins[row]; entry < begins[row + 1]; entry++) {
        if (entry + 1 == begins[row + 1] || columns[entry + 1] != columns[entry]) {
          columns[size] = columns[entry];
          values.copy(entry, values, size++);
        }
      }
      newBegins[row + 1] = size;
    }
    return size == columns.length
        ? this
        : new Rows(newBegins, Arrays.copyOf(columns, size), values.first(size));
  }

  Rows withoutTimes() {
    return new Rows(begins, columns, values.withoutTimes());
  }

  Values values() {
    return values;
  }
}
