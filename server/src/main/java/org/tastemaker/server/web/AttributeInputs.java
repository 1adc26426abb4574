package org.tastemaker.server.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;
import org.tastemaker.server.catalogue.Shape;
import org.tastemaker.server.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The attributes of a kind as fields of a form. What was typed and cannot be read goes on as text:
/// whoever checks the item says what is wrong with it.
final class AttributeInputs {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int SHORT = 300;

  private AttributeInputs() {}

  /// The field for a shape.
  static FormInput of(String name, String label, Shape shape, String value) {
    return switch (shape) {
      case Shape.Text(int longest) ->
          longest > SHORT
              ? FormInput.area(name, label, value, null)
              : FormInput.text(name, label, value);
      case Shape.Whole _ -> FormInput.number(name, label, value, "1");
      case Shape.Decimal _ -> FormInput.number(name, label, value, "any");
      case Shape.Day _ -> FormInput.day(name, label, value);
      case Shape.Flag _ ->
          FormInput.choice(
              name,
              label,
              value,
              List.of(
                  new Choice("true", "Yes", value.equals("true")),
                  new Choice("false", "No", value.equals("false"))));
      case Shape.Choice(List<String> values) ->
          FormInput.choice(
              name,
              label,
              value,
              values.stream()
                  .map(one -> new Choice(one, Wording.capital(one), one.equals(value)))
                  .toList());
      case Shape.ListOf(Shape.Text _, int _) -> FormInput.area(name, label, value, "One a line.");
      case Shape.ListOf _, Shape.Structure _ -> FormInput.area(name, label, value, "As JSON.");
    };
  }

  /// A value as its field shows it.
  static String written(Shape shape, JsonNode value) {
    return switch (shape) {
      case Shape.ListOf(Shape.Text _, int _) when value.isArray() ->
          StreamSupport.stream(value.spliterator(), false)
              .map(JsonNode::asString)
              .reduce((before, next) -> before + "\n" + next)
              .orElse("");
      case Shape.ListOf _, Shape.Structure _ -> value.toString();
      case Shape.Decimal _ when value.isNumber() -> value.decimalValue().toPlainString();
      default -> value.asString();
    };
  }

  /// The value that was typed.
  ///
  /// @param text not blank
  static JsonNode read(Shape shape, String text) {
    return switch (shape) {
      case Shape.Whole _, Shape.Decimal _ -> number(text);
      case Shape.Flag _ ->
          switch (text) {
            case "true" -> JSON.booleanNode(true);
            case "false" -> JSON.booleanNode(false);
            default -> JSON.stringNode(text);
          };
      case Shape.ListOf(Shape.Text _, int _) -> {
        var list = JSON.arrayNode();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(list::add);
        yield list;
      }
      case Shape.ListOf _, Shape.Structure _ -> json(text);
      case Shape.Text _, Shape.Choice _, Shape.Day _ -> JSON.stringNode(text);
    };
  }

  /// A number, if it is one.
  static JsonNode number(String text) {
    try {
      var number = new BigDecimal(text);
      return number.scale() <= 0 && number.precision() - number.scale() <= 18
          ? JSON.numberNode(number.longValueExact())
          : JSON.numberNode(number);
    } catch (NumberFormatException e) {
      return JSON.stringNode(text);
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JacksonException e) {
      return JSON.stringNode(text);
    }
  }
}
