package org.tastemaker.server.catalogue;

/// What people did with items, which goes with the item. The catalogue asks before it deletes one,
/// and has it moved when it merges two; the feature that knows what people do provides it.
public interface ItemUse {

  /// Whether people did anything with an item. Where they did not, nobody does until the running
  /// transaction ends.
  boolean isUsed(int item);

  /// Makes everything that people did with an item be about another one, in the running
  /// transaction, until whose end nobody does anything with either.
  void move(int from, int to);
}
