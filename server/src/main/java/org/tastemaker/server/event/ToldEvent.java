package org.tastemaker.server.event;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An event as readers see it. Its names are those of R's events.
///
/// @param id unique and ascending: its position in the log and, in the last three digits, its place
///   among what that position tells
/// @param version of the form in which it was logged, from 1
/// @param details what its type has further
public record ToldEvent(
    long id,
    @Schema(example = "ChangedEvent") String type,
    int version,
    @JsonProperty("occurred_at") Instant occurredAt,
    @JsonProperty("occurred_by") @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable Integer occurredBy,
    @JsonProperty("object_id") long objectId,
    @JsonAnyGetter @Schema(hidden = true) Map<String, JsonNode> details) {

  static ToldEvent of(Event event, int part, String type, ObjectNode details) {
    var named = new LinkedHashMap<String, JsonNode>();
    details.properties().forEach(one -> named.put(one.getKey(), one.getValue()));
    return new ToldEvent(
        ChangeLog.id(event.position(), part),
        type,
        event.version(),
        event.occurredAt(),
        event.actor(),
        event.objectId(),
        named);
  }
}
