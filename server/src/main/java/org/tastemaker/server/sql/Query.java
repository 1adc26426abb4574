package org.tastemaker.server.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import tools.jackson.databind.json.JsonMapper;

/// What a statement that a person typed gives.
public sealed interface Query {

  /// So many rows are kept, no more.
  int MOST_ROWS = 100_000;

  /// @param more whether there were more than [#MOST_ROWS]
  record Rows(List<String> columns, List<List<@Nullable Object>> rows, boolean more)
      implements Query {

    public Rows {
      columns = List.copyOf(columns);
      rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }
  }

  /// @param rows how many were inserted, changed or deleted
  record Changed(long rows) implements Query {}

  /// Runs one or several statements, in one transaction when there are several.
  ///
  /// @throws StorageException with PostgreSQL's sentence, when it refuses one
  static List<Query> run(DataSource database, String statements) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(MOST_ROWS + 1);
      var answers = new ArrayList<Query>();
      boolean isRows = statement.execute(statements);
      while (isRows || statement.getLargeUpdateCount() >= 0) {
        answers.add(isRows ? rows(statement) : new Changed(statement.getLargeUpdateCount()));
        isRows = statement.getMoreResults();
      }
      return answers;
    } catch (SQLException e) {
      throw new StorageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Rows rows(Statement statement) throws SQLException {
    try (ResultSet result = statement.getResultSet()) {
      ResultSetMetaData about = result.getMetaData();
      var columns = new ArrayList<String>();
      for (int c = 1; c <= about.getColumnCount(); c++) {
        columns.add(about.getColumnLabel(c));
      }
      var rows = new ArrayList<List<@Nullable Object>>();
      while (result.next() && rows.size() < MOST_ROWS) {
        rows.add(row(result, columns.size()));
      }
      return new Rows(columns, rows, result.getRow() > MOST_ROWS);
    }
  }

  private static List<@Nullable Object> row(ResultSet result, int columns) throws SQLException {
    var row = new ArrayList<@Nullable Object>();
    for (int c = 1; c <= columns; c++) {
      row.add(value(result.getObject(c)));
    }
    return row;
  }

  private static @Nullable Object value(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> null;
      case Number number -> number;
      case Boolean truth -> truth;
      case Timestamp time -> time.toInstant().toString();
      case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
      case Array array -> elements((Object[]) array.getArray());
      case PGobject json when json.getType().startsWith("json") && json.getValue() != null ->
          Printing.JSON.readTree(json.getValue());
      default -> value.toString();
    };
  }

  private static List<@Nullable Object> elements(Object[] array) throws SQLException {
    var elements = new ArrayList<@Nullable Object>();
    for (Object element : array) {
      elements.add(value(element));
    }
    return elements;
  }

  /// As a table for people, its columns as wide as they need.
  default String table() {
    return switch (this) {
      case Changed changed -> changed.rows + (changed.rows == 1 ? " row" : " rows") + " changed";
      case Rows rows -> Printing.table(rows);
    };
  }

  /// As JSON for programs: a list of objects, or how many rows changed.
  default String json() {
    return switch (this) {
      case Changed changed -> Printing.JSON.writeValueAsString(Map.of("changed", changed.rows));
      case Rows rows -> Printing.json(rows);
    };
  }

  /// How answers are laid out.
  final class Printing {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int WIDEST = 80;

    private Printing() {}

    private static String json(Rows rows) {
      var objects = new ArrayList<Map<String, @Nullable Object>>();
      for (List<@Nullable Object> row : rows.rows) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int c = 0; c < row.size(); c++) {
          object.put(rows.columns.get(c), row.get(c));
        }
        objects.add(object);
      }
      return JSON.writeValueAsString(objects);
    }

    private static String table(Rows rows) {
      var cells = new ArrayList<List<String>>();
      cells.add(rows.columns);
      rows.rows.forEach(row -> cells.add(row.stream().map(Printing::cell).toList()));
      int[] widths = widths(cells, rows.columns.size());
      var text = new StringBuilder();
      append(text, cells.getFirst(), widths);
      append(text, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
      cells.subList(1, cells.size()).forEach(line -> append(text, line, widths));
      String end = rows.more ? ", and more that are not shown" : "";
      return text.append(
              "(%d %s%s)".formatted(rows.rows.size(), rows.rows.size() == 1 ? "row" : "rows", end))
          .toString();
    }

    private static String cell(@Nullable Object value) {
      String text = value == null ? "" : value.toString().replaceAll("\\R|\\t", " ");
      return text.codePointCount(0, text.length()) <= WIDEST
          ? text
          : text.substring(0, text.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }

    private static int[] widths(List<List<String>> lines, int columns) {
      var widths = new int[columns];
      for (List<String> line : lines) {
        for (int c = 0; c < columns; c++) {
          widths[c] = Math.max(widths[c], width(line.get(c)));
        }
      }
      return widths;
    }

    private static int width(String text) {
      return text.codePointCount(0, text.length());
    }

    private static void append(StringBuilder text, List<String> line, int[] widths) {
      var padded = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        padded.append(line.get(c)).append(" ".repeat(widths[c] - width(line.get(c)))).append("  ");
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
  }
}
