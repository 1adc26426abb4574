package org.tastemaker.server.training;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came in for a role since some position of the log, by kind.
record News(SortedMap<String, Counts> kinds) {

  static final News NONE = of(Map.of());

  /// @param items new items
  /// @param interactions what people did with items of the kind that the role's models learn from
  record Counts(long items, long interactions) {
    static final Counts NONE = new Counts(0, 0);

    Counts plus(Counts other) {
      return new Counts(items + other.items, interactions + other.interactions);
    }
  }

  static News of(Map<String, Counts> kinds) {
    return new News(new TreeMap<>(kinds));
  }

  Counts of(String kind) {
    return kinds.getOrDefault(kind, Counts.NONE);
  }

  Counts total() {
    return kinds.values().stream().reduce(Counts.NONE, Counts::plus);
  }
}
