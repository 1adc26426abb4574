package org.tastemaker.server.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The items in every order that somebody asked for: sorted when first needed, and from then on
/// kept in order as items change.
public final class ItemOrders {

  /// Where a list was left: the item shown last, with what it was sorted by at that time. It stays
  /// a place in the order when the item has moved since.
  ///
  /// @param number ratings ([ItemOrder#POPULAR], [ItemOrder#MATCH]) or year ([ItemOrder#NEWEST])
  /// @param fraction the average ([ItemOrder#POPULAR], [ItemOrder#MATCH]), the weighted rating
  ///   ([ItemOrder#RATING]) or the trend ([ItemOrder#TRENDING])
  /// @param text the title ([ItemOrder#TITLE]) or how well it matches ([ItemOrder#MATCH])
  /// @param item its id
  public record Place(int number, double fraction, String text, int item) {

    static Place of(int item, ItemOrder order, CatalogueIndex index) {
      return switch (order) {
        case POPULAR -> new Place(index.ratingCount(item), index.ratingAverage(item), "", item);
        case RATING -> new Place(0, index.weightedRating(item), "", item);
        case TRENDING -> new Place(0, index.trend(item), "", item);
        case TITLE -> new Place(0, 0, index.title(item), item);
        case NEWEST ->
            new Place(Objects.requireNonNullElse(index.year(item), Integer.MIN_VALUE), 0, "", item);
        case MATCH -> throw new IllegalArgumentException("only what was found has such an order");
      };
    }
  }

  private static final Comparator<Place> MOST_FIRST =
      Comparator.comparingInt(Place::number)
          .thenComparingDouble(Place::fraction)
          .reversed()
          .thenComparingInt(Place::item);

  private static final Comparator<Place> BY_TITLE =
      Comparator.comparing(Place::text, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(Place::text)
          .thenComparingInt(Place::item);

  private static final Comparator<Place> LATEST_FIRST =
      Comparator.comparingInt(Place::number).thenComparingInt(Place::item).reversed();

  /// When more than one in so many items changed it is quicker to sort anew.
  private static final int MANY = 8;

  private final Map<ItemOrder, Ranking> sorted = new EnumMap<>(ItemOrder.class);

  /// All items in this order; O(n log n) the first time.
  Ranking of(ItemOrder order, CatalogueIndex index) {
    synchronized (sorted) {
      return sorted.computeIfAbsent(order, wanted -> sort(wanted, index));
    }
  }

  /// The orders of an index that differs in some items.
  ///
  /// @param by the orders that this can have changed
  ItemOrders moved(Collection<ItemOrder> by, RoaringBitmap changed, CatalogueIndex now) {
    var moved = new ItemOrders();
    synchronized (sorted) {
      moved.sorted.putAll(sorted);
    }
    boolean many = changed.getCardinality() > now.size() / MANY;
    for (ItemOrder order : by) {
      moved.sorted.computeIfPresent(
          order, (_, ranking) -> many ? null : moved(ranking, order, changed, now));
    }
    return moved;
  }

  private static Ranking moved(
      Ranking ranking, ItemOrder order, RoaringBitmap changed, CatalogueIndex now) {
    int[] there = changed.stream().filter(now::contains).toArray();
    var places = comparator(order);
    return ranking.moved(
        changed,
        there,
        (one, other) -> places.compare(Place.of(one, order, now), Place.of(other, order, now)));
  }

  /// The same orders but these.
  ItemOrders without(Collection<ItemOrder> orders) {
    var rest = new ItemOrders();
    synchronized (sorted) {
      rest.sorted.putAll(sorted);
    }
    rest.sorted.keySet().removeAll(orders);
    return rest;
  }

  /// The number of items at or before a place; O(log n).
  static int behind(Ranking ranking, ItemOrder order, Place place, CatalogueIndex index) {
    var comparator = comparator(order);
    int low = 0;
    int high = ranking.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Place other = Place.of(ranking.at(middle), order, index);
      if (comparator.compare(other, place) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Ranking sort(ItemOrder order, CatalogueIndex index) {
    return new Ranking(
        IntStream.range(0, index.rows())
            .filter(index::contains)
            .mapToObj(id -> Place.of(id, order, index))
            .sorted(comparator(order))
            .mapToInt(Place::item)
            .toArray());
  }

  /// The most popular of some items; O(items) and little more while few are wanted.
  ///
  /// @param after go on behind this place; null: from the start
  static List<Item> mostPopular(
      RoaringBitmap items, @Nullable Place after, int limit, CatalogueIndex index) {
    var leastFirst = new PriorityQueue<>(limit + 1, MOST_FIRST.reversed());
    for (var each = items.getIntIterator(); each.hasNext(); ) {
      int item = each.next();
      var least = leastFirst.size() < limit ? null : leastFirst.element();
      if (least != null && index.ratingCount(item) < least.number()) {
        continue;
      }
      var place = Place.of(item, ItemOrder.POPULAR, index);
      boolean isBehind = after == null || MOST_FIRST.compare(place, after) > 0;
      if (isBehind && (least == null || MOST_FIRST.compare(place, least) < 0)) {
        leastFirst.add(place);
        if (least != null) {
          leastFirst.remove();
        }
      }
    }
    return leastFirst.stream().sorted(MOST_FIRST).map(place -> index.item(place.item())).toList();
  }

  private static Comparator<Place> comparator(ItemOrder order) {
    return switch (order) {
      case POPULAR, RATING, TRENDING -> MOST_FIRST;
      case TITLE -> BY_TITLE;
      case NEWEST -> LATEST_FIRST;
      case MATCH -> throw new IllegalArgumentException("only what was found has such an order");
    };
  }
}
