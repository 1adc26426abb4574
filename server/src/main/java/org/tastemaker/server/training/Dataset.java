package org.tastemaker.server.training;

import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.data.IdIndex;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.PreferenceMapping;

/// All that training looks at, as it stood at one moment.
///
/// @param logPosition up to where the logs count in it; later changes may
/// @param items our item ids ↔ the rows of the matrices
/// @param people how many people did anything
/// @param read how many ratings and activities it was made of
/// @param stars the ratings that stand, in stars
/// @param preferences what everything done says somebody likes, with times
record Dataset(
    long logPosition,
    PreferenceMapping mapping,
    IdIndex items,
    int people,
    long read,
    Interactions stars,
    Interactions preferences) {

  /// The matrix that an algorithm learns from.
  Interactions matrixFor(Algorithm algorithm) {
    return algorithm.predictsRatings() ? stars : preferences;
  }
}
