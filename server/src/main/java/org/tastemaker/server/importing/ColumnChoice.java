package org.tastemaker.server.importing;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What somebody said with `--columns`: which column of a file has which meaning, by its name, by
/// its number from 1, or `*` where every row counts once.
///
/// @param more the same for attributes and for people by their role
record ColumnChoice(Map<Column, String> columns, Map<String, String> more) {
  /// In place of a column's number: every row counts once.
  static final int EVERY_ROW = -1;

  private static final String STAR = "*";
  private static final String ATTRIBUTES = "attributes.";

  ColumnChoice {
    columns = Map.copyOf(columns);
    more = Map.copyOf(more);
  }

  static ColumnChoice none() {
    return new ColumnChoice(Map.of(), Map.of());
  }

  /// Reads `user=userId,item=isbn,rating=score`.
  static ColumnChoice parse(String text) {
    Map<Column, String> columns = new EnumMap<>(Column.class);
    Map<String, String> more = new TreeMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw new ImportException(
            "--columns takes pairs like user=userId,item=isbn,rating=score, not '%s'."
                .formatted(pair));
      }
      String meaning = pair.substring(0, equals).strip();
      String chosen = pair.substring(equals + 1).strip();
      Optional<Column> column = Column.named(meaning);
      String before =
          column.isPresent() ? columns.put(column.get(), chosen) : more.put(other(meaning), chosen);
      if (before != null) {
        throw new ImportException("--columns names %s twice.".formatted(meaning));
      }
    }
    return new ColumnChoice(columns, more);
  }

  /// An attribute of a kind that is built in, a role, or `attributes.name` for those of a kind that
  /// was declared.
  private static String other(String meaning) {
    if (meaning.startsWith(ATTRIBUTES)) {
      return meaning.substring(ATTRIBUTES.length());
    }
    if (MoreColumns.isKnown(meaning)) {
      return meaning;
    }
    throw new ImportException(
        "--columns does not know '%s'. It knows: %s, attributes by their names, and what people do."
            .formatted(meaning, Column.all()));
  }

  boolean isEmpty() {
    return columns.isEmpty() && more.isEmpty();
  }

  /// Whether a column is chosen by a name, so that the file must have a header.
  boolean hasNames() {
    return chosen().anyMatch(chosen -> !chosen.equals(STAR) && !isNumber(chosen));
  }

  /// The columns that were chosen, by name or number.
  Stream<String> chosen() {
    return Stream.concat(columns.values().stream(), more.values().stream());
  }

  /// The place of a column in a file with these names, if one was chosen and is there.
  Optional<Integer> place(Column column, List<String> names) {
    String chosen = columns.get(column);
    if (chosen == null) {
      return Optional.empty();
    }
    if (chosen.equals(STAR)) {
      return Column.counts().contains(column) ? Optional.of(EVERY_ROW) : Optional.empty();
    }
    return place(chosen, names);
  }

  /// The place of a column that was chosen by its name or its number.
  static Optional<Integer> place(String chosen, List<String> names) {
    int named = names.stream().map(String::strip).toList().indexOf(chosen);
    if (named >= 0) {
      return Optional.of(named);
    }
    return Optional.of(chosen)
        .filter(ColumnChoice::isNumber)
        .map(number -> Integer.parseInt(number) - 1)
        .filter(index -> index >= 0 && index < names.size());
  }

  private static boolean isNumber(String text) {
    return text.matches("[1-9][0-9]{0,3}");
  }

  @Override
  public String toString() {
    return Stream.concat(
            columns.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey().printed() + "=" + entry.getValue()),
            new TreeMap<>(more)
                .entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()))
        .collect(Collectors.joining(","));
  }
}
