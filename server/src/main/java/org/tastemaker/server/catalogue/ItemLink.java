package org.tastemaker.server.catalogue;

/// That an item is something to another one: `item` is the `relation` of `other`.
public record ItemLink(int item, Relation relation, int other) {

  /// The one way to write a link that has no direction.
  ItemLink normal() {
    int first = Math.min(item, other);
    int second = Math.max(item, other);
    return relation.isDirected() ? this : new ItemLink(first, relation, second);
  }
}
