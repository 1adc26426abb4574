package org.tastemaker.server.importing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tastemaker.server.catalogue.Shape;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads the value of an attribute as files write it: `10,000+`, `$4.99`, `January 7, 2018`.
final class AttributeText {
  private static final Set<String> MISSING =
      Set.of("", "nan", "n/a", "na", "null", "none", "unknown", "\\n", "-", "?");
  private static final Set<String> YES = Set.of("true", "yes", "t", "y", "1");
  private static final Set<String> NO = Set.of("false", "no", "f", "n", "0");
  private static final List<DateTimeFormatter> DAYS =
      List.of(
          DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("MMM d, uuuu", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("d MMM, uuuu", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH));

  private AttributeText() {}

  /// The value; nothing where the file says that it is not known.
  ///
  /// @throws BadRow when the text is no such value
  static Optional<JsonNode> read(String name, Shape shape, String text) {
    String stripped = text.strip();
    if (MISSING.contains(stripped.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    return switch (shape) {
      case Shape.Text _ -> Optional.of(JsonNodeFactory.instance.stringNode(stripped));
      case Shape.Choice choice -> Optional.of(choice(name, choice, stripped));
      case Shape.Whole whole -> whole(name, whole, stripped);
      case Shape.Decimal decimal -> decimal(name, decimal, stripped);
      case Shape.Flag _ -> Optional.of(flag(name, stripped));
      case Shape.Day _ -> Optional.of(JsonNodeFactory.instance.stringNode(day(name, stripped)));
      case Shape.ListOf list -> Optional.of(list(name, list, stripped));
      case Shape.Structure _ -> throw no(name, text, "a text");
    };
  }

  private static JsonNode choice(String name, Shape.Choice choice, String text) {
    return choice.values().stream()
        .filter(text::equalsIgnoreCase)
        .findFirst()
        .map(JsonNodeFactory.instance::stringNode)
        .orElseThrow(() -> no(name, text, "one of " + String.join(", ", choice.values())));
  }

  /// A number below what is possible, such as the -1 of unknown lengths, says nothing.
  private static Optional<JsonNode> whole(String name, Shape.Whole whole, String text) {
    try {
      long value = new BigDecimal(digits(text)).longValueExact();
      return value < 0 && whole.least() >= 0
          ? Optional.empty()
          : Optional.of(JsonNodeFactory.instance.numberNode(value));
    } catch (ArithmeticException | NumberFormatException e) {
      throw no(name, text, "a whole number");
    }
  }

  private static Optional<JsonNode> decimal(String name, Shape.Decimal decimal, String text) {
    try {
      var value = new BigDecimal(digits(text));
      return value.signum() < 0 && decimal.least().signum() >= 0
          ? Optional.empty()
          : Optional.of(JsonNodeFactory.instance.numberNode(value));
    } catch (NumberFormatException e) {
      throw no(name, text, "a number");
    }
  }

  private static String digits(String text) {
    String plain = text.replaceAll("[$€£, _]", "").replaceFirst("\\+$", "");
    return plain.length() > 40 ? "" : plain;
  }

  private static JsonNode flag(String name, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!YES.contains(lower) && !NO.contains(lower)) {
      throw no(name, text, "yes or no");
    }
    return JsonNodeFactory.instance.booleanNode(YES.contains(lower));
  }

  private static String day(String name, String text) {
    String day = text.matches("\\d{4}-\\d\\d-\\d\\d[T ].*") ? text.substring(0, 10) : text;
    try {
      return LocalDate.parse(day).toString();
    } catch (DateTimeParseException notIso) {
      for (DateTimeFormatter form : DAYS) {
        Optional<String> found = day(form, day);
        if (found.isPresent()) {
          return found.get();
        }
      }
      throw no(name, text, "a date");
    }
  }

  private static Optional<String> day(DateTimeFormatter form, String text) {
    try {
      return Optional.of(LocalDate.parse(text, form).toString());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static JsonNode list(String name, Shape.ListOf list, String text) {
    ArrayNode values = Json.mapper().createArrayNode();
    ItemReader.list(text).forEach(value -> read(name, list.of(), value).ifPresent(values::add));
    return values;
  }

  private static BadRow no(String name, String text, String wanted) {
    return new BadRow("%s: '%s' is not %s".formatted(name, BadRow.shown(text), wanted));
  }
}
