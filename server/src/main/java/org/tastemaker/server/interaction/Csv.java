package org.tastemaker.server.interaction;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes tables as RFC 4180 has them, in UTF-8.
public final class Csv {
  private Csv() {}

  /// A table.
  ///
  /// @param columns their names, with commas between them
  /// @param cells of a row
  public static <T> byte[] of(String columns, List<T> rows, Function<T, Stream<Object>> cells) {
    var text = new StringBuilder(columns).append("\r\n");
    for (T row : rows) {
      text.append(cells.apply(row).map(Csv::cell).collect(Collectors.joining(",")));
      text.append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// A cell that may be empty.
  public static Object orEmpty(@Nullable Object value) {
    return value == null ? "" : value;
  }

  /// A text that a spreadsheet would take for a formula, and run, gets an apostrophe before it.
  private static String cell(Object value) {
    var text = value.toString();
    boolean formula =
        value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    var safe = formula ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
