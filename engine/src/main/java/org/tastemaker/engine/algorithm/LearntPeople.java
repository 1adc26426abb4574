package org.tastemaker.engine.algorithm;

/// What a training learnt of the people it was trained on, for evaluation: nothing of it is
/// published. Immutable, for any thread.
public interface LearntPeople {
  /// The moment of a score when nobody knows it.
  long NO_TIME = -1;

  /// The score of one item; in stars for algorithms of ratings.
  ///
  /// @param user in the training data
  /// @param second when, since 1970; [#NO_TIME] when unknown. Algorithms without times pass it over
  float score(int user, int item, long second);

  /// The score of every item, at no moment in particular.
  ///
  /// @param scores filled from 0 to the number of items
  void score(int user, float[] scores);
}
