package org.tastemaker.server.catalogue;

import java.util.Set;
import org.tastemaker.server.id.SourceKey;

/// What became of a change of one item.
public sealed interface EditResult {

  /// It stands so now.
  ///
  /// @param parts what is different; empty when nothing was
  record Edited(ItemState now, Set<String> parts) implements EditResult {
    public Edited {
      parts = Set.copyOf(parts);
    }
  }

  /// It is gone.
  record Deleted() implements EditResult {}

  /// Somebody else changed it before; nothing was written.
  record Stale(ItemState now) implements EditResult {}

  /// There is no such item.
  record Missing() implements EditResult {}

  /// An outside id leads to another item; nothing was written.
  ///
  /// @param item the id of the other one
  record KeyTaken(SourceKey key, int item) implements EditResult {}

  /// People did something with it, so it cannot be deleted.
  record Used() implements EditResult {}
}
