package org.tastemaker.server.catalogue;

import java.util.Set;

/// What became of two items that were to be one. Nothing was written unless they are.
public sealed interface MergeResult {

  /// They are one.
  ///
  /// @param now what was kept, as it stands
  /// @param parts what is different of it
  record Merged(ItemState now, Set<String> parts) implements MergeResult {
    public Merged {
      parts = Set.copyOf(parts);
    }
  }

  /// Somebody else changed the one to keep before.
  record Stale(ItemState now) implements MergeResult {}

  /// There is no such item.
  record Missing(int item) implements MergeResult {}

  /// Both are the same item.
  record Same() implements MergeResult {}

  /// The one is not of the other's kind.
  record OtherKind(Kind kept, Kind duplicate) implements MergeResult {}

  /// With the links of both, the item would lead back to itself.
  record Circle(int item, Relation relation) implements MergeResult {}
}
