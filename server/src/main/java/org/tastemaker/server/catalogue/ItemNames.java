package org.tastemaker.server.catalogue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.SourceKey;

/// What items are called besides their own ids: by outside ids, and by the ids of what was merged
/// into them. Shared by all indexes of one server: what is newer than an index leads to an id that
/// this index does not have.
final class ItemNames {

  private final Map<SourceKey, Integer> keys = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> merged = new ConcurrentHashMap<>();

  @Nullable Integer of(SourceKey key) {
    return keys.get(ExternalIds.normal(key));
  }

  /// What an item was merged into; what that is may have been merged since.
  @Nullable Integer after(int item) {
    return merged.get(item);
  }

  void add(Item item) {
    item.keys().forEach(key -> keys.put(key, item.id()));
  }

  void add(Map<Integer, Integer> more) {
    merged.putAll(more);
  }

  /// The outside ids that an item has no more lead nowhere, unless they lead elsewhere by now.
  void forget(Item old, List<SourceKey> kept) {
    old.keys().stream()
        .filter(key -> !kept.contains(key))
        .forEach(key -> keys.remove(key, old.id()));
  }
}
