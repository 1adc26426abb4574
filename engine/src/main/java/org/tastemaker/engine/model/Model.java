package org.tastemaker.engine.model;

import org.tastemaker.engine.data.Profile;

/// What was learned about items, and nothing about anybody: people are folded in when they ask, so
/// a new rating counts at once and forgetting somebody leaves no trace. Immutable, for any thread.
public sealed interface Model
    permits Popularity, ImplicitFactors, RatingModel, ItemWeights, ItemMatrix, Blend {
  /// How many items it knows; they are numbered 0…items−1.
  int items();

  /// What somebody with this profile likes. Everybody can be folded in, somebody new too.
  ///
  /// @throws IllegalArgumentException when the profile holds an item that the model does not know
  Taste foldIn(Profile profile);

  /// How alike every item is to one, higher is more alike, 0 nothing known; the item itself
  /// included.
  ///
  /// @param scores filled from 0 to `items() − 1`
  void similar(int item, float[] scores);
}
