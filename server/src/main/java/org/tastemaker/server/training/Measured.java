package org.tastemaker.server.training;

import org.jspecify.annotations.Nullable;

/// One measure of a model, found on interactions that were held out of its training.
///
/// @param metric its name, such as `ndcg@10`
/// @param model the model's
/// @param baseline that of what needs no learning about the person
/// @param baselineName what that is, such as `popularity`
/// @param live that of the live model's algorithm on the same data; null when there was none or it
///   is the same
public record Measured(
    String metric,
    Estimate model,
    Estimate baseline,
    String baselineName,
    @Nullable Estimate live) {

  /// A mean and its 95 % confidence interval.
  public record Estimate(double value, double low, double high) {}
}
