package org.tastemaker.server.recommendation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Set;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemColumn;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.recommendation.RecommendedItem.Reason;
import org.tastemaker.server.recommendation.RecommendedItem.Term;

/// What shares genres with an item: for items that nobody had to do with yet. The likeness is the
/// cosine between the sets of genres; of the equally like the more popular comes first.
final class GenreLikeness {
  static final String GENRES = "genres";

  private GenreLikeness() {}

  private record Like(Item item, float likeness, int ratings, double average) {}

  private static final Comparator<Like> BEST_FIRST =
      Comparator.comparingDouble(Like::likeness)
          .thenComparingInt(Like::ratings)
          .thenComparingDouble(Like::average)
          .reversed()
          .thenComparingInt(like -> like.item().id());

  /// The items most like one, as far as the filter lets them through. O(items that share a genre).
  static List<RecommendedItem> to(Item item, ItemFilter filter, int limit, CatalogueIndex index) {
    var genres = lower(item.genres());
    if (genres.isEmpty() || limit < 1) {
      return List.of();
    }
    var worstFirst = new PriorityQueue<>(limit + 1, BEST_FIRST.reversed());
    index
        .matching(filter.any(ItemColumn.GENRE, genres))
        .forEach(
            (org.roaringbitmap.IntConsumer)
                id -> {
                  if (id != item.id()) {
                    worstFirst.add(like(index.item(id), genres, index));
                    if (worstFirst.size() > limit) {
                      worstFirst.remove();
                    }
                  }
                });
    return worstFirst.stream().sorted(BEST_FIRST).map(like -> described(like, item)).toList();
  }

  private static Like like(Item other, Set<String> genres, CatalogueIndex index) {
    var theirs = lower(other.genres());
    double length = Math.sqrt((double) theirs.size() * genres.size());
    theirs.retainAll(genres);
    return new Like(
        other,
        (float) (theirs.size() / length),
        index.ratingCount(other.id()),
        index.ratingAverage(other.id()));
  }

  private static RecommendedItem described(Like like, Item item) {
    var genres = lower(item.genres());
    var shared = new ArrayList<>(like.item().genres());
    shared.removeIf(genre -> !genres.contains(genre.toLowerCase(Locale.ROOT)));
    return RecommendedItem.of(
        like.item(),
        like.likeness(),
        GENRES,
        new Reason(
            Wording.sharing(shared, item.title()),
            List.of(new Term(item.id(), item.title(), like.likeness()))));
  }

  private static Set<String> lower(List<String> genres) {
    var lower = new HashSet<String>();
    genres.forEach(genre -> lower.add(genre.toLowerCase(Locale.ROOT)));
    return lower;
  }
}
