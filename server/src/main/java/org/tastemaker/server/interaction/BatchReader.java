package org.tastemaker.server.interaction;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.FieldError;
import tools.jackson.databind.JsonNode;

/// Reads the rows of a batch. A wrong row is told apart from the others and does not stop them.
final class BatchReader {

  private static final String WITHDRAW = "withdraw";

  private static final Set<String> OF_ALL = Set.of("type", "user", "item", "occurredAt", WITHDRAW);

  private static final Set<String> KNOWN =
      Stream.concat(
              OF_ALL.stream(),
              Arrays.stream(InteractionType.values()).flatMap(type -> type.fields().stream()))
          .collect(Collectors.toCollection(TreeSet::new));

  private static final String TYPES =
      Arrays.stream(InteractionType.values())
          .map(InteractionType::label)
          .sorted()
          .collect(Collectors.joining(", "));

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
            "There is no field \"%s\" here. Known: %s.".formatted(name, String.join(", ", KNOWN)));
      }
    }
    return read(row, fields);
  }

  private Read read(JsonNode row, Fields fields) {
    var type = type(row.get("type"), fields);
    var user = fields.reference("user", row.get("user"));
    var item = fields.reference("item", row.get("item"));
    var at = fields.time("occurredAt", row.get("occurredAt"), clock);
    var act = type == null ? null : act(type, row, fields);
    if (act == null || user == null || item == null || !fields.errors().isEmpty()) {
      return new Read(null, fields.errors());
    }
    return new Read(new Interaction(user, item, act, at), List.of());
  }

  private static @Nullable InteractionType type(@Nullable JsonNode value, Fields fields) {
    var type =
        value == null || !value.isString()
            ? null
            : InteractionType.of(value.asString()).orElse(null);
    if (type == null) {
      fields.wrong("type", "One of " + TYPES + ".");
    }
    return type;
  }

  private static @Nullable Act act(InteractionType type, JsonNode row, Fields fields) {
    boolean withdraw = fields.flag(WITHDRAW, row.get(WITHDRAW));
    if (withdraw && !type.matter().isWithdrawable()) {
      fields.wrong(
          WITHDRAW,
          "What was done or said stays: the type %s is not withdrawn.".formatted(type.label()));
    }
    for (var other : InteractionType.values()) {
      for (var field : other.fields()) {
        if (row.has(field) && (withdraw || !type.fields().contains(field))) {
          refuse(field, type, withdraw, fields);
        }
      }
    }
    if (!fields.errors().isEmpty()) {
      return null;
    }
    return withdraw ? new Act.Withdrawal(type.matter()) : told(type, row, fields);
  }

  private static void refuse(String field, InteractionType type, boolean withdraw, Fields fields) {
    if (fields.errors().stream().noneMatch(error -> error.field().equals(field))) {
      fields.wrong(
          field,
          withdraw
              ? "With withdraw there is no %s.".formatted(field)
              : "The type %s has no %s.".formatted(type.label(), field));
    }
  }

  private static @Nullable Act told(InteractionType type, JsonNode row, Fields fields) {
    if (type.activity() != null) {
      return new Act.Doing(type.activity(), fields.count("count", row.get("count")));
    }
    return switch (type.matter()) {
      case RATING -> {
        var stars = fields.stars("stars", row.get("stars"));
        yield stars == null ? null : new Act.Rating(stars);
      }
      case PROGRESS -> fields.progress(row);
      case DECLINE -> new Act.Decline(fields.reasons("reasons", row.get("reasons")));
      case WATCHLIST ->
          new Act.Watch(fields.optionalText("note", row.get("note"), Watchlist.LONGEST_NOTE), null);
      case COMMENT -> {
        var text = fields.text("text", row.get("text"), Comments.LONGEST);
        yield text == null ? null : new Act.Comment(text);
      }
      case ACTIVITY -> throw new IllegalStateException(type + " has no activity");
    };
  }
}
