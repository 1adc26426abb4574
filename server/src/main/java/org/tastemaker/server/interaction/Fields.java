package org.tastemaker.server.interaction;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import tools.jackson.databind.JsonNode;

/// Reads the fields of a body and collects what is wrong with them.
final class Fields {

  private final List<FieldError> errors = new ArrayList<>();

  List<FieldError> errors() {
    return errors;
  }

  /// Refuses the request when anything was wrong: 422 with every field.
  void refuse(String slug) {
    if (!errors.isEmpty()) {
      var sentences = errors.stream().map(e -> e.field() + ": " + e.message()).toList();
      throw new ProblemException(
          HttpStatus.UNPROCESSABLE_CONTENT, slug, String.join(" ", sentences), errors);
    }
  }

  void wrong(String field, String message) {
    errors.add(new FieldError(field, message));
  }

  @Nullable Stars stars(String field, @Nullable JsonNode value) {
    if (value == null || !value.isNumber()) {
      wrong(field, "A number from 0 to 5 is required here%s.".formatted(not(value)));
      return null;
    }
    try {
      return Stars.of(value.decimalValue());
    } catch (RuntimeException e) {
      wrong(field, "A rating is a number from 0 to 5%s.".formatted(not(value)));
      return null;
    }
  }

  /// A time, or null where none is given.
  @Nullable Instant time(String field, @Nullable JsonNode value, Clock clock) {
    if (value == null || value.isNull()) {
      return null;
    }
    try {
      if (value.isString()) {
        return Times.checked(OffsetDateTime.parse(value.asString()).toInstant(), clock);
      }
      wrong(field, "A time such as 2026-01-31T20:15:00Z is required here%s.".formatted(not(value)));
    } catch (DateTimeException e) {
      wrong(field, "A time such as 2026-01-31T20:15:00Z is required here%s.".formatted(not(value)));
    } catch (IllegalArgumentException e) {
      wrong(field, String.valueOf(e.getMessage()));
    }
    return null;
  }

  /// How often: 1 where nothing is given.
  int count(String field, @Nullable JsonNode value) {
    if (value == null) {
      return 1;
    }
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      int count = value.intValue();
      if (count >= 1 && count <= Act.Doing.MOST_AT_ONCE) {
        return count;
      }
    }
    wrong(field, "A whole number from 1 to 1,000,000 is required here%s.".formatted(not(value)));
    return 1;
  }

  /// How far somebody is: of each measure that the body has, at least one.
  Act.@Nullable Progress progress(JsonNode body) {
    var values = new EnumMap<Measure, Integer>(Measure.class);
    boolean any = false;
    for (var measure : Measure.values()) {
      var value = body.get(measure.label());
      if (value != null && !value.isNull()) {
        any = true;
        units(measure, value).ifPresent(units -> values.put(measure, units));
      }
    }
    if (!any) {
      wrong("share", "A share, an episode or hours are required here.");
    }
    return values.isEmpty() ? null : new Act.Progress(values);
  }

  private OptionalInt units(Measure measure, JsonNode value) {
    try {
      if (value.isNumber()) {
        return OptionalInt.of(measure.units(value.decimalValue()));
      }
    } catch (RuntimeException _) {
      // its sentence comes below
    }
    wrong(measure.label(), "Here belongs %s%s.".formatted(measure.range(), not(value)));
    return OptionalInt.empty();
  }

  /// Reasons to decline, none where nothing is given. Whether they go with the item is seen later.
  List<DeclineReason> reasons(String field, @Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray() || value.size() > DeclineReasons.MOST) {
      wrong(
          field,
          "A list of at most %d reasons is required here%s."
              .formatted(DeclineReasons.MOST, not(value)));
      return List.of();
    }
    var reasons = new ArrayList<DeclineReason>();
    for (int i = 0; i < value.size(); i++) {
      reason("%s[%d]".formatted(field, i), value.get(i)).ifPresent(reasons::add);
    }
    return reasons;
  }

  private Optional<DeclineReason> reason(String field, JsonNode given) {
    var reason = given.path("reason");
    var value = given.path("value");
    boolean known =
        given.isObject()
            && given.propertyNames().stream().allMatch(Set.of("reason", "value")::contains);
    if (!known
        || !reason.isString()
        || !(value.isString() || value.isNull() || value.isMissingNode())) {
      wrong(
          field,
          "A reason is like {\"reason\":\"genre\",\"value\":\"Horror\"} or {\"reason\":\"not-now\"}%s."
              .formatted(not(given)));
      return Optional.empty();
    }
    return Optional.of(
        new DeclineReason(reason.asString(), value.isString() ? value.asString() : null));
  }

  /// A text that says something.
  @Nullable String text(String field, @Nullable JsonNode value, int most) {
    var text = value == null ? null : optionalText(field, value, most);
    if (text == null || text.isEmpty()) {
      if (errors.stream().noneMatch(error -> error.field().equals(field))) {
        wrong(field, "A text is required here.");
      }
      return null;
    }
    return text;
  }

  /// A text, without the blanks around it; null where none is given.
  @Nullable String optionalText(String field, @Nullable JsonNode value, int most) {
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      wrong(field, "A text is required here%s.".formatted(not(value)));
      return null;
    }
    var text = value.asString().strip();
    complaint(text, most).ifPresent(sentence -> wrong(field, sentence));
    return text;
  }

  /// What is wrong with a text, whoever sent it.
  static Optional<String> complaint(String text, int most) {
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      return Optional.of(
          String.format(Locale.ROOT, "At most %,d characters, not %,d.", most, length));
    }
    return text.codePoints().anyMatch(Fields::isUnwritable)
        ? Optional.of("No control characters but line breaks and tabs.")
        : Optional.empty();
  }

  private static boolean isUnwritable(int character) {
    return Character.getType(character) == Character.SURROGATE
        || (Character.isISOControl(character) && "\n\r\t".indexOf(character) < 0);
  }

  /// True or false; false where nothing is given.
  boolean flag(String field, @Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      wrong(field, "True or false is required here%s.".formatted(not(value)));
    }
    return value.asBoolean(false);
  }

  /// An id of ours, as text or number, or `source:value`.
  @Nullable Reference reference(String field, @Nullable JsonNode value) {
    if (value == null || !(value.isString() || value.isIntegralNumber())) {
      wrong(field, "An id or source:value is required here%s.".formatted(not(value)));
      return null;
    }
    try {
      return Reference.parse(value.asString());
    } catch (IllegalArgumentException e) {
      wrong(field, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static String not(@Nullable JsonNode value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    return ", not " + (text.length() > 60 ? text.substring(0, 60) + "…" : text);
  }
}
