package org.tastemaker.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.Model;

/// Measures lists: every person is folded in with what is given, all items but the given are
/// ranked, and the hidden ones looked for. Definitions are in [Evaluation].
final class RankingMeasure {
  private static final int METRICS = 5;

  private final int[] cutoffs;
  private final int longest;
  private final Measurements measurements;
  private final BitSet recommended = new BitSet();
  private int items;

  RankingMeasure(int... cutoffs) {
    if (cutoffs.length == 0 || Arrays.stream(cutoffs).min().getAsInt() < 1) {
      throw new IllegalArgumentException("A list is cut at 1 or later.");
    }
    this.cutoffs = cutoffs.clone();
    this.longest = Arrays.stream(cutoffs).max().getAsInt();
    this.measurements = new Measurements(METRICS * cutoffs.length);
  }

  private interface Ranking {
    int[] best(float[] scores);
  }

  private void measure(Model model, List<HeldOut> people, Ranking list) {
    items = Math.max(items, model.items());
    var scores = new float[model.items()];
    for (var person : people) {
      if (person.hidden().size() > 0) {
        model.foldIn(person.given()).score(scores);
        for (int item : person.given().items()) {
          scores[item] = Float.NEGATIVE_INFINITY;
        }
        add(list.best(scores), person.hidden().items());
      }
    }
  }

  /// Ranks by score alone.
  void measure(Model model, List<HeldOut> people) {
    measure(model, people, scores -> TopK.best(scores, scores.length, longest));
  }

  /// Ranks as the server does: what scores above 0 by score, then the rest by popularity.
  void measure(Model model, Model popularity, List<HeldOut> people) {
    var popular = new float[popularity.items()];
    popularity.foldIn(Profile.empty()).score(popular);
    measure(model, people, scores -> filledUp(scores, popular));
  }

  private int[] filledUp(float[] scores, float[] popular) {
    var rest = popular.clone();
    for (int item = 0; item < scores.length; item++) {
      if (scores[item] > 0 || scores[item] == Float.NEGATIVE_INFINITY) {
        rest[item] = Float.NEGATIVE_INFINITY;
      } else {
        scores[item] = Float.NEGATIVE_INFINITY;
      }
    }
    var best = TopK.best(scores, scores.length, longest);
    var popularBest = TopK.best(rest, rest.length, longest - best.length);
    var list = Arrays.copyOf(best, best.length + popularBest.length);
    System.arraycopy(popularBest, 0, list, best.length, popularBest.length);
    return list;
  }

  private void add(int[] list, int[] hidden) {
    var numerators = new double[METRICS * cutoffs.length];
    for (int c = 0; c < cutoffs.length; c++) {
      int cutoff = cutoffs[c];
      double hits = 0;
      double gain = 0;
      for (int rank = 0; rank < Math.min(cutoff, list.length); rank++) {
        if (Arrays.binarySearch(hidden, list[rank]) >= 0) {
          hits++;
          gain += discount(rank);
        }
      }
      int at = METRICS * c;
      numerators[at] = gain / idealGain(Math.min(cutoff, hidden.length));
      numerators[at + 1] = hits / hidden.length;
      numerators[at + 2] = hits / Math.min(cutoff, hidden.length);
      numerators[at + 3] = hits / cutoff;
      numerators[at + 4] = hits > 0 ? 1 : 0;
    }
    measurements.add(1, numerators);
    for (int rank = 0; rank < Math.min(cutoffs[0], list.length); rank++) {
      recommended.set(list[rank]);
    }
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 2);
  }

  private static double idealGain(int length) {
    double gain = 0;
    for (int rank = 0; rank < length; rank++) {
      gain += discount(rank);
    }
    return gain;
  }

  Quality quality(String name) {
    List<String> names = new ArrayList<>();
    for (int cutoff : cutoffs) {
      for (var metric : List.of("ndcg", "recall", "capped-recall", "precision", "hit-rate")) {
        names.add(metric + "@" + cutoff);
      }
    }
    SequencedMap<String, Metric> metrics = new LinkedHashMap<>(measurements.metrics(names));
    double coverage = items == 0 ? 0 : recommended.cardinality() / (double) items;
    metrics.put("coverage@" + cutoffs[0], Metric.exact(coverage));
    return new Quality(name, measurements.people(), metrics);
  }
}
