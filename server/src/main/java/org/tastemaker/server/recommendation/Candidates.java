package org.tastemaker.server.recommendation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.ItemColumn;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.recommendation.RecommendationList.Removed;
import org.tastemaker.server.training.PublishedModel;

/// The items that a filter lets through, whoever asks: as bits by item id, and as bits by row of
/// the model that ranks. Made once per filter, model and state of the catalogue; shared and not to
/// be changed.
///
/// @param passing the set of which this was made; another set means that the catalogue changed
/// @param model the ranking model; null when there is none
/// @param items bits by item id
/// @param rows bits by row of the model; none without a model
/// @param removed what the filter's parts took out, in their order
record Candidates(
    RoaringBitmap passing,
    @Nullable PublishedModel model,
    long[] items,
    long[] rows,
    List<Removed> removed) {

  /// Whether it was made of these very things. Comparing their contents would cost more than making
  /// it anew.
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(RoaringBitmap nowPassing, @Nullable PublishedModel nowModel) {
    return passing == nowPassing && model == nowModel;
  }

  /// O(items + rows of the model).
  static Candidates of(CatalogueIndex index, ItemFilter filter, @Nullable PublishedModel model) {
    var passing = index.matching(filter);
    var items = new long[Words.count(index.rows())];
    passing.forEach((org.roaringbitmap.IntConsumer) item -> Words.add(items, item));
    return new Candidates(passing, model, items, rows(passing, model), removed(index, filter));
  }

  private static long[] rows(RoaringBitmap passing, @Nullable PublishedModel model) {
    if (model == null) {
      return new long[0];
    }
    var rows = new long[Words.count(model.items().size())];
    for (var row = 0; row < model.items().size(); row++) {
      if (passing.contains((int) model.items().idAt(row))) {
        Words.add(rows, row);
      }
    }
    return rows;
  }

  private static List<Removed> removed(CatalogueIndex index, ItemFilter filter) {
    var removed = new ArrayList<Removed>();
    var left = note(removed, "hidden", index.size(), ItemFilter.ALL, index);
    var kinds = filter.without(ItemColumn.GENRE).years(null, null);
    left = note(removed, "kind", left, kinds, index);
    var genres = filter.years(null, null);
    left = note(removed, "genre", left, genres, index);
    note(removed, "year", left, filter, index);
    return List.copyOf(removed);
  }

  private static int note(
      List<Removed> removed, String stage, int before, ItemFilter filter, CatalogueIndex index) {
    var after = index.matching(filter).getCardinality();
    if (after < before) {
      removed.add(new Removed(stage, before - after));
    }
    return after;
  }
}
