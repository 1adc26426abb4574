package org.tastemaker.server.catalogue;

import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.SourceKey;

/// What became of an item that was put together with further outside ids.
public sealed interface KeyedPut {

  /// It is there, and all its outside ids lead to it.
  record Done(PutResult result) implements KeyedPut {}

  /// One of the outside ids leads to another item; nothing was written.
  ///
  /// @param item the id of the other one
  record Taken(SourceKey key, int item) implements KeyedPut {}

  /// It is not what the caller had seen; nothing was written.
  ///
  /// @param now what stands; null: nothing
  record Stale(@Nullable ItemState now) implements KeyedPut {}
}
