package org.tastemaker.server.search;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;

/// The titles of a catalogue: most of them in a large index, those that came or changed since in a
/// small one. Immutable.
///
/// @param most the large index
/// @param size how many items are in it
/// @param changed items that are different from the large index, by id
/// @param changes the index of those
record Titles(ItemTitles most, int size, Map<Integer, Item> changed, ItemTitles changes) {

  /// So many changes are always few.
  private static final int FEW = 2_000;

  /// Changes are many from this share of the titles on.
  private static final int SHARE = 4;

  static Titles of(CatalogueIndex catalogue) {
    return new Titles(
        ItemTitles.of(catalogue.changedSince(CatalogueIndex.EMPTY)),
        catalogue.size(),
        Map.of(),
        ItemTitles.NONE);
  }

  /// These with some items as they are now. O(changes so far).
  Titles with(Collection<Item> items) {
    var all = new HashMap<>(changed);
    items.forEach(item -> all.put(item.id(), item));
    return new Titles(most, size, all, ItemTitles.of(all.values()));
  }

  /// Whether there are so many changes that it is better to begin anew.
  boolean isWornOut() {
    return changed.size() > Math.max(FEW, size / SHARE);
  }

  /// Those of the items that are of this grade and, maybe, of better ones.
  RoaringBitmap find(Grade grade, Typed typed, RoaringBitmap among) {
    var found = most.find(grade, typed);
    if (!changed.isEmpty()) {
      changed.keySet().forEach(found::clear);
      found.or(changes.find(grade, typed));
    }
    var set = BitSetUtil.bitmapOf(found);
    set.and(among);
    return set;
  }
}
