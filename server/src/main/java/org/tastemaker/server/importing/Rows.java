package org.tastemaker.server.importing;

import org.jspecify.annotations.Nullable;

/// The rows of a file, one at a time: [#next] moves on, the other methods speak of the row it moved
/// to. A row that cannot be read has a [#problem] and never stops the rest.
sealed interface Rows extends AutoCloseable permits DelimitedRows, JsonRows {
  /// Longer rows are a problem: no interaction or item needs that much.
  int MAX_BYTES = 1 << 20;

  /// How much of a row is repeated in the list of rejected ones.
  int MAX_SHOWN = 1000;

  /// Moves to the next row, blank lines left out; false at the end of the file.
  boolean next();

  /// The number of the line on which the row begins, from 1.
  long line();

  /// How many fields the row has.
  int size();

  /// One of them, without the blanks around it; an empty text when there is none.
  String field(int index);

  /// Why the row cannot be read, if it cannot.
  @Nullable String problem();

  /// The row as it stands in the file, cut off when it is very long.
  String text();

  @Override
  void close();
}
