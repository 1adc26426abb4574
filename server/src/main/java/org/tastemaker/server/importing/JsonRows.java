package org.tastemaker.server.importing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Rows of a file with one JSON object a line; the columns, given by name, are members of the
/// objects. An array's elements become one field with `|` between them.
final class JsonRows implements Rows {
  private final DelimitedRows lines;
  private final List<String> columns;
  private List<String> fields = List.of();
  private @Nullable String problem;

  JsonRows(InputStream in, List<String> columns) {
    this.lines = new DelimitedRows(in, StandardCharsets.UTF_8, Separator.TAB);
    this.columns = List.copyOf(columns);
  }

  /// The names of an object's members, in their order; none when the text is no object.
  static List<String> names(String text) {
    try {
      JsonNode node = Json.mapper().readTree(text);
      return node.isObject() ? List.copyOf(node.propertyNames()) : List.of();
    } catch (JacksonException e) {
      return List.of();
    }
  }

  @Override
  public boolean next() {
    if (!lines.next()) {
      return false;
    }
    problem = lines.problem();
    fields = List.of();
    if (problem == null) {
      read(lines.wholeText());
    }
    return true;
  }

  private void read(String text) {
    try {
      JsonNode node = Json.mapper().readTree(text);
      if (!node.isObject()) {
        problem = "the line is not a JSON object";
        return;
      }
      List<String> read = new ArrayList<>(columns.size());
      for (String column : columns) {
        read.add(text(node.path(column)));
      }
      fields = read;
    } catch (JacksonException e) {
      problem = "the line is not valid JSON";
    }
  }

  private static String text(JsonNode node) {
    if (node.isArray()) {
      var joined = new StringJoiner("|");
      node.forEach(element -> joined.add(text(element)));
      return joined.toString();
    }
    return node.isValueNode() && !node.isNull() ? node.asString().strip() : "";
  }

  @Override
  public long line() {
    return lines.line();
  }

  @Override
  public int size() {
    return fields.size();
  }

  @Override
  public String field(int index) {
    return index >= 0 && index < fields.size() ? fields.get(index) : "";
  }

  @Override
  public @Nullable String problem() {
    return problem;
  }

  @Override
  public String text() {
    return lines.text();
  }

  @Override
  public void close() {
    lines.close();
  }
}
