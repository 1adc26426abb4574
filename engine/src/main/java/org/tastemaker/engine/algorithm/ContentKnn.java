package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.ItemTerms;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.ItemWeights;

/// Items that are alike in their words and attributes, whoever likes them: what can be said of an
/// item that nobody has met yet.
///
/// Michael Pazzani, Daniel Billsus, "Content-Based Recommendation Systems", The Adaptive Web, 2007:
/// items are vectors of weighted terms, and alike by the cosine between them; the weights are BM25,
/// of which TF-IDF is the case of an endless `saturation` and no `lengthShare`. Each item says of
/// its `neighbours` nearest how alike they are, so that a profile scores by the sum of its cosines.
/// In a [org.tastemaker.engine.model.Blend] with a model of what people do, it speaks for those
/// items that people say little of.
///
/// Every item is worked out alone, so threads do not change the result. O(Σ n² over the terms, n
/// the items that have one); memory 8·`neighbours` bytes an item.
///
/// @param saturation k₁: how much a word counts that comes again
/// @param lengthShare b: how much less a word of a long text counts, from 0 to 1
/// @param neighbours most neighbours kept an item
public record ContentKnn(double saturation, double lengthShare, int neighbours) {
  public ContentKnn {
    Demand.between("saturation", saturation, 0, 1000);
    Demand.between("lengthShare", lengthShare, 0, 1);
    Demand.between("neighbours", neighbours, 1, 100_000);
  }

  /// The usual k₁ and b, 100 neighbours.
  public ContentKnn() {
    this(1.2, 0.75, 100);
  }

  /// Compares all items.
  ///
  /// @throws java.util.concurrent.CancellationException when the run is cancelled
  public ItemWeights train(ItemTerms terms, Run run) {
    var weights = new TermWeights(terms, saturation, lengthShare);
    var rows = new WeightRows(terms.items(), neighbours);
    Parallel.rows(
        run,
        terms.items(),
        new Parallel.Span(0, 1, "comparing items"),
        () -> {
          var cosines = new float[terms.items()];
          return item -> {
            compare(weights, item, cosines);
            keep(rows, item, cosines);
          };
        });
    run.progress(1, "done");
    return rows.sparse();
  }

  private static void compare(TermWeights weights, int item, float[] cosines) {
    var byItem = weights.byItem();
    var byTerm = weights.byTerm();
    Arrays.fill(cosines, 0);
    for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
      int term = byItem.column(entry);
      for (int at = byTerm.begin(term); at < byTerm.end(term); at++) {
        cosines[byTerm.column(at)] += byItem.value(entry) * byTerm.value(at);
      }
    }
  }

  private void keep(WeightRows rows, int item, float[] cosines) {
    for (int other = 0; other < cosines.length; other++) {
      if (other == item || !(cosines[other] > 0)) {
        cosines[other] = Float.NEGATIVE_INFINITY;
      }
    }
    var nearest = TopK.best(cosines, cosines.length, neighbours);
    Arrays.sort(nearest);
    var kept = new float[nearest.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = cosines[nearest[i]];
    }
    rows.keep(item, nearest, kept);
  }
}
