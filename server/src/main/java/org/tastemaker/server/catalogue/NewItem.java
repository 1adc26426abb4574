package org.tastemaker.server.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.json.Json;

/// An item to be made.
///
/// @param keys its outside ids, one at least
public record NewItem(ItemDraft draft, List<SourceKey> keys) {

  /// The source of items that came without an outside id.
  static final String OWN = "tastemaker";

  public NewItem {
    keys =
        keys.isEmpty()
            ? List.of(new SourceKey(OWN, UUID.randomUUID().toString()))
            : List.copyOf(keys);
  }

  /// The episode of a series.
  public NewItem of(NewItem series) {
    var attributes = new HashMap<>(draft.attributes());
    attributes.put("series", Json.mapper().valueToTree(series.keys().getFirst().toString()));
    return new NewItem(draft.withAttributes(attributes), keys);
  }
}
