package org.tastemaker.engine.evaluation;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// One row of the table: how good an algorithm was.
public final class Quality {
  private final String name;
  private final int people;
  private final SequencedMap<String, Sampled> sampled;

  Quality(String name, int people, SequencedMap<String, Sampled> sampled) {
    this.name = name;
    this.people = people;
    this.sampled = new LinkedHashMap<>(sampled);
  }

  /// The name of the algorithm or model.
  public String name() {
    return name;
  }

  /// How many people were tested.
  public int people() {
    return people;
  }

  /// The metrics by name, in the order to print them.
  public SequencedMap<String, Metric> metrics() {
    SequencedMap<String, Metric> metrics = new LinkedHashMap<>();
    sampled.forEach((metric, values) -> metrics.put(metric, values.metric()));
    return metrics;
  }

  /// A metric by its name, as in `ndcg@10`.
  ///
  /// @throws IllegalArgumentException when it was not measured
  public Metric metric(String metric) {
    return sampled(metric).metric();
  }

  /// How much larger a metric is here than there, with the 95 % interval of a paired bootstrap:
  /// both are measured on the same samples of people, so that what makes a person easy or hard for
  /// both does not widen it. Both must have been measured of the same people by the same trial.
  ///
  /// @throws IllegalArgumentException when either did not measure it, or of other people
  public Metric difference(String metric, Quality other) {
    if (people != other.people) {
      throw new IllegalArgumentException(
          "%s was measured of %d people and %s of %d: they make no pairs."
              .formatted(name, people, other.name, other.people));
    }
    return sampled(metric).minus(other.sampled(metric)).metric();
  }

  private Sampled sampled(String metric) {
    var found = sampled.get(metric);
    if (found == null) {
      throw new IllegalArgumentException(metric + " is none of " + sampled.keySet() + ".");
    }
    return found;
  }

  SequencedMap<String, Sampled> samples() {
    return sampled;
  }

  @Override
  public String toString() {
    return name + " " + metrics();
  }
}
