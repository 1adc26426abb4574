package org.tastemaker.server.catalogue;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which items a list may hold. Every part that is given must hold; hidden items never match. Words
/// are taken in whatever case.
///
/// ```java
/// ItemFilter.of(Kind.MOVIE).any(ItemColumn.GENRE, Set.of("crime", "drama")).years(1990, 1999)
/// ```
///
/// @param words what an item must have in a column; a column that is not here may have anything
/// @param yearFrom released in this year or later
/// @param yearTo released in this year or earlier; an item without a year matches neither bound
/// @param exclude ids of ours that must not be in it
public record ItemFilter(
    Map<ItemColumn, Words> words,
    @Nullable Integer yearFrom,
    @Nullable Integer yearTo,
    Set<Integer> exclude) {

  public static final ItemFilter ALL = new ItemFilter(Map.of(), null, null, Set.of());

  /// What a column must and must not have.
  ///
  /// @param any at least one of these; empty: whatever
  /// @param all every one of these
  /// @param none not one of these
  public record Words(Set<String> any, Set<String> all, Set<String> none) {
    static final Words WHATEVER = new Words(Set.of(), Set.of(), Set.of());

    boolean isWhatever() {
      return any.isEmpty() && all.isEmpty() && none.isEmpty();
    }
  }

  public ItemFilter {
    words = Map.copyOf(words);
    exclude = Set.copyOf(exclude);
  }

  /// Items of one kind.
  public static ItemFilter of(Kind kind) {
    return ALL.kinds(Set.of(kind));
  }

  /// Of any of these kinds; empty: of all.
  public ItemFilter kinds(Collection<Kind> kinds) {
    return any(ItemColumn.KIND, kinds.stream().map(Kind::name).toList());
  }

  /// With at least one of these in that column; empty: whatever.
  public ItemFilter any(ItemColumn column, Collection<String> any) {
    var old = in(column);
    return with(column, new Words(set(any), old.all(), old.none()));
  }

  /// With every one of these in that column.
  public ItemFilter all(ItemColumn column, Collection<String> all) {
    var old = in(column);
    return with(column, new Words(old.any(), set(all), old.none()));
  }

  /// With none of these in that column.
  public ItemFilter none(ItemColumn column, Collection<String> none) {
    var old = in(column);
    return with(column, new Words(old.any(), old.all(), set(none)));
  }

  /// With whatever in that column.
  public ItemFilter without(ItemColumn column) {
    return with(column, Words.WHATEVER);
  }

  /// Released in these years; null: no bound.
  public ItemFilter years(@Nullable Integer from, @Nullable Integer to) {
    return new ItemFilter(words, from, to, exclude);
  }

  /// Without these ids of ours, and these alone.
  public ItemFilter without(Set<Integer> items) {
    return new ItemFilter(words, yearFrom, yearTo, items);
  }

  /// The same without the excluded ids, which differ from request to request.
  public ItemFilter lasting() {
    return exclude.isEmpty() ? this : without(Set.of());
  }

  /// What that column must and must not have.
  public Words in(ItemColumn column) {
    return words.getOrDefault(column, Words.WHATEVER);
  }

  boolean boundsYears() {
    return yearFrom != null || yearTo != null;
  }

  private ItemFilter with(ItemColumn column, Words wanted) {
    var changed = new EnumMap<ItemColumn, Words>(ItemColumn.class);
    changed.putAll(words);
    changed.remove(column);
    if (!wanted.isWhatever()) {
      changed.put(column, wanted);
    }
    return new ItemFilter(changed, yearFrom, yearTo, exclude);
  }

  private static Set<String> set(Collection<String> texts) {
    return texts.stream().map(ItemColumn::word).collect(Collectors.toUnmodifiableSet());
  }
}
