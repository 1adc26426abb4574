package org.tastemaker.engine.model;

/// One person, folded into a model. Immutable, for any thread.
public interface Taste {
  /// The score of every item, higher is better; in stars for models of ratings. The items of the
  /// profile are scored too: leaving them out is the caller's affair.
  ///
  /// @param scores filled from 0 to `items() − 1`
  void score(float[] scores);

  /// The score of one item.
  float score(int item);

  /// What every entry of the profile adds to the score of an item, in the profile's order. Together
  /// they make the score, but for what does not come from the person (means and biases of items).
  /// Empty when the model does not look at the person.
  float[] contributions(int item);
}
