package org.tastemaker.server.recommendation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;

/// Puts one list in order: what the model recommends, or what the person said they like where no
/// model knows anything of them; then the rest by popularity. For one request and one thread.
///
/// @param personal null when no model knows anything of the person
/// @param aversions what ranks lower
/// @param liking null when a model does, or they said nothing
record Ranking(
    Eligible eligible,
    @Nullable Personal personal,
    @Nullable Liking liking,
    Aversions aversions,
    PopularItems popular,
    Workspace workspace) {

  /// Those of the items that may still be in the list, in their order.
  int[] stillEligible(int[] items) {
    var kept = new int[items.length];
    var count = 0;
    for (var item : items) {
      if (eligible.has(item)) {
        kept[count++] = item;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /// These items, and the best of the others behind them, `count` together or as many as there are.
  /// They are no longer eligible afterwards.
  int[] best(int[] first, int count) {
    var best = Arrays.copyOf(first, Math.max(first.length, count));
    take(first);
    var size = first.length;
    if (personal != null) {
      size = append(best, size, personal.best(workspace, eligible, best.length - size));
    }
    if (liking != null) {
      size = append(best, size, popular.best(eligible, best.length - size, this::isLiked));
    }
    if (!aversions.isEmpty() && size < best.length) {
      size = append(best, size, popular.best(eligible, best.length - size, this::isNotAverse));
    }
    if (size < best.length) {
      size = append(best, size, popular.best(eligible, best.length - size));
    }
    return Arrays.copyOf(best, size);
  }

  private boolean isLiked(int item) {
    return liking != null && liking.has(item) && isNotAverse(item);
  }

  private boolean isNotAverse(int item) {
    return !aversions.has(item);
  }

  private int append(int[] to, int size, int[] items) {
    System.arraycopy(items, 0, to, size, items.length);
    take(items);
    return size + items.length;
  }

  private void take(int[] items) {
    for (var item : items) {
      eligible.take(item);
    }
  }

  /// The items as the answer shows them.
  List<RecommendedItem> described(int[] items, CatalogueIndex index) {
    var recommended = recommended(items, index);
    var described = new ArrayList<RecommendedItem>(items.length);
    for (var item : items) {
      var its = recommended.get(item);
      described.add(lowered(item, its == null ? unscored(item, index) : its));
    }
    return described;
  }

  /// Those of the items that the model recommends. They are explained together.
  private Map<Integer, RecommendedItem> recommended(int[] items, CatalogueIndex index) {
    return personal == null ? Map.of() : personal.described(index, items);
  }

  private RecommendedItem lowered(int item, RecommendedItem described) {
    return aversions
        .because(item)
        .map(reason -> described.because(Wording.lower(described.reason().text(), reason)))
        .orElse(described);
  }

  private RecommendedItem unscored(int item, CatalogueIndex index) {
    var described = popular.described(index, item);
    return liking != null && liking.has(item)
        ? liking.described(described, index.item(item))
        : described;
  }
}
