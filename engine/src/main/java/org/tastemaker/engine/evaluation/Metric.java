package org.tastemaker.engine.evaluation;

/// A measured value with its 95 % confidence interval.
///
/// @param value over all people
/// @param low 2.5 % of bootstrap samples of the people lie below
/// @param high 2.5 % lie above
public record Metric(double value, double low, double high) {
  /// A value that is counted, not sampled.
  static Metric exact(double value) {
    return new Metric(value, value, value);
  }
}
