package org.tastemaker.server.catalogue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Items as JSON: as rows for the statements of [ItemRows] and as payloads of events.
final class ItemJson {
  private ItemJson() {}

  /// One object an entry, numbered from 0.
  static String of(List<ItemEntry> entries) {
    ArrayNode rows = Json.mapper().createArrayNode();
    for (int n = 0; n < entries.size(); n++) {
      rows.add(row(n, entries.get(n)));
    }
    return rows.toString();
  }

  private static ObjectNode row(int n, ItemEntry entry) {
    ItemDraft draft = entry.draft();
    ObjectNode row = Json.mapper().createObjectNode();
    row.put("n", n);
    row.put("source", entry.key().source());
    row.put("value", entry.key().value());
    row.put("kind", draft.kind().name());
    row.put("title", draft.title());
    row.put("year", draft.year());
    row.put("language", draft.language());
    row.put("country", draft.country());
    row.put("description", draft.description());
    row.put("image", draft.imageUrl());
    row.put("franchise", draft.franchise());
    row.put("slug", draft.franchiseSlug());
    row.set("genres", Json.mapper().valueToTree(draft.genres()));
    row.set("people", Json.mapper().valueToTree(draft.people()));
    row.set("attributes", Json.mapper().valueToTree(draft.attributes()));
    return row;
  }

  /// The payload of an `…Added` event: the whole item and the key it came under.
  static ObjectNode added(ItemEntry entry) {
    ObjectNode payload = Json.mapper().valueToTree(entry.draft());
    payload.put("key", entry.key().toString());
    return payload;
  }

  /// The payload of a `…Changed` event: the parts that changed, as they are now; null for one that
  /// is no longer there.
  static ObjectNode changed(Set<String> parts, ItemDraft now) {
    JsonNode whole = Json.mapper().valueToTree(now);
    ObjectNode payload = Json.mapper().createObjectNode();
    for (String part : new TreeSet<>(parts)) {
      payload.set(part, whole.has(part) ? whole.get(part) : payload.nullNode());
    }
    return payload;
  }

  /// The draft that an `…Added` or `…Changed` payload leads to.
  static ItemDraft replayed(ObjectNode before, JsonNode payload) {
    payload
        .properties()
        .forEach(part -> {
          if (!part.getKey().equals("key")) {
            before.set(part.getKey(), part.getValue());
          }
        });
    return Json.mapper().treeToValue(before, ItemDraft.class);
  }
}
