package org.tastemaker.server.catalogue;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which items a list may hold. Every part that is given must hold; hidden items never match.
///
/// @param kinds any of these kinds; empty: all
/// @param genresAny at least one of these genres, in whatever case; empty: all
/// @param yearFrom released in this year or later
/// @param yearTo released in this year or earlier; an item without a year matches neither bound
/// @param exclude ids of ours that must not be in it
public record ItemFilter(
    Set<Kind> kinds,
    Set<String> genresAny,
    @Nullable Integer yearFrom,
    @Nullable Integer yearTo,
    Set<Integer> exclude) {

  public static final ItemFilter ALL = new ItemFilter(Set.of(), Set.of(), null, null, Set.of());

  public ItemFilter {
    kinds = Set.copyOf(kinds);
    genresAny =
        genresAny.stream()
            .map(genre -> genre.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    exclude = Set.copyOf(exclude);
  }

  /// Items of one kind.
  public static ItemFilter of(Kind kind) {
    return new ItemFilter(Set.of(kind), Set.of(), null, null, Set.of());
  }

  /// The same without the excluded ids, which differ from request to request.
  ItemFilter lasting() {
    return exclude.isEmpty() ? this : new ItemFilter(kinds, genresAny, yearFrom, yearTo, Set.of());
  }

  boolean boundsYears() {
    return yearFrom != null || yearTo != null;
  }
}
