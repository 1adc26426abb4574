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

  /// The contributions to the scores of several items, an array for each: they cost less together.
  default float[][] contributions(int[] items) {
    var contributions = new float[items.length][];
    for (int i = 0; i < items.length; i++) {
      contributions[i] = contributions(items[i]);
    }
    return contributions;
  }

  /// What the score of an item would lose were an entry of the profile not there, one for every
  /// entry. Not the same as what it adds: entries stand in for each other. A reason is an entry
  /// with a large contribution whose loss is positive. Exact but for the change of the
  /// regularisation, which counts in the first order. Empty when the model does not look at the
  /// person.
  float[] losses(int item);

  /// The same for some entries only, in their order; a few cost little. Zeros when the model does
  /// not look at the person.
  ///
  /// @param entries positions in the profile
  float[] losses(int item, int[] entries);

  /// The same for several items, of each its own entries: they cost less together.
  default float[][] losses(int[] items, int[][] entries) {
    var losses = new float[items.length][];
    for (int i = 0; i < items.length; i++) {
      losses[i] = losses(items[i], entries[i]);
    }
    return losses;
  }
}
