package org.tastemaker.server.web;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.ItemColumn;
import org.tastemaker.server.catalogue.ItemFilter;

/// Which list somebody wants to see.
///
/// @param cursor where it goes on
record RecommendQuery(
    @Nullable Show show, @Nullable String kind, @Nullable String genre, @Nullable String cursor) {

  /// The lists that there are.
  enum Show {
    YOU("For you"),
    GENRE("By genre"),
    POPULAR("Popular");

    private final String label;

    Show(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  RecommendQuery {
    show = Objects.requireNonNullElse(show, Show.YOU);
    kind = kind == null || kind.isBlank() ? null : kind;
    genre = genre == null || genre.isBlank() ? null : genre.strip();
    cursor = cursor == null || cursor.isBlank() ? null : cursor;
  }

  Show shown() {
    return Objects.requireNonNull(show);
  }

  /// What the list may hold. A kind that the catalogue does not have narrows nothing.
  ItemFilter filter(CatalogueIndex index) {
    return ItemFilter.ALL
        .kinds(Kinds.named(kind, index).stream().toList())
        .any(ItemColumn.GENRE, shown() == Show.GENRE && genre != null ? Set.of(genre) : Set.of());
  }

  RecommendQuery ofGenre(@Nullable String newGenre) {
    return new RecommendQuery(show, kind, newGenre, cursor);
  }

  /// The list from its beginning.
  Link link() {
    return new Link("/recommend")
        .with("show", shown() == Show.YOU ? null : shown().text())
        .with("kind", kind)
        .with("genre", shown() == Show.GENRE ? genre : null);
  }
}
