package org.tastemaker.server.recommendation;

import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.ItemColumn;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.ProblemException;

/// Where a request begins or goes on, and the cursor of its next page.
final class ListQuery {
  private final RecommendationRequest request;
  private final Continuation begun;

  ListQuery(RecommendationRequest request) {
    this.request = request;
    this.begun =
        request.cursor() == null ? Continuation.begin(UUID.randomUUID()) : read(request.cursor());
  }

  /// The state that the cursor carried, or that of a new list.
  Continuation begun() {
    return begun;
  }

  private Continuation read(String cursor) {
    var bytes = Cursor.read(query(), cursor).getBytes(StandardCharsets.ISO_8859_1);
    return Continuation.of(bytes)
        .orElseThrow(() ->
            ProblemException.invalid("cursor", "This cursor is damaged; begin without a cursor."));
  }

  /// The cursor behind this page; none when the list has become too long for one.
  @Nullable String next(int[] page, int[] upcoming) {
    var next = begun.after(page, upcoming);
    return next.shown().length >= Continuation.LONGEST
        ? null
        : Cursor.of(query(), new String(next.bytes(), StandardCharsets.ISO_8859_1));
  }

  /// Which list it is: audience and filter, whatever order the parts came in.
  private String query() {
    var filter = request.filter();
    var text = new StringBuilder("recommendations ");
    switch (request.audience()) {
      case Audience.Person(int id) -> text.append("person ").append(id);
      case Audience.Stranger _ -> text.append("stranger");
      case Audience.Basket(var choices) -> text.append(choices);
    }
    if (!filter.equals(ItemFilter.ALL)) {
      text.append(new TreeSet<>(filter.in(ItemColumn.KIND).any()))
          .append(new TreeSet<>(filter.in(ItemColumn.GENRE).any()));
      text.append(filter.yearFrom()).append('-').append(filter.yearTo());
      text.append(new TreeSet<>(filter.exclude()));
    }
    return text.toString();
  }
}
