package org.tastemaker.server.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.ItemColumn;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.ItemOrder;

/// What somebody looks for in the catalogue; a form leaves empty what does not matter.
///
/// @param page from 1
record CatalogQuery(
    @Nullable String q,
    @Nullable String kind,
    @Nullable String genre,
    @Nullable ItemOrder sort,
    @Nullable Integer page) {
  private static final int LONGEST = 200;

  CatalogQuery {
    q = q == null || q.isBlank() ? null : brief(q.strip());
    kind = kind == null || kind.isBlank() ? null : kind;
    genre = genre == null || genre.isBlank() ? null : genre.strip();
  }

  private static String brief(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST)));
  }

  /// What the lists may hold; null where the catalogue has no such kind, so that nothing matches.
  @Nullable ItemFilter filter(CatalogueIndex index) {
    var wanted = Kinds.named(kind, index);
    if (kind != null && wanted.isEmpty()) {
      return null;
    }
    return ItemFilter.ALL
        .kinds(wanted.stream().toList())
        .any(ItemColumn.GENRE, genre == null ? Set.of() : Set.of(genre));
  }

  /// Best matches are first only where something is looked for.
  ItemOrder order() {
    if (q == null) {
      return sort == null || sort == ItemOrder.MATCH ? ItemOrder.POPULAR : sort;
    }
    return sort == null ? ItemOrder.MATCH : sort;
  }

  /// The list, without a page number.
  Link link() {
    return new Link("/catalog")
        .with("q", q)
        .with("kind", kind)
        .with("genre", genre)
        .with("sort", sort == null ? null : sort.name().toLowerCase(java.util.Locale.ROOT));
  }

  boolean isNarrowed() {
    return q != null || kind != null || genre != null;
  }
}
