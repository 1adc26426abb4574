package org.tastemaker.engine.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// One row of the table: how good an algorithm was.
///
/// @param name of the algorithm or model
/// @param people how many were tested
/// @param metrics by name, in the order to print them
public record Quality(String name, int people, SequencedMap<String, Metric> metrics) {
  public Quality {
    metrics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metrics));
  }

  /// A metric by its name, as in `ndcg@10`.
  ///
  /// @throws IllegalArgumentException when it was not measured
  public Metric metric(String metric) {
    var found = metrics.get(metric);
    if (found == null) {
      throw new IllegalArgumentException(metric + " is none of " + metrics.keySet() + ".");
    }
    return found;
  }
}
