package org.tastemaker.server.catalogue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// Which items have a value, for every value of one column. Immutable; an edit copies only the sets
/// that it touches.
final class Postings<K> {

  private static final RoaringBitmap NONE = new RoaringBitmap();

  private final Map<K, RoaringBitmap> sets;

  private Postings(Map<K, RoaringBitmap> sets) {
    this.sets = sets;
  }

  static <K> Postings<K> empty() {
    return new Postings<>(Map.of());
  }

  /// The items that have the value. Shared: not to be changed.
  RoaringBitmap of(K value) {
    return sets.getOrDefault(value, NONE);
  }

  Set<K> values() {
    return sets.keySet();
  }

  Editor<K> edit() {
    return new Editor<>(sets);
  }

  /// Collects changes.
  static final class Editor<K> {
    private final Map<K, RoaringBitmap> sets;
    private final Set<K> touched = new HashSet<>();

    private Editor(Map<K, RoaringBitmap> sets) {
      this.sets = new HashMap<>(sets);
    }

    void add(K value, int item) {
      own(value).add(item);
    }

    void remove(K value, int item) {
      own(value).remove(item);
    }

    private RoaringBitmap own(K value) {
      RoaringBitmap set = sets.get(value);
      if (set == null || touched.add(value)) {
        touched.add(value);
        set = set == null ? new RoaringBitmap() : set.clone();
        sets.put(value, set);
      }
      return set;
    }

    Postings<K> done() {
      for (K value : touched) {
        sets.computeIfPresent(value, (ignored, set) -> set.isEmpty() ? null : set);
      }
      return new Postings<>(sets);
    }
  }
}
