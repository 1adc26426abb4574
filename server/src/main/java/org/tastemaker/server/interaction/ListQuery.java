package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.ItemColumn;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;

/// Which of somebody's own things a caller wants, in which order.
record ListQuery(
    @Parameter(description = "Only items of these kinds", example = "movie")
        @Nullable List<String> kind,
    @Parameter(description = "Only items with one of these genres", example = "thriller")
        @Nullable List<String> genre,
    @Parameter(description = "The order; which there are, the description says")
        @Nullable ListOrder sort,
    @Parameter(description = "From 1 to 200; 50 when left out") @Nullable Integer limit,
    @Parameter(description = "The cursor of the answer that this one goes on from")
        @Nullable String cursor) {

  private static final int MOST = 200;
  private static final int USUAL = 50;

  /// The query, if it makes sense.
  ///
  /// @param orders that the list has; the first is the usual one
  /// @throws ProblemException 400 naming every parameter that does not
  ListQuery checked(List<ListOrder> orders, CatalogueIndex index) {
    var errors = new ArrayList<FieldError>();
    var kinds = new TreeSet<>(index.knownKinds().stream().map(Kind::name).toList());
    for (String wanted : orEmpty(kind)) {
      if (!kinds.contains(wanted)) {
        errors.add(
            new FieldError(
                "kind",
                "\"%s\" is no kind here. Known: %s.".formatted(wanted, String.join(", ", kinds))));
      }
    }
    if (sort != null && !orders.contains(sort)) {
      errors.add(
          new FieldError(
              "sort",
              "This list has no order %s; one of %s."
                  .formatted(
                      sort.label(),
                      orders.stream().map(ListOrder::label).collect(Collectors.joining(", ")))));
    }
    if (limit != null && (limit < 1 || limit > MOST)) {
      errors.add(new FieldError("limit", "From 1 to %d, not %d.".formatted(MOST, limit)));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return new ListQuery(
        kind, genre, Objects.requireNonNullElse(sort, orders.getFirst()), limit, cursor);
  }

  ListOrder order() {
    return Objects.requireNonNull(sort);
  }

  int size() {
    return Objects.requireNonNullElse(limit, USUAL);
  }

  boolean isFiltered() {
    return !orEmpty(kind).isEmpty() || !orEmpty(genre).isEmpty();
  }

  ItemFilter filter() {
    return ItemFilter.ALL.any(ItemColumn.KIND, orEmpty(kind)).any(ItemColumn.GENRE, orEmpty(genre));
  }

  /// What tells a list from others, for its cursors.
  String text() {
    return orEmpty(kind) + " " + orEmpty(genre) + " " + sort;
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
