package org.tastemaker.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SequencedMap;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.Model;

/// Measures lists: all items but the given are ranked, and the hidden ones looked for. Definitions
/// are in [Evaluation].
final class RankingMeasure implements Measure {
  private static final int METRICS = 5;

  private final int[] cutoffs;
  private final int longest;
  private final Measurements measurements;
  private final BitSet recommended = new BitSet();
  private int items;

  RankingMeasure(int... cutoffs) {
    this.cutoffs = cutoffs.clone();
    this.longest = Arrays.stream(cutoffs).max().getAsInt();
    this.measurements = new Measurements(METRICS * cutoffs.length, 0);
  }

  @Override
  public void measure(Model model, Scorer.Source scorers, List<HeldOut> people) {
    measurements.beginFold();
    items = Math.max(items, model.items());
    var scores = new float[model.items()];
    for (var person : people) {
      if (person.hidden().size() > 0) {
        scorers.of(person).score(scores);
        for (int item : person.given().items()) {
          scores[item] = Float.NEGATIVE_INFINITY;
        }
        add(TopK.best(scores, scores.length, longest), person.hidden().items());
      }
    }
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

  @Override
  public Quality quality(String name) {
    List<String> names = new ArrayList<>();
    for (int cutoff : cutoffs) {
      for (var metric : List.of("ndcg", "recall", "capped-recall", "precision", "hit-rate")) {
        names.add(metric + "@" + cutoff);
      }
    }
    SequencedMap<String, Sampled> metrics = measurements.metrics(names);
    double coverage = items == 0 ? 0 : recommended.cardinality() / (double) items;
    metrics.put("coverage@" + cutoffs[0], new Sampled(coverage, new double[0]));
    return new Quality(name, measurements.people(), metrics);
  }
}
