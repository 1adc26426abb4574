package org.tastemaker.server.training;

import java.util.Map;
import java.util.OptionalDouble;
import org.tastemaker.engine.data.Activity;
import org.tastemaker.engine.data.PreferenceMapping;

/// The one rule by which all that somebody did with an item becomes their preference for it, in
/// training and in serving: a rating that stands decides alone; without one, everything else adds
/// up.
public final class Preferences {
  private Preferences() {}

  /// A preference ≥ 0; 0 is no evidence.
  ///
  /// @param stars the rating, if one stands
  /// @param counts how often each activity happened
  public static float of(
      PreferenceMapping mapping, OptionalDouble stars, Map<Activity, Long> counts) {
    if (stars.isPresent()) {
      return mapping.ofRating(stars.getAsDouble());
    }
    float sum = 0;
    for (var entry : counts.entrySet()) {
      sum += mapping.ofCount(entry.getKey(), entry.getValue());
    }
    return sum;
  }
}
