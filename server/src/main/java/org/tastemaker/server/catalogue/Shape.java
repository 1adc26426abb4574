package org.tastemaker.server.catalogue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the value of an attribute may be: a type with its bounds.
public sealed interface Shape {

  /// Refuses a value that does not fit.
  ///
  /// @param field what the caller calls it
  /// @throws InvalidItemException naming the field, or the part of it that is wrong
  void check(String field, JsonNode value);

  /// The same as JSON Schema.
  ObjectNode schema();

  /// `string`, `number`, `boolean`, `array` or `object`, as PostgreSQL calls the types of JSON.
  String jsonType();

  /// A text.
  ///
  /// @param longest how many characters it may have
  record Text(int longest) implements Shape {
    @Override
    public void check(String field, JsonNode value) {
      if (!value.isString()) {
        throw refused(field, "A text", value);
      }
      int length = value.asString().length();
      if (length > longest) {
        throw new InvalidItemException(
            field, "At most %,d characters, not %,d.".formatted(longest, length));
      }
    }

    @Override
    public ObjectNode schema() {
      return typed("string").put("maxLength", longest);
    }

    @Override
    public String jsonType() {
      return "string";
    }
  }

  /// A whole number.
  record Whole(long least, long most) implements Shape {
    @Override
    public void check(String field, JsonNode value) {
      if (!value.isIntegralNumber() || !within(value)) {
        throw refused(field, "A whole number from %d to %d".formatted(least, most), value);
      }
    }

    private boolean within(JsonNode value) {
      return value.canConvertToLong() && value.asLong() >= least && value.asLong() <= most;
    }

    @Override
    public ObjectNode schema() {
      return typed("integer").put("minimum", least).put("maximum", most);
    }

    @Override
    public String jsonType() {
      return "number";
    }
  }

  /// A number.
  record Decimal(BigDecimal least, BigDecimal most) implements Shape {
    @Override
    public void check(String field, JsonNode value) {
      if (!value.isNumber() || !within(value.decimalValue())) {
        throw refused(
            field,
            "A number from %s to %s".formatted(least.toPlainString(), most.toPlainString()),
            value);
      }
    }

    private boolean within(BigDecimal value) {
      return value.compareTo(least) >= 0 && value.compareTo(most) <= 0 && value.scale() <= 20;
    }

    @Override
    public ObjectNode schema() {
      return typed("number").put("minimum", least).put("maximum", most);
    }

    @Override
    public String jsonType() {
      return "number";
    }
  }

  /// Yes or no.
  record Flag() implements Shape {
    @Override
    public void check(String field, JsonNode value) {
      if (!value.isBoolean()) {
        throw refused(field, "true or false", value);
      }
    }

    @Override
    public ObjectNode schema() {
      return typed("boolean");
    }

    @Override
    public String jsonType() {
      return "boolean";
    }
  }

  /// One of a few texts.
  record Choice(List<String> values) implements Shape {
    public Choice {
      values = List.copyOf(values);
    }

    @Override
    public void check(String field, JsonNode value) {
      if (!value.isString() || !values.contains(value.asString())) {
        throw refused(field, "One of " + String.join(", ", values), value);
      }
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("string");
      values.forEach(schema.putArray("enum")::add);
      return schema;
    }

    @Override
    public String jsonType() {
      return "string";
    }
  }

  /// A day of a calendar, `2014-11-07`.
  record Day() implements Shape {
    @Override
    public void check(String field, JsonNode value) {
      if (!value.isString() || !isDay(value.asString())) {
        throw refused(field, "A date such as 2014-11-07", value);
      }
    }

    private static boolean isDay(String text) {
      try {
        return text.equals(LocalDate.parse(text).toString()) && text.length() == 10;
      } catch (DateTimeParseException e) {
        return false;
      }
    }

    @Override
    public ObjectNode schema() {
      return typed("string").put("format", "date");
    }

    @Override
    public String jsonType() {
      return "string";
    }
  }

  /// Several values of one shape, in an order.
  record ListOf(Shape of, int most) implements Shape {
    @Override
    public void check(String field, JsonNode value) {
      if (!value.isArray()) {
        throw refused(field, "A list", value);
      }
      if (value.size() > most) {
        throw new InvalidItemException(
            field, "At most %,d, not %,d.".formatted(most, value.size()));
      }
      for (int i = 0; i < value.size(); i++) {
        of.check("%s[%d]".formatted(field, i), value.get(i));
      }
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("array").put("maxItems", most);
      schema.set("items", of.schema());
      return schema;
    }

    @Override
    public String jsonType() {
      return "array";
    }
  }

  /// Values by name.
  ///
  /// @param required the names that must be there
  record Structure(Map<String, Shape> parts, Set<String> required) implements Shape {
    public Structure {
      parts = Collections.unmodifiableMap(new TreeMap<>(parts));
      required = Set.copyOf(required);
    }

    @Override
    public void check(String field, JsonNode value) {
      if (!value.isObject()) {
        throw refused(field, "An object", value);
      }
      for (String name : required) {
        if (!value.hasNonNull(name)) {
          throw new InvalidItemException(field + "." + name, "It is required.");
        }
      }
      for (var part : value.properties()) {
        Shape shape = parts.get(part.getKey());
        String name = field + "." + part.getKey();
        if (shape == null) {
          throw new InvalidItemException(
              name, "There is no such part; there is %s.".formatted(names(parts.keySet())));
        }
        shape.check(name, part.getValue());
      }
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("object");
      ObjectNode properties = schema.putObject("properties");
      parts.forEach((name, shape) -> properties.set(name, shape.schema()));
      if (!required.isEmpty()) {
        required.stream().sorted().forEach(schema.putArray("required")::add);
      }
      return schema.put("additionalProperties", false);
    }

    @Override
    public String jsonType() {
      return "object";
    }
  }

  /// Names in a sentence.
  static String names(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static ObjectNode typed(String type) {
    return Json.mapper().createObjectNode().put("type", type);
  }

  private static InvalidItemException refused(String field, String wanted, JsonNode value) {
    return new InvalidItemException(field, "%s, not %s.".formatted(wanted, shown(value)));
  }

  private static String shown(JsonNode value) {
    if (value.isArray() || value.isObject()) {
      return value.isArray() ? "a list" : "an object";
    }
    String text = value.toString();
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }
}
