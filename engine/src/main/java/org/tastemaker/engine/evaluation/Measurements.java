package org.tastemaker.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/// What was measured for every person: a numerator for every metric, and one common weight. A
/// metric is the sum of numerators over the sum of weights, or its square root, and the mean of
/// that over folds; its interval the percentile bootstrap over the people of every fold (Bradley
/// Efron, Robert Tibshirani, "An Introduction to the Bootstrap", 1993), because a person's
/// measurements hang together. O(samples · people · metrics).
final class Measurements {
  private static final int SAMPLES = 1000;
  private static final long SEED = 20_220_918;

  private final int width;
  private final int roots;
  private final List<List<double[]>> folds = new ArrayList<>();

  /// @param width how many metrics there are
  /// @param roots how many of them, the first, are square roots
  Measurements(int width, int roots) {
    this.width = width;
    this.roots = roots;
  }

  /// What follows is measured on a split of its own.
  void beginFold() {
    folds.add(new ArrayList<>());
  }

  void add(double weight, double... numerators) {
    var row = Arrays.copyOf(numerators, width + 1);
    row[width] = weight;
    folds.getLast().add(row);
  }

  int people() {
    return folds.stream().mapToInt(List::size).sum();
  }

  /// The metrics with their samples, under these names. Samples are drawn with the same chance
  /// every time, so that those of two algorithms that were asked of the same people are of the same
  /// people, one by one.
  SequencedMap<String, Sampled> metrics(List<String> names) {
    var values = mean((fold, sums) -> fold.forEach(row -> add(row, sums)));
    var samples = samples();
    SequencedMap<String, Sampled> metrics = new LinkedHashMap<>();
    for (int m = 0; m < width; m++) {
      metrics.put(names.get(m), new Sampled(values[m], samples[m]));
    }
    return metrics;
  }

  private double[][] samples() {
    var random = new SplittableRandom(SEED);
    var samples = new double[width][SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      var values = mean((fold, sums) -> draw(fold, random, sums));
      for (int m = 0; m < width; m++) {
        samples[m][sample] = values[m];
      }
    }
    return samples;
  }

  private static void draw(List<double[]> fold, SplittableRandom random, double[] sums) {
    for (int i = 0; i < fold.size(); i++) {
      add(fold.get(random.nextInt(fold.size())), sums);
    }
  }

  private interface Sum {
    void of(List<double[]> fold, double[] sums);
  }

  private double[] mean(Sum sum) {
    var values = new double[width];
    int counted = 0;
    for (var fold : folds) {
      var sums = new double[width + 1];
      sum.of(fold, sums);
      for (int m = 0; m < width && sums[width] > 0; m++) {
        values[m] += value(sums, m);
      }
      counted += sums[width] > 0 ? 1 : 0;
    }
    for (int m = 0; m < width && counted > 0; m++) {
      values[m] /= counted;
    }
    return values;
  }

  private static void add(double[] row, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += row[i];
    }
  }

  private double value(double[] sums, int metric) {
    double ratio = sums[metric] / sums[width];
    return metric < roots ? Math.sqrt(ratio) : ratio;
  }
}
