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

  /// One object an item as the log leaves it, numbered from 0.
  static String restored(List<CatalogueReplay.Replayed> items) {
    ArrayNode rows = Json.mapper().createArrayNode();
    for (int n = 0; n < items.size(); n++) {
      CatalogueReplay.Replayed item = items.get(n);
      ObjectNode row = row(n, item.draft());
      row.put("id", item.id());
      row.put("hidden", item.hidden());
      row.put("version", item.version());
      row.put("created", item.createdMicros());
      row.put("changed", item.changedMicros());
      rows.add(row);
    }
    return rows.toString();
  }

  private static ObjectNode row(int n, ItemEntry entry) {
    ObjectNode row = row(n, entry.draft());
    row.put("source", entry.key().source());
    row.put("value", entry.key().value());
    return row;
  }

  /// A draft without a key.
  static ObjectNode row(int n, ItemDraft draft) {
    ObjectNode row = Json.mapper().createObjectNode();
    row.put("n", n);
    row.put("kind", draft.kind().name());
    row.put("title", draft.title());
    row.put("year", draft.year());
    row.put("language", draft.language());
    row.put("country", draft.country());
    row.put("description", draft.description());
    row.put("image", draft.imageUrl());
    row.put("slug", draft.franchiseSlug());
    row.set("attributes", Json.mapper().valueToTree(draft.attributes()));
    return row;
  }

  /// The key that an item came under, in the payload of an `…Added` event.
  static final String KEY = "key";

  /// The payload of an `…Added` event: the whole item and the key it came under.
  static ObjectNode added(ItemEntry entry) {
    ObjectNode payload = Json.mapper().valueToTree(entry.draft());
    payload.put(KEY, entry.key().toString());
    return payload;
  }

  /// Whether an item is left out of lists, in the payload of a `…Changed` event.
  static final String HIDDEN = "hidden";

  /// All its outside ids, in the payload of a `…Changed` event.
  static final String KEYS = "keys";

  /// What stood before, in the payload of a `…Changed` event.
  static final String WAS = "was";

  /// What an item was merged into, in the payload of `ItemMerged`.
  static final String INTO = "into";

  /// The payload of a `…Changed` event: the parts that changed, as they are now, and under `was` as
  /// they were; null for one that is not there.
  static ObjectNode changed(Set<String> parts, ItemDraft before, ItemDraft now) {
    ObjectNode payload = parts(parts, now);
    payload.set(WAS, parts(parts, before));
    return payload;
  }

  /// The same of an item with its outside ids.
  static ObjectNode edited(Set<String> parts, ItemState before, ItemState now) {
    ObjectNode payload = parts(parts, now);
    payload.set(WAS, parts(parts, before));
    return payload;
  }

  private static ObjectNode parts(Set<String> parts, ItemState item) {
    var ofDraft = new TreeSet<>(parts);
    ofDraft.removeAll(Set.of(HIDDEN, KEYS));
    ObjectNode some = parts(ofDraft, item.draft());
    if (parts.contains(HIDDEN)) {
      some.put(HIDDEN, item.hidden());
    }
    if (parts.contains(KEYS)) {
      var keys = some.putArray(KEYS);
      item.keys().forEach(key -> keys.add(key.toString()));
    }
    return some;
  }

  private static ObjectNode parts(Set<String> parts, ItemDraft draft) {
    JsonNode whole = Json.mapper().valueToTree(draft);
    ObjectNode some = Json.mapper().createObjectNode();
    for (String part : new TreeSet<>(parts)) {
      some.set(part, whole.has(part) ? whole.get(part) : some.nullNode());
    }
    return some;
  }

  private static final Set<String> BESIDE = Set.of(KEY, KEYS, WAS, HIDDEN);

  /// Applies the payload of an `…Added` or `…Changed` event to a draft in JSON.
  static void apply(JsonNode payload, ObjectNode draft) {
    for (var part : payload.properties()) {
      if (!BESIDE.contains(part.getKey())) {
        draft.set(part.getKey(), part.getValue());
      }
    }
  }
}
