package org.tastemaker.server.catalogue;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.id.SourceKey;

/// Sets of item ids by what items have in common, and what filters made of them. Immutable but for
/// the memory of filters already answered.
final class ItemSets {

  static final ItemSets EMPTY =
      new ItemSets(noWords(), Postings.empty(), Set.of(), new RoaringBitmap(), new RoaringBitmap());

  private static final int REMEMBERED = 256;

  private final Map<ItemColumn, Postings<String>> words;
  private final Postings<Integer> years;
  private final Set<String> sources;
  private final RoaringBitmap visible;
  private final RoaringBitmap hidden;
  private final Map<ItemFilter, RoaringBitmap> answered = new ConcurrentHashMap<>();

  private ItemSets(
      Map<ItemColumn, Postings<String>> words,
      Postings<Integer> years,
      Set<String> sources,
      RoaringBitmap visible,
      RoaringBitmap hidden) {
    this.words = words;
    this.years = years;
    this.sources = sources;
    this.visible = visible;
    this.hidden = hidden;
  }

  private static Map<ItemColumn, Postings<String>> noWords() {
    var none = new EnumMap<ItemColumn, Postings<String>>(ItemColumn.class);
    for (var column : ItemColumn.values()) {
      none.put(column, Postings.empty());
    }
    return none;
  }

  Postings<String> in(ItemColumn column) {
    return Objects.requireNonNull(words.get(column));
  }

  Postings<Integer> years() {
    return years;
  }

  Set<String> sources() {
    return sources;
  }

  RoaringBitmap visible() {
    return visible;
  }

  /// The visible items that pass a filter; what it excludes by id is not looked at.
  RoaringBitmap matching(ItemFilter filter) {
    RoaringBitmap known = answered.get(filter);
    if (known != null) {
      return known;
    }
    if (answered.size() >= REMEMBERED) {
      answered.clear();
    }
    RoaringBitmap found = select(filter, visible);
    answered.put(filter, found);
    return found;
  }

  /// The hidden items that would pass a filter; a set of its own.
  RoaringBitmap matchingHidden(ItemFilter filter) {
    return select(filter, hidden);
  }

  private RoaringBitmap select(ItemFilter filter, RoaringBitmap among) {
    RoaringBitmap found = among.clone();
    filter.words().forEach((column, wanted) -> narrow(found, in(column), wanted));
    if (filter.boundsYears()) {
      int from = Objects.requireNonNullElse(filter.yearFrom(), Integer.MIN_VALUE);
      int to = Objects.requireNonNullElse(filter.yearTo(), Integer.MAX_VALUE);
      found.and(
          anyOf(
              years.values().stream()
                  .filter(year -> year >= from && year <= to)
                  .map(years::of)
                  .toList()));
    }
    found.runOptimize();
    return found;
  }

  private static void narrow(
      RoaringBitmap found, Postings<String> column, ItemFilter.Words wanted) {
    if (!wanted.any().isEmpty()) {
      found.and(anyOf(wanted.any().stream().map(column::of).toList()));
    }
    wanted.all().forEach(word -> found.and(column.of(word)));
    wanted.none().forEach(word -> found.andNot(column.of(word)));
  }

  private static RoaringBitmap anyOf(Collection<RoaringBitmap> sets) {
    return FastAggregation.or(sets.iterator());
  }

  Editor edit() {
    return new Editor(this);
  }

  /// Collects changes.
  static final class Editor {
    private final Map<ItemColumn, Postings.Editor<String>> words = new EnumMap<>(ItemColumn.class);
    private final Postings.Editor<Integer> years;
    private final Set<String> sources;
    private final RoaringBitmap visible;
    private final RoaringBitmap hidden;

    private Editor(ItemSets before) {
      before.words.forEach((column, postings) -> words.put(column, postings.edit()));
      years = before.years.edit();
      sources = new HashSet<>(before.sources);
      visible = before.visible.clone();
      hidden = before.hidden.clone();
    }

    void add(Item item) {
      words.forEach(
          (column, edited) -> column.words(item).forEach(word -> edited.add(word, item.id())));
      if (item.year() != null) {
        years.add(item.year(), item.id());
      }
      (item.hidden() ? hidden : visible).add(item.id());
      item.keys().stream().map(SourceKey::source).forEach(sources::add);
    }

    void remove(Item item) {
      words.forEach(
          (column, edited) -> column.words(item).forEach(word -> edited.remove(word, item.id())));
      if (item.year() != null) {
        years.remove(item.year(), item.id());
      }
      visible.remove(item.id());
      hidden.remove(item.id());
    }

    ItemSets done() {
      var done = new EnumMap<ItemColumn, Postings<String>>(ItemColumn.class);
      words.forEach((column, edited) -> done.put(column, edited.done()));
      return new ItemSets(done, years.done(), Set.copyOf(sources), visible, hidden);
    }
  }
}
