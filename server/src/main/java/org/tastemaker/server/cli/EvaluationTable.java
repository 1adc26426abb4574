package org.tastemaker.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tastemaker.engine.evaluation.Metric;
import tools.jackson.databind.JsonNode;

/// What an evaluation measured.
///
/// @param split how the ratings were split, in words
public record EvaluationTable(
    String split, int people, int items, long interactions, long seed, List<Row> rows) {

  public EvaluationTable {
    rows = List.copyOf(rows);
  }

  /// One algorithm.
  ///
  /// @param algorithm with all its hyper-parameters
  /// @param tested how many people were tested
  public record Row(String name, JsonNode algorithm, int tested, Map<String, Metric> metrics) {}

  /// The table for people.
  String text() {
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%,d people, %,d items, %,d interactions; %s; seed %d%n",
                people,
                items,
                interactions,
                split,
                seed));
    for (Row row : rows) {
      text.append(
          String.format(Locale.ROOT, "%n%-14s %,d people tested%n", row.name(), row.tested()));
      row.metrics()
          .forEach((name, metric) ->
              text.append(
                  String.format(
                      Locale.ROOT,
                      "  %-18s %.4f  (%.4f to %.4f)%n",
                      name,
                      metric.value(),
                      metric.low(),
                      metric.high())));
    }
    return text.toString().stripTrailing();
  }
}
