package org.tastemaker.server.importing;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How one file will be taken.
///
/// @param columns where each meaning stands in a row
/// @param titles how titles are written
record FilePlan(
    InputFile file,
    Role role,
    Table table,
    Map<Column, Integer> columns,
    Scale scale,
    Times times,
    TitleStyle titles,
    Map<String, Integer> more) {

  /// A file without further columns.
  FilePlan(
      InputFile file,
      Role role,
      Table table,
      Map<Column, Integer> columns,
      Scale scale,
      Times times,
      TitleStyle titles) {
    this(file, role, table, columns, scale, times, titles, Map.of());
  }

  /// What the rows of a file are.
  enum Role {
    ITEMS,
    LINKS,
    TAGS,
    INTERACTIONS
  }

  /// How a file of items writes titles and genres.
  enum TitleStyle {
    PLAIN,
    /// "Matrix, The (1999)", genres between bars.
    MOVIELENS,
    /// The same, and nineteen flags for the genres from the genres' column on.
    MOVIELENS_FLAGS
  }

  /// The role in words.
  String what() {
    return role.name().toLowerCase(Locale.ROOT);
  }

  FilePlan {
    columns = Collections.unmodifiableMap(new EnumMap<>(columns));
    more = Collections.unmodifiableMap(new TreeMap<>(more));
  }

  boolean has(Column column) {
    return columns.containsKey(column);
  }

  /// Whether every row counts once, so that there is no field to read.
  boolean isEveryRow(Column column) {
    return columns.getOrDefault(column, 0) == ColumnChoice.EVERY_ROW;
  }

  /// Whether taking a row twice would count it twice.
  boolean addsUp() {
    return Column.counts().stream().anyMatch(this::has);
  }

  /// The field of a row that has this meaning; empty when there is none.
  String field(Rows row, Column column) {
    Integer place = columns.get(column);
    return place == null ? "" : row.field(place);
  }

  /// The field of a row that has this meaning.
  ///
  /// @throws BadRow when it is empty
  String required(Rows row, Column column) {
    String text = field(row, column);
    if (text.isEmpty()) {
      throw new BadRow("the %s is missing".formatted(column.printed()));
    }
    return text;
  }

  /// Everything that decides what a row means, as one text: part of the key by which a file that
  /// has been taken before is known again.
  String mapping() {
    return "%s %s %s %s %s %s"
        .formatted(role, table.form(), places(), scale, times, titles)
        .toLowerCase(Locale.ROOT);
  }

  private String places() {
    return Stream.concat(
            columns.entrySet().stream().map(entry -> entry.getKey() + "=" + (entry.getValue() + 1)),
            more.entrySet().stream().map(entry -> entry.getKey() + "=" + (entry.getValue() + 1)))
        .collect(Collectors.joining(","));
  }

  /// What was understood of the columns: `user ← userId, item ← isbn`.
  String explained() {
    return Stream.concat(
            columns.entrySet().stream()
                .map(entry -> entry.getKey().printed() + " ← " + nameAt(entry.getValue())),
            more.entrySet().stream()
                .filter(entry -> MoreColumns.isKnown(entry.getKey()))
                .map(entry -> entry.getKey() + " ← " + nameAt(entry.getValue())))
        .collect(Collectors.joining(", "));
  }

  private String nameAt(int place) {
    if (place == ColumnChoice.EVERY_ROW) {
      return "every row once";
    }
    return table.hasHeader() || table instanceof Table.JsonLines
        ? table.names().get(place)
        : "column " + (place + 1);
  }
}
