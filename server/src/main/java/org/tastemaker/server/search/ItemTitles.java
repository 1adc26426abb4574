package org.tastemaker.server.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tastemaker.server.catalogue.Item;

/// All titles of some items. Words of two titles of one item are not taken for those of one.
/// Immutable.
///
/// @param own the items' own titles, by item: most titles are such, and need no table
/// @param others what else they are called, by number
/// @param items whose each of the others is, by number
record ItemTitles(TitleIndex own, TitleIndex others, int[] items) {
  static final ItemTitles NONE = of(List.of());

  static ItemTitles of(Iterable<Item> items) {
    var own = new TitleIndex.Builder();
    var others = new TitleIndex.Builder();
    var whose = new ArrayList<Integer>();
    for (var item : items) {
      own.add(item.id(), item.title());
      for (var title : item.titles()) {
        others.add(whose.size(), title);
        whose.add(item.id());
      }
    }
    return new ItemTitles(
        own.built(), others.built(), whose.stream().mapToInt(Integer::intValue).toArray());
  }

  /// The items with a title of this grade and, maybe, of better ones.
  BitSet find(Grade grade, Typed typed) {
    var found = grade.find(typed, own);
    if (items.length > 0) {
      grade.find(typed, others).stream().forEach(number -> found.set(items[number]));
    }
    return found;
  }
}
