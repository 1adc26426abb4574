package org.tastemaker.engine.model;

/// A model that predicts ratings: profiles hold stars, and scores are stars, not clipped so that
/// ranks stay.
public sealed interface RatingModel extends Model
    permits RatingFactors, RatingSamples, RatingDifferences {
  /// The scale of the ratings.
  RatingFactors.Scale scale();

  /// A prediction brought onto the scale.
  default float clip(float prediction) {
    return Math.clamp(prediction, scale().lowest(), scale().highest());
  }
}
