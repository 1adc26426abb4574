package org.tastemaker.server.catalogue;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.node.ObjectNode;

/// Answers about items with only those fields that a caller asks for.
final class ItemFields {
  static final List<String> KNOWN =
      Arrays.stream(ItemView.class.getRecordComponents()).map(RecordComponent::getName).toList();

  private ItemFields() {}

  /// These fields of an item, as far as it has them.
  static ObjectNode of(ItemView item, Collection<String> wanted) {
    ObjectNode all = Json.mapper().valueToTree(item);
    return all.retain(wanted);
  }
}
