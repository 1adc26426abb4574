package org.tastemaker.server.catalogue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/// Which items have a value, for every value of one column. Immutable; an edit copies only the sets
/// that it touches and the parts of the table that lead to them.
final class Postings<K> {

  private static final RoaringBitmap NONE = new RoaringBitmap();

  /// A power of two: of half a million people an edit copies the entries of a few hundred.
  private static final int PARTS = 1024;

  private final Map<K, RoaringBitmap>[] parts;

  private Postings(Map<K, RoaringBitmap>[] parts) {
    this.parts = parts;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static <K> Postings<K> empty() {
    Map<K, RoaringBitmap>[] parts = new Map[PARTS];
    Arrays.fill(parts, Map.of());
    return new Postings<>(parts);
  }

  /// The items that have the value. Shared: not to be changed.
  RoaringBitmap of(K value) {
    return parts[part(value)].getOrDefault(value, NONE);
  }

  Set<K> values() {
    return Arrays.stream(parts)
        .flatMap(part -> part.keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static int part(Object value) {
    int hash = value.hashCode();
    return (hash ^ hash >>> 16) & PARTS - 1;
  }

  Editor<K> edit() {
    return new Editor<>(parts);
  }

  /// Collects changes.
  static final class Editor<K> {
    private final Map<K, RoaringBitmap>[] before;
    private final Map<K, RoaringBitmap>[] parts;
    private final Set<K> touched = new java.util.HashSet<>();

    private Editor(Map<K, RoaringBitmap>[] before) {
      this.before = before;
      this.parts = before.clone();
    }

    void add(K value, int item) {
      own(value).add(item);
    }

    void remove(K value, int item) {
      own(value).remove(item);
    }

    private RoaringBitmap own(K value) {
      Map<K, RoaringBitmap> part = ownPart(value);
      RoaringBitmap set = part.get(value);
      if (touched.add(value) || set == null) {
        set = set == null ? new RoaringBitmap() : set.clone();
        part.put(value, set);
      }
      return set;
    }

    @SuppressWarnings("ReferenceEquality")
    private Map<K, RoaringBitmap> ownPart(K value) {
      int part = part(value);
      if (parts[part] == before[part]) {
        parts[part] = new HashMap<>(before[part]);
      }
      return parts[part];
    }

    Postings<K> done() {
      for (K value : touched) {
        parts[part(value)].computeIfPresent(value, (ignored, set) -> set.isEmpty() ? null : set);
      }
      return new Postings<>(parts);
    }
  }
}
