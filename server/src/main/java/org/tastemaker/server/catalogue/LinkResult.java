package org.tastemaker.server.catalogue;

/// What became of a link between two items.
public sealed interface LinkResult {

  /// It is there now.
  record Linked() implements LinkResult {}

  /// It was there before.
  record Unchanged() implements LinkResult {}

  /// An item is nothing to itself.
  record Same() implements LinkResult {}

  /// The other item is that already, over however many items, to this one.
  record Circle() implements LinkResult {}

  /// One of the items is not there.
  record Missing() implements LinkResult {}
}
