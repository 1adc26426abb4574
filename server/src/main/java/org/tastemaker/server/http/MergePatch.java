package org.tastemaker.server.http;

import org.tastemaker.server.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON merge patches (RFC 7396): what is absent stays, null takes away, objects are merged, all
/// else is replaced.
public final class MergePatch {

  /// The media type of such bodies.
  public static final String MEDIA_TYPE = "application/merge-patch+json";

  private MergePatch() {}

  /// What a patch makes of an object.
  ///
  /// @param now not changed
  /// @throws ProblemException 400 when the patch is no object, or the outcome does not fit the type
  public static <T> T applied(JsonNode patch, ObjectNode now, Class<T> type) {
    if (!patch.isObject()) {
      throw ProblemException.invalid("body", "Here belongs an object.");
    }
    return read(merged(now, patch), type);
  }

  /// The value as that type.
  ///
  /// @throws ProblemException 400 naming the field that does not fit
  public static <T> T read(JsonNode value, Class<T> type) {
    try {
      return Json.mapper().treeToValue(value, type);
    } catch (JacksonException e) {
      throw JsonProblems.of(e);
    }
  }

  private static ObjectNode merged(ObjectNode now, JsonNode patch) {
    ObjectNode merged = now.deepCopy();
    for (var part : patch.properties()) {
      JsonNode value = part.getValue();
      if (value.isNull()) {
        merged.remove(part.getKey());
      } else if (value.isObject()) {
        ObjectNode before =
            merged.get(part.getKey()) instanceof ObjectNode object
                ? object
                : Json.mapper().createObjectNode();
        merged.set(part.getKey(), merged(before, value));
      } else {
        merged.set(part.getKey(), value);
      }
    }
    return merged;
  }
}
