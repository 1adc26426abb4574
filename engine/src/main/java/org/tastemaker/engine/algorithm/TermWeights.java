package org.tastemaker.engine.algorithm;

import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.ItemTerms;
import org.tastemaker.engine.data.Rows;

/// How much each term says of an item: BM25 (Stephen Robertson, Hugo Zaragoza, "The Probabilistic
/// Relevance Framework: BM25 and Beyond", Foundations and Trends in Information Retrieval 3(4),
/// 2009), scaled to vectors of length 1, so that a scalar product is a cosine. With the frequency f
/// of a term in an item of l terms, l̄ on average, and n of N items that have it,
///
/// `ln(1 + (N − n + ½) / (n + ½)) · f·(k₁ + 1) / (f + k₁·(1 − b + b·l/l̄))`.
///
/// `k₁` is the saturation, `b` the share of the length. O(terms of all items).
final class TermWeights {
  private final Interactions weights;

  TermWeights(ItemTerms terms, double saturation, double lengthShare) {
    var byItem = terms.byItem();
    var lengths = lengths(byItem);
    double mean = mean(lengths);
    var weights = Interactions.builder();
    for (int item = 0; item < lengths.length; item++) {
      double slack = saturation * (1 - lengthShare + lengthShare * lengths[item] / mean);
      var row = new double[byItem.length(item)];
      double square = 0;
      for (int i = 0; i < row.length; i++) {
        double frequency = byItem.value(byItem.begin(item) + i);
        double rarity = rarity(terms, byItem.column(byItem.begin(item) + i));
        row[i] = rarity * frequency * (saturation + 1) / (frequency + slack);
        square += row[i] * row[i];
      }
      for (int i = 0; i < row.length; i++) {
        weights.add(
            item, byItem.column(byItem.begin(item) + i), (float) (row[i] / Math.sqrt(square)));
      }
    }
    this.weights = weights.build(terms.items(), terms.terms().size());
  }

  private static double rarity(ItemTerms terms, int term) {
    int having = terms.byTerm().length(term);
    return Math.log1p((terms.items() - having + 0.5) / (having + 0.5));
  }

  private static double[] lengths(Rows byItem) {
    var lengths = new double[byItem.rows()];
    for (int item = 0; item < lengths.length; item++) {
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        lengths[item] += byItem.value(entry);
      }
    }
    return lengths;
  }

  private static double mean(double[] lengths) {
    double sum = 0;
    for (double length : lengths) {
      sum += length;
    }
    return Math.max(1, sum / Math.max(1, lengths.length));
  }

  /// Columns are terms.
  Rows byItem() {
    return weights.byUser();
  }

  /// Columns are items.
  Rows byTerm() {
    return weights.byItem();
  }
}
