package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.List;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.Model;

/// The search for the weights of a [Stacked]: along one coordinate at a time, in steps that become
/// smaller.
final class WeightSearch {
  /// What a weight is multiplied by, in rounds: first far, then near.
  private static final double[][] ROUNDS = {
    {0, 0.25, 0.5, 2, 4}, {0.5, 0.7, 1.4, 2}, {0.7, 0.85, 1.2, 1.4}, {0.85, 0.93, 1.08, 1.2}
  };

  private final List<Learners.Learner> people;
  private final int cutoff;
  private final Run run;
  private final int parts;
  private final int items;

  /// A row a learner: parts × items.
  private final float[][] scores;

  private final double[] ideal;

  WeightSearch(Learners learners, List<Model> models, int cutoff, Run run) {
    this.people = learners.people();
    this.cutoff = cutoff;
    this.run = run;
    parts = models.size();
    items = models.getFirst().items();
    scores = new float[people.size()][parts * items];
    ideal = ideal(cutoff);
    Parallel.rows(run, people.size(), span(), () -> person -> score(person, models));
  }

  private static Parallel.Span span() {
    return new Parallel.Span(0.5, 0.5, "weighing the parts");
  }

  private static double[] ideal(int cutoff) {
    var sums = new double[cutoff + 1];
    for (int rank = 0; rank < cutoff; rank++) {
      sums[rank + 1] = sums[rank] + gain(rank);
    }
    return sums;
  }

  private static double gain(int rank) {
    return Math.log(2) / Math.log(rank + 2.0);
  }

  private void score(int person, List<Model> models) {
    var own = new float[items];
    for (int part = 0; part < parts; part++) {
      models.get(part).foldIn(people.get(person).given()).score(own);
      System.arraycopy(own, 0, scores[person], part * items, items);
    }
  }

  /// The best weights that were found, of which the first that is not 0 is 1.
  double[] weights() {
    var weights = alike();
    double best = quality(weights);
    for (var round : ROUNDS) {
      for (int part = 0; part < parts; part++) {
        double own = weights[part];
        double kept = own;
        for (double factor : round) {
          weights[part] = own * factor;
          double quality = quality(weights);
          if (quality > best) {
            best = quality;
            kept = weights[part];
          }
        }
        weights[part] = kept;
      }
    }
    return scaled(weights);
  }

  /// One over the deviation of a part's scores of somebody, in the mean.
  private double[] alike() {
    var weights = new double[parts];
    for (int part = 0; part < parts; part++) {
      double sum = 0;
      for (var row : scores) {
        sum += deviation(row, part * items);
      }
      weights[part] = sum > 0 ? scores.length / sum : 1;
    }
    return weights;
  }

  private double deviation(float[] row, int from) {
    double sum = 0;
    double squares = 0;
    for (int i = from; i < from + items; i++) {
      sum += row[i];
      squares += (double) row[i] * row[i];
    }
    return Math.sqrt(Math.max(0, squares / items - sum / items * (sum / items)));
  }

  private static double[] scaled(double[] weights) {
    double first = Arrays.stream(weights).filter(weight -> weight != 0).findFirst().orElse(1);
    return Arrays.stream(weights).map(weight -> weight / first).toArray();
  }

  /// The mean NDCG of the learners' lists; nothing where no part counts.
  private double quality(double[] weights) {
    if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
      return 0;
    }
    var each = new double[people.size()];
    Parallel.rows(run, each.length, span(), () -> new Lists(weights, each));
    return Arrays.stream(each).average().orElse(0);
  }

  private final class Lists implements Parallel.Work {
    private final double[] weights;
    private final double[] each;
    private final float[] sums = new float[items];

    Lists(double[] weights, double[] each) {
      this.weights = weights;
      this.each = each;
    }

    @Override
    public void row(int person) {
      Arrays.fill(sums, 0);
      for (int part = 0; part < parts; part++) {
        if (weights[part] != 0) {
          Kernels.axpy((float) weights[part], scores[person], part * items, sums, 0, items);
        }
      }
      for (int item : people.get(person).given().items()) {
        sums[item] = Float.NEGATIVE_INFINITY;
      }
      var hidden = people.get(person).hidden();
      var list = TopK.best(sums, items, cutoff);
      double found = 0;
      for (int rank = 0; rank < list.length; rank++) {
        found += Arrays.binarySearch(hidden, list[rank]) >= 0 ? gain(rank) : 0;
      }
      each[person] = found / ideal[Math.min(cutoff, hidden.length)];
    }
  }
}
