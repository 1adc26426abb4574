package org.tastemaker.server.catalogue;

import org.tastemaker.server.http.MergePatch;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON merge patch of an item, in the words of [ItemBody].
final class ItemPatch {

  private ItemPatch() {}

  /// The item that a patch makes.
  ///
  /// @throws ProblemException 400 when the outcome is no item's body
  /// @throws InvalidItemException naming the field
  static ItemState applied(JsonNode patch, ItemState now) {
    boolean hidden = hidden(patch, now);
    JsonNode rest = patch instanceof ObjectNode object ? object.deepCopy() : patch;
    if (rest instanceof ObjectNode object) {
      object.remove(ItemJson.HIDDEN);
    }
    ItemBody body = MergePatch.applied(rest, body(now), ItemBody.class);
    var keys = body.sourceKeys();
    if (keys.isEmpty()) {
      throw new InvalidItemException(ItemJson.KEYS, "An item keeps at least one outside id.");
    }
    return now.with(body.draft(), keys, hidden);
  }

  private static boolean hidden(JsonNode patch, ItemState now) {
    JsonNode hidden = patch.path(ItemJson.HIDDEN);
    if (hidden.isMissingNode()) {
      return now.hidden();
    }
    if (!hidden.isBoolean()) {
      throw ProblemException.invalid(ItemJson.HIDDEN, "Here belongs true or false.");
    }
    return hidden.asBoolean();
  }

  /// The item as a body that would make it.
  static ObjectNode body(ItemState item) {
    ObjectNode body = Json.mapper().valueToTree(item.draft());
    if (body.has("imageUrl")) {
      body.set("image", body.remove("imageUrl"));
    }
    var keys = body.putArray(ItemJson.KEYS);
    item.keys().stream().map(SourceKey::toString).forEach(keys::add);
    return body;
  }
}
