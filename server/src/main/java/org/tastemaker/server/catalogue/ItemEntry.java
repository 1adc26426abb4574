package org.tastemaker.server.catalogue;

import org.tastemaker.server.id.SourceKey;

/// An item as its source tells it: under which outside id, and what it is.
///
/// @param key in the one form that [ExternalIds] gives it
public record ItemEntry(SourceKey key, ItemDraft draft) {

  public ItemEntry {
    key = ExternalIds.normal(key);
  }

  /// An item of which only the outside id is known.
  public static ItemEntry undescribed(SourceKey key) {
    return new ItemEntry(key, ItemDraft.undescribed(key.value()));
  }
}
