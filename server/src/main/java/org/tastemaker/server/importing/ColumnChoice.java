package org.tastemaker.server.importing;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What somebody said with `--columns`: which column of a file has which meaning, by its name, by
/// its number from 1, or `*` where every row counts once.
record ColumnChoice(Map<Column, String> columns) {
  /// In place of a column's number: every row counts once.
  static final int EVERY_ROW = -1;

  private static final String STAR = "*";

  ColumnChoice {
    columns = Map.copyOf(columns);
  }

  static ColumnChoice none() {
    return new ColumnChoice(Map.of());
  }

  /// Reads `user=userId,item=isbn,rating=score`.
  static ColumnChoice parse(String text) {
    Map<Column, String> columns = new EnumMap<>(Column.class);
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw new ImportException(
            "--columns takes pairs like user=userId,item=isbn,rating=score, not '%s'."
                .formatted(pair));
      }
      var column = Column.named(pair.substring(0, equals).strip());
      String before = columns.put(column, pair.substring(equals + 1).strip());
      if (before != null) {
        throw new ImportException("--columns names %s twice.".formatted(column.printed()));
      }
    }
    return new ColumnChoice(columns);
  }

  boolean isEmpty() {
    return columns.isEmpty();
  }

  /// Whether a column is chosen by a name, so that the file must have a header.
  boolean hasNames() {
    return columns.values().stream().anyMatch(chosen -> !chosen.equals(STAR) && !isNumber(chosen));
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
    return columns.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey().printed() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
