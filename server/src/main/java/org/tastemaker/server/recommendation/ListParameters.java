package org.tastemaker.server.recommendation;

import io.swagger.v3.oas.annotations.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.ItemColumn;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;

/// What may be in a list and how much of it: the query parameters that the routes of this package
/// share.
@ParameterObject
record ListParameters(
    @Parameter(description = "Only items of these kinds, separated by commas.", example = "movie")
        @Nullable List<String> kind,
    @Parameter(
            description = "Only items of at least one of these genres, separated by commas.",
            example = "Crime,Thriller")
        @Nullable List<String> genre,
    @Parameter(description = "Only items of this year or later.", example = "1990")
        @Nullable Integer yearFrom,
    @Parameter(description = "Only items of this year or earlier.", example = "2009")
        @Nullable Integer yearTo,
    @Parameter(
            description = "Items to leave out, separated by commas: ids of ours or source:value.",
            example = "17,31")
        @Nullable List<String> exclude,
    @Parameter(description = "How many items, 1 to 100; 20 without.", example = "10")
        @Nullable Integer limit) {
  private static final int USUAL = 20;
  private static final int MOST_EXCLUDED = 1_000;

  /// How many items are asked for.
  ///
  /// @throws ProblemException 400 when they are too few or too many
  int length() {
    if (limit != null && (limit < 1 || limit > RecommendationRequest.LONGEST)) {
      throw ProblemException.invalid(
          "limit",
          "A page has 1 to " + RecommendationRequest.LONGEST + " items, not " + limit + ".");
    }
    return limit == null ? USUAL : limit;
  }

  /// What may be in the list. Of the items to leave out, those that do not exist are left out
  /// anyway.
  ///
  /// @throws ProblemException 400 naming the parameter that makes no sense
  ItemFilter filter(CatalogueIndex index) {
    if (kind == null && genre == null && yearFrom == null && yearTo == null && exclude == null) {
      return ItemFilter.ALL;
    }
    if (yearFrom != null && yearTo != null && yearFrom > yearTo) {
      throw ProblemException.invalid(
          "yearFrom", "No year is from " + yearFrom + " on and up to " + yearTo + ".");
    }
    return ItemFilter.ALL
        .kinds(kind == null ? Set.of() : kinds(index, kind))
        .any(ItemColumn.GENRE, genre == null ? Set.of() : genre)
        .years(yearFrom, yearTo)
        .without(exclude == null ? Set.of() : excluded(index, exclude));
  }

  private static Set<Kind> kinds(CatalogueIndex index, List<String> names) {
    var known = new TreeMap<String, Kind>();
    Kind.builtIn().forEach(kind -> known.put(kind.name(), kind));
    index.kinds().forEach(kind -> known.put(kind.name(), kind));
    var kinds = new HashSet<Kind>();
    for (var name : names) {
      var kind = known.get(name.strip());
      if (kind == null) {
        throw ProblemException.invalid(
            "kind",
            "\"%s\" is no kind here. Known: %s."
                .formatted(name, String.join(", ", known.keySet())));
      }
      kinds.add(kind);
    }
    return kinds;
  }

  private static Set<Integer> excluded(CatalogueIndex index, List<String> exclude) {
    if (exclude.size() > MOST_EXCLUDED) {
      throw ProblemException.invalid(
          "exclude",
          "At most " + MOST_EXCLUDED + " items are left out, not " + exclude.size() + ".");
    }
    var known = new HashSet<Integer>();
    for (var reference : parsed("exclude", exclude, Reference::parse)) {
      index.find(reference).ifPresent(known::add);
    }
    return known;
  }

  /// The values of a list parameter.
  ///
  /// @throws ProblemException 400 with the parser's sentence, for the first value that it refuses
  static <T> List<T> parsed(String name, List<String> texts, Function<String, T> parser) {
    try {
      return texts.stream().map(String::strip).map(parser).toList();
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(name, String.valueOf(e.getMessage()));
    }
  }
}
