package org.tastemaker.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tastemaker.engine.model.Model;

/// Measures lists of few candidates: everything hidden is ranked among a person's negatives, one at
/// a time. Definitions are in [Evaluation].
final class SampledMeasure implements Measure {
  private final int[] cutoffs;
  private final int[][] negatives;
  private final Measurements measurements;

  /// @param negatives one row a person of the training data
  SampledMeasure(int[][] negatives, int... cutoffs) {
    this.cutoffs = cutoffs.clone();
    this.negatives = negatives.clone();
    this.measurements = new Measurements(2 * cutoffs.length, 0);
  }

  @Override
  public void measure(Model model, Scorer.Source scorers, List<HeldOut> people) {
    measurements.beginFold();
    var scores = new float[model.items()];
    for (var person : people) {
      if (person.hidden().size() > 0) {
        scorers.of(person).score(scores);
        add(scores, person.hidden().items(), negatives[person.trainee()]);
      }
    }
  }

  private void add(float[] scores, int[] hidden, int[] negatives) {
    var numerators = new double[2 * cutoffs.length];
    for (int item : hidden) {
      int rank = rank(scores, item, negatives);
      for (int c = 0; c < cutoffs.length; c++) {
        if (rank < cutoffs[c]) {
          numerators[2 * c]++;
          numerators[2 * c + 1] += Math.log(2) / Math.log(rank + 2);
        }
      }
    }
    measurements.add(hidden.length, numerators);
  }

  /// How many of the others score at least as much: a tie is lost.
  private static int rank(float[] scores, int item, int[] negatives) {
    return (int)
        Arrays.stream(negatives)
            .filter(other -> other != item && !(scores[other] < scores[item]))
            .count();
  }

  @Override
  public Quality quality(String name) {
    List<String> names = new ArrayList<>();
    for (int cutoff : cutoffs) {
      names.add("sampled-hit-rate@" + cutoff);
      names.add("sampled-ndcg@" + cutoff);
    }
    return new Quality(name, measurements.people(), measurements.metrics(names));
  }
}
