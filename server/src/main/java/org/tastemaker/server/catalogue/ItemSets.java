package org.tastemaker.server.catalogue;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
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

  private static final int REMEMBERED = 256;

  private final Postings<Kind> kinds;
  private final Postings<String> genres;
  private final Postings<Integer> years;
  private final Set<String> sources;
  private final RoaringBitmap visible;
  private final Map<ItemFilter, RoaringBitmap> answered = new ConcurrentHashMap<>();

  ItemSets(
      Postings<Kind> kinds,
      Postings<String> genres,
      Postings<Integer> years,
      Set<String> sources,
      RoaringBitmap visible) {
    this.kinds = kinds;
    this.genres = genres;
    this.years = years;
    this.sources = sources;
    this.visible = visible;
  }

  Postings<Kind> kinds() {
    return kinds;
  }

  Postings<String> genres() {
    return genres;
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
    RoaringBitmap found = select(filter);
    answered.put(filter, found);
    return found;
  }

  private RoaringBitmap select(ItemFilter filter) {
    RoaringBitmap found = visible.clone();
    if (!filter.kinds().isEmpty()) {
      found.and(anyOf(filter.kinds().stream().map(kinds::of).toList()));
    }
    if (!filter.genresAny().isEmpty()) {
      found.and(anyOf(filter.genresAny().stream().map(genres::of).toList()));
    }
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

  private static RoaringBitmap anyOf(Collection<RoaringBitmap> sets) {
    return FastAggregation.or(sets.iterator());
  }

  Editor edit() {
    return new Editor(this);
  }

  /// Collects changes.
  static final class Editor {
    private final Postings.Editor<Kind> kinds;
    private final Postings.Editor<String> genres;
    private final Postings.Editor<Integer> years;
    private final Set<String> sources;
    private final RoaringBitmap visible;

    private Editor(ItemSets before) {
      kinds = before.kinds.edit();
      genres = before.genres.edit();
      years = before.years.edit();
      sources = new HashSet<>(before.sources);
      visible = before.visible.clone();
    }

    void add(Item item) {
      kinds.add(item.kind(), item.id());
      item.genres().forEach(genre -> genres.add(lower(genre), item.id()));
      if (item.year() != null) {
        years.add(item.year(), item.id());
      }
      if (!item.hidden()) {
        visible.add(item.id());
      }
      item.keys().stream().map(SourceKey::source).forEach(sources::add);
    }

    void remove(Item item) {
      kinds.remove(item.kind(), item.id());
      item.genres().forEach(genre -> genres.remove(lower(genre), item.id()));
      if (item.year() != null) {
        years.remove(item.year(), item.id());
      }
      visible.remove(item.id());
    }

    private static String lower(String genre) {
      return genre.toLowerCase(Locale.ROOT);
    }

    ItemSets done() {
      return new ItemSets(kinds.done(), genres.done(), years.done(), Set.copyOf(sources), visible);
    }
  }
}
