package org.tastemaker.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/// What was measured for every person: a numerator for every metric, and one common weight. A
/// metric is the sum of numerators over the sum of weights; its interval the percentile bootstrap
/// over people (Bradley Efron, Robert Tibshirani, "An Introduction to the Bootstrap", 1993),
/// because a person's measurements hang together. O(samples · people · metrics).
final class Measurements {
  private static final int SAMPLES = 1000;
  private static final long SEED = 20_220_918;

  private final int width;
  private final List<double[]> people = new ArrayList<>();

  /// @param width how many metrics there are
  Measurements(int width) {
    this.width = width;
  }

  void add(double weight, double... numerators) {
    var row = Arrays.copyOf(numerators, width + 1);
    row[width] = weight;
    people.add(row);
  }

  int people() {
    return people.size();
  }

  /// The metrics with their intervals, under these names.
  SequencedMap<String, Metric> metrics(List<String> names) {
    var all = new double[width + 1];
    people.forEach(row -> add(row, all));
    var samples = samples();
    SequencedMap<String, Metric> metrics = new LinkedHashMap<>();
    for (int m = 0; m < width; m++) {
      var sampled = samples[m];
      Arrays.sort(sampled);
      int tail = SAMPLES / 40;
      metrics.put(
          names.get(m), new Metric(ratio(all, m), sampled[tail - 1], sampled[SAMPLES - tail]));
    }
    return metrics;
  }

  private double[][] samples() {
    var random = new SplittableRandom(SEED);
    var samples = new double[width][SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      var sums = new double[width + 1];
      for (int i = 0; i < people.size(); i++) {
        add(people.get(random.nextInt(people.size())), sums);
      }
      for (int m = 0; m < width; m++) {
        samples[m][sample] = ratio(sums, m);
      }
    }
    return samples;
  }

  private static void add(double[] row, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += row[i];
    }
  }

  private double ratio(double[] sums, int metric) {
    return sums[width] == 0 ? 0 : sums[metric] / sums[width];
  }
}
