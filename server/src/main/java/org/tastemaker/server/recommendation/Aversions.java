package org.tastemaker.server.recommendation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.engine.data.IdIndex;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.interaction.DeclineReason;
import org.tastemaker.server.recommendation.RecommendationList.Lowered;

/// What somebody declined items for, such as a genre or a director, and so gets less of: whatever
/// has it too scores a share of what it would, once more for each decline that says so.
///
/// O(items that have it) a request; nothing for whoever gave no reasons.
final class Aversions {
  static final Aversions NONE = new Aversions(List.of());

  /// @param declines how many say so
  /// @param factor what scores are multiplied by
  private record Aversion(DeclineReason reason, int declines, float factor, RoaringBitmap items) {}

  private final List<Aversion> all;

  private Aversions(List<Aversion> all) {
    this.all = all;
  }

  /// @param declined why, by item
  /// @param share what is left of a score for each decline
  static Aversions of(
      Map<Integer, List<DeclineReason>> declined, CatalogueIndex index, double share) {
    if (declined.isEmpty()) {
      return NONE;
    }
    var counts = new HashMap<DeclineReason, Integer>();
    var items = new HashMap<DeclineReason, RoaringBitmap>();
    declined.forEach((id, reasons) ->
        index
            .findItem(id)
            .ifPresent(item ->
                reasons.stream()
                    .filter(reason -> reason.value() != null)
                    .forEach(reason -> {
                      counts.merge(reason, 1, Integer::sum);
                      items
                          .computeIfAbsent(reason, _ -> new RoaringBitmap())
                          .or(reason.sharers(item.kind(), index));
                    })));
    var all = new ArrayList<Aversion>();
    items.forEach((reason, having) -> {
      int count = counts.getOrDefault(reason, 0);
      all.add(new Aversion(reason, count, (float) Math.pow(share, count), having));
    });
    all.sort(
        Comparator.comparingInt(Aversion::declines)
            .reversed()
            .thenComparing(one -> one.reason().reason())
            .thenComparing(one -> String.valueOf(one.reason().value())));
    return new Aversions(List.copyOf(all));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  boolean has(int item) {
    return because(item).isPresent();
  }

  /// What an item ranks lower for: of several what was said most often.
  Optional<DeclineReason> because(int item) {
    return all.isEmpty()
        ? Optional.empty()
        : all.stream().filter(one -> one.items().contains(item)).map(Aversion::reason).findFirst();
  }

  /// What the score of an item is multiplied by.
  float factor(int item) {
    float factor = 1;
    for (var one : all) {
      if (one.items().contains(item)) {
        factor *= one.factor();
      }
    }
    return factor;
  }

  /// Multiplies the scores of items that have something of it.
  ///
  /// @param items by row of the scores
  void lower(float[] scores, IdIndex items) {
    for (var one : all) {
      one.items()
          .forEach(
              (IntConsumer)
                  item -> {
                    int row = items.indexOf(item);
                    if (row >= 0 && scores[row] > 0) {
                      scores[row] *= one.factor();
                    }
                  });
    }
  }

  /// How many of the eligible items each of it lowers; what lowers none is left out.
  List<Lowered> lowered(Eligible eligible) {
    return all.stream()
        .map(one ->
            new Lowered(
                one.reason().reason(),
                String.valueOf(one.reason().value()),
                one.declines(),
                (int) one.items().stream().filter(eligible::has).count()))
        .filter(one -> one.items() > 0)
        .toList();
  }
}
