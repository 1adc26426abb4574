package org.tastemaker.server.catalogue;

import java.util.List;
import org.tastemaker.server.id.SourceKey;

/// What became of items that were to be made.
public sealed interface CreateResult {

  /// They are there, in the order asked for.
  record Created(List<ItemState> items) implements CreateResult {
    public Created {
      items = List.copyOf(items);
    }
  }

  /// An outside id leads to another item; nothing was written.
  ///
  /// @param item the id of the other one
  record KeyTaken(SourceKey key, int item) implements CreateResult {}
}
