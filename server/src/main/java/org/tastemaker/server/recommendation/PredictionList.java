package org.tastemaker.server.recommendation;

import java.util.List;
import org.tastemaker.server.recommendation.RecommendationList.ModelInfo;

/// Predicted ratings, in the order of the question.
///
/// @param unknown items of the question that nothing is predicted for
public record PredictionList(ModelInfo model, List<Predicted> items, List<Unpredicted> unknown) {

  /// A prediction.
  ///
  /// @param predictedRating in stars, on the scale of the ratings
  public record Predicted(int id, String title, double predictedRating) {}

  /// An item without one, as it was asked for, and why.
  public record Unpredicted(String item, String reason) {}
}
