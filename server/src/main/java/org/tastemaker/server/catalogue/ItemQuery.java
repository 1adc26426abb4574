package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;

/// Which items a caller wants listed, in which order.
record ItemQuery(
    @Parameter(
            description =
                "Only items whose title has these words, or begins of them; slips are forgiven where"
                    + " little else is found",
            example = "heat")
        @Nullable String q,
    @Parameter(description = "Only these kinds", example = "movie") @Nullable List<String> kind,
    @Parameter(
            description = "Only items with one of these genres, in whatever case",
            example = "thriller")
        @Nullable List<String> genre,
    @Parameter(description = "Released in this year or later", example = "1990")
        @Nullable Integer yearFrom,
    @Parameter(description = "Released in this year or earlier", example = "1999")
        @Nullable Integer yearTo,
    @Parameter(description = "The order; when left out, match where q is given and popular else")
        @Nullable ItemOrder sort,
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
    var kinds = new TreeSet<>(index.kinds());
    kinds.addAll(Kind.builtIn());
    var names = kinds.stream().map(Kind::name).toList();
    for (String wanted : orEmpty(kind)) {
      if (!names.contains(wanted)) {
        errors.add(
            new FieldError(
                "kind",
                "\"%s\" is no kind here. Known: %s.".formatted(wanted, String.join(", ", names))));
      }
    }
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
    if (limit != null && (limit < 1 || limit > MOST)) {
      errors.add(new FieldError("limit", "From 1 to %d, not %d.".formatted(MOST, limit)));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return this;
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }

  ItemFilter filter() {
    var kinds = new HashSet<Kind>();
    orEmpty(kind).forEach(name -> kinds.add(new Kind(name)));
    return new ItemFilter(kinds, new HashSet<>(orEmpty(genre)), yearFrom, yearTo, Set.of());
  }

  ItemOrder order() {
    return Objects.requireNonNullElse(sort, q == null ? ItemOrder.POPULAR : ItemOrder.MATCH);
  }

  int size() {
    return Objects.requireNonNullElse(limit, USUAL);
  }

  /// Where to go on; null: at the start.
  ItemOrders.@Nullable Place place() {
    if (cursor == null) {
      return null;
    }
    String[] parts = Cursor.read(text(), cursor).split("\n", 4);
    return new ItemOrders.Place(
        Integer.parseInt(parts[0]),
        Double.parseDouble(parts[1]),
        parts[3],
        Integer.parseInt(parts[2]));
  }

  /// The cursor behind a place.
  String cursorAfter(ItemOrders.Place place) {
    return Cursor.of(
        text(),
        place.number() + "\n" + place.fraction() + "\n" + place.item() + "\n" + place.text());
  }

  private String text() {
    return "items "
        + new TreeSet<>(orEmpty(kind))
        + new TreeSet<>(filter().genresAny())
        + yearFrom
        + yearTo
        + order()
        + (q == null ? "" : q);
  }
}
