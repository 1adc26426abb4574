package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;

/// Which items a caller wants listed, in which order.
record ItemQuery(
    @Parameter(
            description =
                "Only items that have a title with these words, or with words that begin so; slips are"
                    + " forgiven where little else is found",
            example = "heat")
        @Nullable String q,
    @Parameter(description = "Only these kinds", example = "movie") @Nullable List<String> kind,
    @Parameter(
            description = "Only items with one of these genres, in whatever case",
            example = "thriller")
        @Nullable List<String> genre,
    @Parameter(description = "Only items with all of these genres", example = "crime")
        @Nullable List<String> genreAll,
    @Parameter(description = "No item with one of these genres", example = "horror")
        @Nullable List<String> genreNone,
    @Parameter(description = "Released in this year or later", example = "1990")
        @Nullable Integer yearFrom,
    @Parameter(description = "Released in this year or earlier", example = "1999")
        @Nullable Integer yearTo,
    @Parameter(description = "Only items in one of these languages", example = "en")
        @Nullable List<String> language,
    @Parameter(description = "Only items from one of these countries", example = "US")
        @Nullable List<String> country,
    @Parameter(
            description = "Only items that one of these people had to do with, by name",
            example = "Michael Mann")
        @Nullable List<String> person,
    @Parameter(description = "Only items with one of these keywords", example = "heist")
        @Nullable List<String> keyword,
    @Parameter(description = "Only items whose ratings have at least this mean", example = "3.5")
        @Nullable Double minRating,
    @Parameter(description = "Only items with at least so many ratings", example = "10")
        @Nullable Integer minRatings,
    @Parameter(
            description =
                "true: only items that you rated, consumed or declined; false: only others",
            example = "false")
        @Nullable Boolean mine,
    @Parameter(
            description = "Whose items `mine` means, for programs and those who may name others",
            example = "ml-latest-small:1")
        @Nullable Reference user,
    @Parameter(description = "true: the hidden items instead, for those who keep the catalogue")
        @Nullable Boolean hidden,
    @Parameter(description = "The order; when left out, match where q is given and popular else")
        @Nullable ItemOrder sort,
    @Parameter(description = "Count the whole list by these", example = "genre")
        @Nullable List<Facet> facets,
    @Parameter(
            description = "Only these fields of each item, separated by commas",
            example = "id,title,year")
        @Nullable List<String> fields,
    @Parameter(description = "From 1 to 100; 20 when left out", example = "20")
        @Nullable Integer limit,
    @Parameter(description = "The cursor of the answer that this one goes on from")
        @Nullable String cursor) {

  private static final int MOST = 100;
  private static final int USUAL = 20;
  private static final int LONGEST = 200;

  /// The query, if it makes sense.
  ///
  /// @throws ProblemException 400 naming every parameter that does not
  ItemQuery checked(CatalogueIndex index) {
    var errors = new ArrayList<FieldError>();
    checkKinds(index, errors);
    if (yearFrom != null && yearTo != null && yearFrom > yearTo) {
      errors.add(new FieldError("yearTo", "The last year is not before the first."));
    }
    if (q != null && q.isBlank()) {
      errors.add(new FieldError("q", "Say what to look for, or leave it out."));
    }
    if (q != null && q.length() > LONGEST) {
      errors.add(
          new FieldError("q", "At most %d characters, not %d.".formatted(LONGEST, q.length())));
    }
    if (q == null && sort == ItemOrder.MATCH) {
      errors.add(new FieldError("sort", "Sorting by match needs words to look for, in q."));
    }
    if (minRating != null && !(minRating >= 0 && minRating <= 5)) {
      errors.add(new FieldError("minRating", "From 0 to 5 stars, not %s.".formatted(minRating)));
    }
    if (minRatings != null && minRatings < 0) {
      errors.add(new FieldError("minRatings", "At least 0, not %d.".formatted(minRatings)));
    }
    if (user != null && mine == null) {
      errors.add(new FieldError("user", "Says whose items, so it goes with mine."));
    }
    for (String field : orEmpty(fields)) {
      if (!ItemFields.KNOWN.contains(field)) {
        errors.add(
            new FieldError(
                "fields",
                "\"%s\" is no field of an item. Known: %s."
                    .formatted(field, String.join(", ", ItemFields.KNOWN))));
      }
    }
    if (limit != null && (limit < 1 || limit > MOST)) {
      errors.add(new FieldError("limit", "From 1 to %d, not %d.".formatted(MOST, limit)));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return this;
  }

  private void checkKinds(CatalogueIndex index, List<FieldError> errors) {
    var names = index.knownKinds().stream().map(Kind::name).toList();
    for (String wanted : orEmpty(kind)) {
      if (!names.contains(wanted)) {
        errors.add(
            new FieldError(
                "kind",
                "\"%s\" is no kind here. Known: %s.".formatted(wanted, String.join(", ", names))));
      }
    }
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  ItemFilter filter() {
    return ItemFilter.ALL
        .any(ItemColumn.KIND, orEmpty(kind))
        .any(ItemColumn.GENRE, orEmpty(genre))
        .all(ItemColumn.GENRE, orEmpty(genreAll))
        .none(ItemColumn.GENRE, orEmpty(genreNone))
        .any(ItemColumn.LANGUAGE, orEmpty(language))
        .any(ItemColumn.COUNTRY, orEmpty(country))
        .any(ItemColumn.PERSON, orEmpty(person))
        .any(ItemColumn.KEYWORD, orEmpty(keyword))
        .years(yearFrom, yearTo);
  }

  boolean boundsRatings() {
    return minRating != null || minRatings != null;
  }

  ItemOrder order() {
    return Objects.requireNonNullElse(sort, q == null ? ItemOrder.POPULAR : ItemOrder.MATCH);
  }

  int size() {
    return Objects.requireNonNullElse(limit, USUAL);
  }

  Set<Facet> wantedFacets() {
    return new TreeSet<>(orEmpty(facets));
  }

  boolean wantsHidden() {
    return Boolean.TRUE.equals(hidden);
  }

  /// Where a list goes on.
  ///
  /// @param ranking the number under which the order of the first page is kept
  record Start(long ranking, ItemOrders.Place place) {}

  /// Where to go on; null: at the start.
  @Nullable Start start() {
    if (cursor == null) {
      return null;
    }
    String[] parts = Cursor.read(text(), cursor).split("\n", 5);
    return new Start(
        Long.parseLong(parts[0]),
        new ItemOrders.Place(
            Integer.parseInt(parts[1]),
            Double.parseDouble(parts[2]),
            parts[4],
            Integer.parseInt(parts[3])));
  }

  /// The cursor behind a place.
  String cursorAfter(Start last) {
    var place = last.place();
    return Cursor.of(
        text(),
        last.ranking()
            + "\n"
            + place.number()
            + "\n"
            + place.fraction()
            + "\n"
            + place.item()
            + "\n"
            + place.text());
  }

  /// Which list it is, whatever order the parts came in.
  private String text() {
    var parts =
        Arrays.asList(
            sorted(orEmpty(kind)),
            sorted(orEmpty(genre)),
            sorted(orEmpty(genreAll)),
            sorted(orEmpty(genreNone)),
            sorted(orEmpty(language)),
            sorted(orEmpty(country)),
            sorted(orEmpty(person)),
            sorted(orEmpty(keyword)),
            yearFrom,
            yearTo,
            minRating,
            minRatings,
            mine,
            user,
            wantsHidden(),
            order(),
            q == null ? "" : q);
    return "items " + parts;
  }

  private static Set<String> sorted(Collection<String> words) {
    return words.stream().map(ItemColumn::word).collect(Collectors.toCollection(TreeSet::new));
  }
}
