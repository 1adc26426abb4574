package org.tastemaker.server.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Items that were found, in grades: what matches better comes first, and within a grade what is
/// more popular.
///
/// @param grades sets of ids without a common item, the best first; not changed any more
public record Matches(List<RoaringBitmap> grades) {

  public Matches {
    grades = List.copyOf(grades);
  }

  /// All of them, in whatever grade.
  public RoaringBitmap all() {
    return RoaringBitmap.or(grades.iterator());
  }

  /// How many there are.
  public int size() {
    return grades.stream().mapToInt(RoaringBitmap::getCardinality).sum();
  }

  /// The first of them, after a given one. O(all) and some for every one of the page.
  ///
  /// @param after go on behind this place; null: from the start
  public List<Item> page(CatalogueIndex index, ItemOrders.@Nullable Place after, int limit) {
    var page = new ArrayList<Item>();
    int first = after == null ? 0 : gradeOf(after);
    for (int grade = first; grade < grades.size() && page.size() < limit; grade++) {
      var behind = after != null && grade == first ? after : null;
      page.addAll(ItemOrders.mostPopular(grades.get(grade), behind, limit - page.size(), index));
    }
    return page;
  }

  /// A part of them, for lists whose pages have numbers.
  ///
  /// @param skip how many come before it
  public List<Item> part(CatalogueIndex index, int skip, int limit) {
    if (skip >= size()) {
      return List.of();
    }
    var first = page(index, null, Math.min(size(), skip + limit));
    return List.copyOf(first.subList(skip, first.size()));
  }

  /// The place of one of them.
  ItemOrders.Place place(Item item, CatalogueIndex index) {
    int grade = 0;
    while (!grades.get(grade).contains(item.id())) {
      grade++;
    }
    var place = ItemOrders.Place.of(item.id(), ItemOrder.POPULAR, index);
    return new ItemOrders.Place(
        place.number(), place.fraction(), Integer.toString(grade), place.item());
  }

  private static int gradeOf(ItemOrders.Place place) {
    return Integer.parseInt(place.text());
  }
}
