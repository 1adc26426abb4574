package org.tastemaker.server.interaction;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.FieldError;
import tools.jackson.databind.JsonNode;

/// Reads the rows of a batch. A wrong row is told apart from the others and does not stop them.
final class BatchReader {

  private static final Map<String, InteractionType> TYPES =
      List.of(InteractionType.values()).stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  type -> type.name().toLowerCase(Locale.ROOT), Function.identity()));

  private static final Set<String> KNOWN =
      Set.of("type", "user", "item", "stars", "count", "occurredAt");

  private final Clock clock;

  BatchReader(Clock clock) {
    this.clock = clock;
  }

  /// A row as it was read.
  ///
  /// @param interaction null when something is wrong with it
  record Read(@Nullable Interaction interaction, List<FieldError> errors) {}

  Read read(@Nullable JsonNode row) {
    var fields = new Fields();
    if (row == null || !row.isObject()) {
      fields.wrong("", "An object is required here.");
      return new Read(null, fields.errors());
    }
    for (String name : row.propertyNames()) {
      if (!KNOWN.contains(name)) {
        fields.wrong(
            name,
            "There is no field \"%s\" here. Known: %s."
                .formatted(name, String.join(", ", new TreeSet<>(KNOWN))));
      }
    }
    return read(row, fields);
  }

  private Read read(JsonNode row, Fields fields) {
    var type = type(row.get("type"), fields);
    var user = fields.reference("user", row.get("user"));
    var item = fields.reference("item", row.get("item"));
    var at = fields.time("occurredAt", row.get("occurredAt"), clock);
    int value = type == null ? 0 : value(type, row, fields);
    if (type == null || user == null || item == null || !fields.errors().isEmpty()) {
      return new Read(null, fields.errors());
    }
    return new Read(new Interaction(type, user, item, value, at), List.of());
  }

  private static @Nullable InteractionType type(@Nullable JsonNode value, Fields fields) {
    var type = value == null || !value.isString() ? null : TYPES.get(value.asString());
    if (type == null) {
      fields.wrong("type", "One of " + String.join(", ", new TreeSet<>(TYPES.keySet())) + ".");
    }
    return type;
  }

  private static int value(InteractionType type, JsonNode row, Fields fields) {
    if (type != InteractionType.RATING && row.has("stars")) {
      fields.wrong("stars", "Only a rating has stars.");
    }
    if (!type.isActivity() && row.has("count")) {
      fields.wrong("count", "Only a view, play, purchase or install has a count.");
    }
    return switch (type) {
      case RATING -> {
        var stars = fields.stars("stars", row.get("stars"));
        yield stars == null ? 0 : stars.hundredths();
      }
      case DECLINE -> 0;
      case VIEW, PLAY, PURCHASE, INSTALL -> fields.count("count", row.get("count"));
    };
  }
}
