package org.tastemaker.server.recommendation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.Taste;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.recommendation.RecommendedItem.Reason;
import org.tastemaker.server.recommendation.RecommendedItem.Term;
import org.tastemaker.server.recommendation.Wording.Named;
import org.tastemaker.server.training.PublishedModel;

/// One person folded into a model: what it recommends to them, and why. For one request.
///
/// A score of 0 or less is no recommendation: nothing that the person did speaks for the item.
final class Personal {
  private static final int MOST_TERMS = 3;

  /// So many of the largest terms are looked at: one whose loss would not lower the score is no
  /// reason.
  private static final int LOOKED_AT = 4;

  /// A term is worth naming from this share of the largest on.
  private static final float WORTH_NAMING = 1f / 3;

  private final PublishedModel model;
  private final Evidence evidence;
  private final Taste taste;
  private final Aversions aversions;

  /// The scores by row, once all are known.
  private float @Nullable [] scores;

  private Personal(PublishedModel model, Evidence evidence, Aversions aversions) {
    this.aversions = aversions;
    this.model = model;
    this.evidence = evidence;
    taste = model.model().foldIn(evidence.profile());
  }

  /// Empty when nothing is known that speaks for anything.
  static Optional<Personal> of(PublishedModel model, Evidence evidence, Aversions aversions) {
    return evidence.profile().size() == 0
        ? Optional.empty()
        : Optional.of(new Personal(model, evidence, aversions));
  }

  /// The best of the eligible items, scored in one go, in memory that is the caller's as long as
  /// this is asked.
  int[] best(Workspace workspace, Eligible eligible, int limit) {
    var size = model.items().size();
    var all = workspace.scores(size);
    taste.score(all);
    aversions.lower(all, model.items());
    scores = all;
    var rows = TopK.best(all, size, limit, eligible.rows());
    var best = new int[rows.length];
    for (var at = 0; at < rows.length; at++) {
      if (!(all[rows[at]] > 0)) {
        return Arrays.copyOf(best, at);
      }
      best[at] = (int) model.items().idAt(rows[at]);
    }
    return best;
  }

  /// The algorithm's name.
  String source() {
    return model.algorithm();
  }

  /// The score of an item; 0 when the model does not know it.
  float score(int item) {
    var row = model.items().indexOf(item);
    if (row < 0) {
      return 0;
    }
    if (scores != null) {
      return scores[row];
    }
    float score = taste.score(row);
    return score > 0 ? score * aversions.factor(item) : score;
  }

  /// Those of the items that the model recommends, with their reasons: they cost less together.
  Map<Integer, RecommendedItem> described(CatalogueIndex index, int[] items) {
    var recommended = Arrays.stream(items).filter(item -> score(item) > 0).toArray();
    var reasons = reasons(index, recommended);
    var described = HashMap.<Integer, RecommendedItem>newHashMap(recommended.length);
    for (var at = 0; at < recommended.length; at++) {
      var item = recommended[at];
      described.put(
          item, RecommendedItem.of(index.item(item), score(item), source(), reasons.get(at)));
    }
    return described;
  }

  /// What of the person's own speaks for each item; no term where nothing does.
  private List<Reason> reasons(CatalogueIndex index, int[] items) {
    var rows = new int[items.length];
    Arrays.setAll(rows, at -> model.items().indexOf(items[at]));
    var shares = taste.contributions(rows);
    var largest = new int[items.length][];
    Arrays.setAll(largest, at -> largest(shares[at]));
    var losses = taste.losses(rows, largest);
    var reasons = new ArrayList<Reason>(items.length);
    for (var at = 0; at < items.length; at++) {
      reasons.add(reason(index, items[at], shares[at], largest[at], losses[at]));
    }
    return reasons;
  }

  private Reason reason(
      CatalogueIndex index, int item, float[] shares, int[] largest, float[] losses) {
    float factor = aversions.factor(item);
    var terms = new ArrayList<Term>(MOST_TERMS);
    var named = new ArrayList<Named>(MOST_TERMS);
    for (var place = 0; place < largest.length && terms.size() < MOST_TERMS; place++) {
      if (losses[place] > 0 && shares[largest[place]] >= WORTH_NAMING * shares[largest[0]]) {
        var because = index.item(evidence.items()[largest[place]]);
        terms.add(new Term(because.id(), because.title(), factor * shares[largest[place]]));
        named.add(
            new Named(
                evidence.deeds()[largest[place]].verb(because.kind().name()), because.title()));
      }
    }
    return terms.isEmpty()
        ? PopularItems.reason(index, item)
        : new Reason(Wording.because(named), List.copyOf(terms));
  }

  /// Positions of the largest positive shares, the largest first.
  private static int[] largest(float[] shares) {
    var largest = new int[LOOKED_AT];
    var found = 0;
    for (var at = 0; at < shares.length; at++) {
      if (shares[at] > 0 && (found < LOOKED_AT || shares[at] > shares[largest[found - 1]])) {
        found = insert(largest, found, at, shares);
      }
    }
    return Arrays.copyOf(largest, found);
  }

  private static int insert(int[] largest, int found, int at, float[] shares) {
    var place = Math.min(found, LOOKED_AT - 1);
    while (place > 0 && shares[largest[place - 1]] < shares[at]) {
      largest[place] = largest[place - 1];
      place--;
    }
    largest[place] = at;
    return Math.min(found + 1, LOOKED_AT);
  }
}
