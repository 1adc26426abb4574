package org.tastemaker.server.recommendation;

import java.util.HashMap;
import java.util.Map;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Kind;

/// Lets few items of one sort into a list: as many of each kind as make the kinds even, and of the
/// items with one first genre at most two. For one list.
final class Variety {
  private static final int OF_A_GENRE = 2;

  private final CatalogueIndex index;
  private final int ofAKind;
  private final Map<Kind, Integer> kinds = new HashMap<>();
  private final Map<String, Integer> genres = new HashMap<>();

  /// @param limit how long the list gets
  Variety(CatalogueIndex index, int limit) {
    this.index = index;
    int different = Math.max(1, index.kinds().size());
    ofAKind = Math.ceilDiv(limit, different);
  }

  /// Whether the list has room for that item, which then is in it. Nothing undescribed is.
  boolean takes(int id) {
    var item = index.item(id);
    var genre = item.genres().stream().findFirst();
    if (item.kind().equals(Kind.UNKNOWN)
        || kinds.getOrDefault(item.kind(), 0) >= ofAKind
        || genre.filter(one -> genres.getOrDefault(one, 0) >= OF_A_GENRE).isPresent()) {
      return false;
    }
    kinds.merge(item.kind(), 1, Integer::sum);
    genre.ifPresent(one -> genres.merge(one, 1, Integer::sum));
    return true;
  }
}
