package org.tastemaker.engine.evaluation;

import org.tastemaker.engine.algorithm.LearntPeople;
import org.tastemaker.engine.data.Profile;

/// One person of a test: what the model is given, and what was kept from it.
///
/// @param given folded in
/// @param hidden to be found, or whose values are to be predicted
/// @param trainee who this is in the training data, [#NOBODY] when not trained on
/// @param seconds when the hidden happened, one for each; empty when nobody knows
public record HeldOut(Profile given, Profile hidden, int trainee, long[] seconds) {
  /// Not trained on.
  public static final int NOBODY = -1;

  public HeldOut {
    seconds = seconds.clone();
    if (trainee < NOBODY) {
      throw new IllegalArgumentException("There is no person " + trainee + ".");
    }
    if (seconds.length != 0 && seconds.length != hidden.size()) {
      throw new IllegalArgumentException(
          seconds.length + " times do not belong to " + hidden.size() + " interactions.");
    }
  }

  /// Somebody who was not trained on.
  public HeldOut(Profile given, Profile hidden) {
    this(given, hidden, NOBODY, new long[0]);
  }

  /// When something hidden happened, in seconds since 1970, or [LearntPeople#NO_TIME].
  long second(int at) {
    return seconds.length == 0 ? LearntPeople.NO_TIME : seconds[at];
  }
}
