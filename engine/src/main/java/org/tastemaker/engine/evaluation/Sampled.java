package org.tastemaker.engine.evaluation;

import java.util.Arrays;

/// A measured value and what bootstrap samples of the people make of it.
///
/// @param samples in the order they were drawn; none for what is counted
record Sampled(double value, double[] samples) {
  /// The value with the interval of the middle 95 % of the samples.
  Metric metric() {
    if (samples.length == 0) {
      return Metric.exact(value);
    }
    var sorted = samples.clone();
    Arrays.sort(sorted);
    int tail = sorted.length / 40;
    return new Metric(value, sorted[tail - 1], sorted[sorted.length - tail]);
  }

  /// This less another, sample by sample.
  Sampled minus(Sampled other) {
    var differences = new double[Math.min(samples.length, other.samples.length)];
    Arrays.setAll(differences, i -> samples[i] - other.samples[i]);
    return new Sampled(value - other.value, differences);
  }
}
