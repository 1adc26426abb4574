package org.tastemaker.server.catalogue;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Items as versions before kinds had forms wrote them into the log.
final class EarlierItems {

  private EarlierItems() {}

  /// Brings an item to the form of today, as the migration of the tables did.
  ///
  /// @param draft an [ItemDraft] in JSON, changed in place
  static void bring(ObjectNode draft) {
    if (draft.get("attributes") instanceof ObjectNode attributes) {
      titles(draft, attributes.get("alternateTitles"));
      keywords(draft, attributes.get("tags"));
      keepKnown(draft.path("kind").asString(""), attributes);
    }
    for (JsonNode credit : draft.path("people")) {
      String role = credit.path("role").asString("").toLowerCase(java.util.Locale.ROOT);
      ((ObjectNode) credit).put("role", Credit.ROLES.contains(role) ? role : "person");
    }
  }

  private static void titles(ObjectNode draft, JsonNode earlier) {
    if (earlier instanceof ArrayNode && draft.path("titles").isEmpty()) {
      ArrayNode titles = draft.putArray("titles");
      earlier.forEach(title -> titles.addObject().put("title", title.asString()));
    }
  }

  private static void keywords(ObjectNode draft, JsonNode earlier) {
    if (earlier instanceof ArrayNode && draft.path("keywords").isEmpty()) {
      draft.set("keywords", earlier);
    }
  }

  private static void keepKnown(String kind, ObjectNode attributes) {
    Optional<Map<String, Shape>> known =
        Kind.builtIn().stream()
            .filter(one -> one.name().equals(kind))
            .findFirst()
            .map(one -> KindForm.builtIn(one).attributes());
    known.ifPresent(shapes -> attributes.retain(shapes.keySet()));
  }
}
