package org.tastemaker.server.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.node.ObjectNode;

/// Says how readers are told of events of some types. Each feature has one for the types that it
/// appends; a type that has none is told as [#plainly] tells it.
public interface Teller {

  /// The types in the log that this one tells of, each with the type that readers see.
  Map<String, String> types();

  /// What an event of these types tells, beyond what all have: one thing mostly, of a change one
  /// for each attribute, at most [ChangeLog#MOST_PARTS]. For the same event always the same.
  List<ObjectNode> tell(Event event);

  /// Tells `JobEnded` as `JobEndedEvent`, with its payload as it is.
  ///
  /// @param model what the events are about
  static Teller plain(String model, String... types) {
    var told =
        Arrays.stream(types)
            .collect(Collectors.toUnmodifiableMap(type -> type, type -> type + "Event"));
    return new Teller() {
      @Override
      public Map<String, String> types() {
        return told;
      }

      @Override
      public List<ObjectNode> tell(Event event) {
        return List.of(about(model).setAll(plainly(event)));
      }
    };
  }

  /// The payload of an event under names as readers see them.
  static ObjectNode plainly(Event event) {
    var told = Json.mapper().createObjectNode();
    event.payload().properties().forEach(part -> told.set(snake(part.getKey()), part.getValue()));
    return told;
  }

  /// The beginning of what is told of a model.
  static ObjectNode about(String model) {
    return Json.mapper().createObjectNode().put("model_name", model);
  }

  /// `lastUpdated` as `last_updated`.
  static String snake(String camel) {
    return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
