package org.tastemaker.server.training;

import java.util.Set;
import java.util.TreeSet;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.data.Activity;
import org.tastemaker.engine.data.PreferenceMapping;

/// Which rows of the log of interactions change what an algorithm learns from; see [DatasetReader]
/// and [Dataset#matrixFor].
final class Evidence {
  private static final int RATED = 1;
  private static final int RATING_WITHDRAWN = 2;

  private Evidence() {}

  /// Ratings and their withdrawal and, unless it learns from stars alone, the activities that the
  /// mapping gives a weight. Comments, watchlists, progress and declines train nothing.
  ///
  /// @return types, as the log numbers them
  static Set<Integer> types(Algorithm algorithm, PreferenceMapping mapping) {
    var types = new TreeSet<>(Set.of(RATED, RATING_WITHDRAWN));
    if (!algorithm.predictsRatings()) {
      for (var activity : Activity.values()) {
        if (mapping.ofCount(activity, 1) > 0) {
          types.add(org.tastemaker.server.interaction.Activity.valueOf(activity.name()).code());
        }
      }
    }
    return types;
  }
}
