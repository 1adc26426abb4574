package org.tastemaker.server.catalogue;

import java.util.Set;

/// What became of an item that was put.
public sealed interface PutResult {

  /// Its id.
  int item();

  /// It is new.
  record Created(int item) implements PutResult {}

  /// It was there and is different now.
  ///
  /// @param attributes what changed: names of [ItemDraft]'s parts
  record Changed(int item, Set<String> attributes) implements PutResult {
    public Changed {
      attributes = Set.copyOf(attributes);
    }
  }

  /// It was there just so; nothing was written.
  record Unchanged(int item) implements PutResult {}
}
