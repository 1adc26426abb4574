package org.tastemaker.server.recommendation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.recommendation.RecommendedItem.Reason;
import org.tastemaker.server.training.PublishedModel;

/// The catalogue by popularity: the weighted rating that the Internet Movie Database published for
/// its Top 250, `v/(v+m)·R + m/(v+m)·C` with v ratings of mean R, C the mean of all ratings and m
/// the number of ratings that nine in ten rated items do not exceed. What nobody has rated but
/// people play, view … scores by the trained popularity, as a share of the most used item's: below
/// a star. What nobody knows yet follows, the newest first. Immutable.
///
/// Making it: O(n log n) for n items.
final class PopularItems {
  static final String POPULAR = "popular";
  static final String NEW = "new";
  private static final double VOTES_QUANTILE = 0.9;

  private final CatalogueIndex index;
  private final float[] scores;
  private final int[] order;

  /// @param uses what people did with items, as at the last training; null before the first
  PopularItems(CatalogueIndex index, @Nullable PublishedModel uses) {
    this.index = index;
    scores = weightedRatings(index);
    if (uses != null) {
      addUnrated(uses, index, scores);
    }
    order = order(index, scores);
  }

  private static void addUnrated(PublishedModel uses, CatalogueIndex index, float[] scores) {
    var used = new float[uses.items().size()];
    uses.model().foldIn(Evidence.NONE.profile()).score(used);
    float most = 0;
    for (var use : used) {
      most = Math.max(most, use);
    }
    for (var row = 0; row < used.length; row++) {
      var item = (int) uses.items().idAt(row);
      if (used[row] > 0 && item < scores.length && index.ratingCount(item) == 0) {
        scores[item] = used[row] / most;
      }
    }
  }

  private static float[] weightedRatings(CatalogueIndex index) {
    double sum = 0;
    long ratings = 0;
    for (var item = 0; item < index.rows(); item++) {
      sum += index.ratingAverage(item) * index.ratingCount(item);
      ratings += index.ratingCount(item);
    }
    var mean = ratings == 0 ? 0 : sum / ratings;
    double prior = votesAtQuantile(index);
    var scores = new float[index.rows()];
    for (var item = 0; item < scores.length; item++) {
      var votes = index.ratingCount(item);
      scores[item] =
          votes == 0
              ? 0
              : (float) ((votes * index.ratingAverage(item) + prior * mean) / (votes + prior));
    }
    return scores;
  }

  private static int votesAtQuantile(CatalogueIndex index) {
    var votes = new int[index.rows()];
    var voted = 0;
    for (var item = 0; item < votes.length; item++) {
      if (index.ratingCount(item) > 0) {
        votes[voted++] = index.ratingCount(item);
      }
    }
    Arrays.sort(votes, 0, voted);
    return voted == 0 ? 1 : votes[(int) Math.min(voted - 1, voted * VOTES_QUANTILE)];
  }

  /// Sorted as numbers of 64 bits: whether without a score, the score downwards, the id (downwards
  /// where without a score).
  private static int[] order(CatalogueIndex index, float[] scores) {
    var keys = new long[index.size()];
    var size = 0;
    for (var item = 0; item < scores.length; item++) {
      if (index.contains(item)) {
        keys[size++] =
            scores[item] == 0
                ? 1L << 62 | (Integer.MAX_VALUE - item)
                : (long) (Integer.MAX_VALUE - Float.floatToIntBits(scores[item])) << 31 | item;
      }
    }
    Arrays.sort(keys, 0, size);
    var order = new int[size];
    for (var at = 0; at < size; at++) {
      var low = (int) (keys[at] & Integer.MAX_VALUE);
      order[at] = keys[at] >= 1L << 62 ? Integer.MAX_VALUE - low : low;
    }
    return order;
  }

  CatalogueIndex index() {
    return index;
  }

  /// The first `limit` that are eligible.
  int[] best(Eligible eligible, int limit) {
    return best(eligible, limit, item -> true);
  }

  /// The first `limit` that are eligible and of some sort.
  int[] best(Eligible eligible, int limit, IntPredicate sort) {
    var best = new int[limit];
    var found = 0;
    for (var at = 0; at < order.length && found < limit; at++) {
      if (eligible.has(order[at]) && sort.test(order[at])) {
        best[found++] = order[at];
      }
    }
    return Arrays.copyOf(best, found);
  }

  /// An item as a list shows it. Score and place are of the time when this was made; what the
  /// reason says is of now.
  RecommendedItem described(CatalogueIndex now, int item) {
    var score = item < scores.length ? scores[item] : 0;
    var isNew = score == 0 && now.ratingCount(item) == 0;
    var reason =
        score > 0 && now.ratingCount(item) == 0
            ? new Reason(Wording.IN_USE, List.of())
            : reason(now, item);
    return RecommendedItem.of(now.item(item), score, isNew ? NEW : POPULAR, reason);
  }

  /// By its ratings alone.
  static Reason reason(CatalogueIndex now, int item) {
    return new Reason(
        Wording.popularity(now.ratingAverage(item), now.ratingCount(item)), List.of());
  }
}
