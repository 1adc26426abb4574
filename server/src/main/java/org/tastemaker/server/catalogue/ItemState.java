package org.tastemaker.server.catalogue;

import java.util.List;
import org.tastemaker.server.id.SourceKey;

/// An item as it stands in the database.
///
/// @param keys its outside ids, sorted
/// @param version grows by one with each change
/// @param hidden left out of every list
public record ItemState(
    int id, ItemDraft draft, List<SourceKey> keys, int version, boolean hidden) {

  public ItemState {
    keys = keys.stream().sorted().distinct().toList();
  }

  ItemState with(ItemDraft newDraft, List<SourceKey> newKeys, boolean nowHidden) {
    return new ItemState(id, newDraft, newKeys, version, nowHidden);
  }
}
