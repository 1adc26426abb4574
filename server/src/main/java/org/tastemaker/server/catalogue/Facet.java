package org.tastemaker.server.catalogue;

import java.util.List;
import java.util.Locale;
import org.roaringbitmap.RoaringBitmap;

/// By what the items of a list can be counted.
enum Facet {
  KIND,
  GENRE,
  LANGUAGE,
  COUNTRY,
  DECADE;

  /// More values than anybody chooses from.
  private static final int MOST = 100;

  /// What queries and answers call it.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<FacetValue> of(RoaringBitmap items, CatalogueIndex index) {
    return switch (this) {
      case KIND -> index.facet(items, ItemColumn.KIND, MOST);
      case GENRE -> index.facet(items, ItemColumn.GENRE, MOST);
      case LANGUAGE -> index.facet(items, ItemColumn.LANGUAGE, MOST);
      case COUNTRY -> index.facet(items, ItemColumn.COUNTRY, MOST);
      case DECADE -> index.decades(items);
    };
  }
}
