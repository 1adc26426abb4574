package org.tastemaker.server.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads shapes from JSON Schema: the part of it that says types and bounds. A keyword that is not
/// understood is refused, so that no promise of a schema goes unkept.
final class ShapeReader {

  private static final int LONGEST_TEXT = 20_000;
  private static final int LONGEST_LIST = 1_000;
  private static final long LARGEST = 1_000_000_000_000_000L;
  private static final int DEEPEST = 4;
  private static final int MOST_PARTS = 100;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,59}");
  private static final Set<String> REMARKS =
      Set.of("title", "description", "$schema", "$id", "$comment", "examples");

  private ShapeReader() {}

  /// The attributes of a kind, by name.
  ///
  /// @param schema an object's
  /// @throws InvalidItemException naming the keyword
  static Map<String, Shape> attributes(JsonNode schema) {
    if (!schema.isObject() || !schema.path("type").asString("").equals("object")) {
      throw new InvalidItemException(
          "schema", "A JSON Schema of type \"object\" with the attributes as its properties.");
    }
    if (schema.has("required")) {
      throw new InvalidItemException(
          "schema.required",
          "Attributes are never required: an item may be known before it is described.");
    }
    return structure("schema", schema, 0).parts();
  }

  private static Shape shape(String field, JsonNode schema, int depth) {
    if (!schema.isObject()) {
      throw new InvalidItemException(field, "A JSON Schema.");
    }
    if (depth > DEEPEST) {
      throw new InvalidItemException(field, "At most %d levels.".formatted(DEEPEST));
    }
    return switch (schema.path("type").asString("")) {
      case "string" -> text(field, schema);
      case "integer" -> whole(field, schema);
      case "number" -> decimal(field, schema);
      case "boolean" -> flag(field, schema);
      case "array" -> list(field, schema, depth);
      case "object" -> structure(field, schema, depth);
      default ->
          throw new InvalidItemException(
              field + ".type", "One of string, integer, number, boolean, array, object.");
    };
  }

  private static Shape flag(String field, JsonNode schema) {
    only(field, schema, Set.of());
    return new Shape.Flag();
  }

  private static Shape text(String field, JsonNode schema) {
    if (schema.has("enum")) {
      only(field, schema, Set.of("enum"));
      return new Shape.Choice(choices(field + ".enum", schema.get("enum")));
    }
    if (schema.has("format")) {
      only(field, schema, Set.of("format"));
      if (!schema.get("format").asString("").equals("date")) {
        throw new InvalidItemException(field + ".format", "Only date is understood.");
      }
      return new Shape.Day();
    }
    only(field, schema, Set.of("maxLength"));
    return new Shape.Text((int) bound(field + ".maxLength", schema.get("maxLength"), LONGEST_TEXT));
  }

  private static List<String> choices(String field, JsonNode values) {
    var choices = new LinkedHashSet<String>();
    for (JsonNode value : values) {
      if (!value.isString() || value.asString().isBlank()) {
        throw new InvalidItemException(field, "A list of texts.");
      }
      choices.add(value.asString());
    }
    if (!values.isArray() || choices.isEmpty() || choices.size() > MOST_PARTS) {
      throw new InvalidItemException(field, "From 1 to %d texts.".formatted(MOST_PARTS));
    }
    return List.copyOf(choices);
  }

  private static Shape whole(String field, JsonNode schema) {
    BigDecimal least = number(field, schema, "minimum", -LARGEST);
    BigDecimal most = number(field, schema, "maximum", LARGEST);
    ordered(field, least, most);
    return new Shape.Whole(
        least.setScale(0, java.math.RoundingMode.CEILING).longValueExact(),
        most.setScale(0, java.math.RoundingMode.FLOOR).longValueExact());
  }

  private static Shape decimal(String field, JsonNode schema) {
    BigDecimal least = number(field, schema, "minimum", -LARGEST);
    BigDecimal most = number(field, schema, "maximum", LARGEST);
    ordered(field, least, most);
    return new Shape.Decimal(least, most);
  }

  private static BigDecimal number(String field, JsonNode schema, String keyword, long usual) {
    only(field, schema, Set.of("minimum", "maximum"));
    JsonNode bound = schema.get(keyword);
    BigDecimal largest = BigDecimal.valueOf(LARGEST);
    if (bound == null) {
      return BigDecimal.valueOf(usual);
    }
    if (!bound.isNumber() || bound.decimalValue().abs().compareTo(largest) > 0) {
      throw new InvalidItemException(field + "." + keyword, "A number from -10^15 to 10^15.");
    }
    return bound.decimalValue();
  }

  private static void ordered(String field, BigDecimal least, BigDecimal most) {
    if (least.compareTo(most) > 0) {
      throw new InvalidItemException(field + ".maximum", "It is not below the minimum.");
    }
  }

  private static Shape list(String field, JsonNode schema, int depth) {
    only(field, schema, Set.of("items", "maxItems"));
    if (!schema.has("items")) {
      throw new InvalidItemException(field + ".items", "A list says what its items are.");
    }
    return new Shape.ListOf(
        shape(field + ".items", schema.get("items"), depth + 1),
        (int) bound(field + ".maxItems", schema.get("maxItems"), LONGEST_LIST));
  }

  private static Shape.Structure structure(String field, JsonNode schema, int depth) {
    only(field, schema, Set.of("properties", "required", "additionalProperties"));
    JsonNode more = schema.get("additionalProperties");
    if (more != null && !(more.isBoolean() && !more.asBoolean())) {
      throw new InvalidItemException(
          field + ".additionalProperties", "Only false: other attributes are always refused.");
    }
    JsonNode properties = schema.get("properties");
    if (properties == null || !properties.isObject()) {
      throw new InvalidItemException(field + ".properties", "An object of schemas by name.");
    }
    if (properties.size() > MOST_PARTS) {
      throw new InvalidItemException(
          field + ".properties", "At most %d, not %d.".formatted(MOST_PARTS, properties.size()));
    }
    var parts = new TreeMap<String, Shape>();
    for (var part : properties.properties()) {
      String name = field + ".properties." + part.getKey();
      if (!NAME.matcher(part.getKey()).matches()) {
        throw new InvalidItemException(
            name,
            "A name has letters, digits and underscores, at most 60, and begins with a letter.");
      }
      parts.put(part.getKey(), shape(name, part.getValue(), depth + 1));
    }
    return new Shape.Structure(parts, required(field, schema, parts.keySet()));
  }

  private static Set<String> required(String field, JsonNode schema, Set<String> parts) {
    var required = new ArrayList<String>();
    for (JsonNode name : schema.path("required")) {
      if (!name.isString() || !parts.contains(name.asString())) {
        throw new InvalidItemException(field + ".required", "Names of properties.");
      }
      required.add(name.asString());
    }
    return new LinkedHashSet<>(required);
  }

  private static long bound(String field, JsonNode value, int most) {
    if (value == null) {
      return most;
    }
    if (!value.isIntegralNumber() || value.asLong() < 1 || value.asLong() > most) {
      throw new InvalidItemException(field, "A whole number from 1 to %,d.".formatted(most));
    }
    return value.asLong();
  }

  private static void only(String field, JsonNode schema, Set<String> understood) {
    for (String keyword : schema.propertyNames()) {
      if (!keyword.equals("type") && !understood.contains(keyword) && !REMARKS.contains(keyword)) {
        throw new InvalidItemException(
            field + "." + keyword, "This keyword is not understood here.");
      }
    }
  }
}
