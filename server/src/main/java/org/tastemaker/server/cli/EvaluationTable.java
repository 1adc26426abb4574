package org.tastemaker.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tastemaker.engine.evaluation.Metric;
import tools.jackson.databind.JsonNode;

/// What an evaluation measured.
///
/// @param split how the data were split, in words
/// @param dataHash of the bytes of all files
public record EvaluationTable(
    String protocol,
    String split,
    int people,
    int items,
    long interactions,
    long seed,
    int threads,
    String dataHash,
    List<Row> results) {

  public EvaluationTable {
    results = List.copyOf(results);
  }

  /// One algorithm.
  ///
  /// @param algorithm with all its hyper-parameters
  /// @param tested how many people were tested
  /// @param people whether `metrics` are of people `as trained` or `folded in`
  /// @param foldedIn the metrics of people folded in, where `metrics` are of people as trained
  /// @param peakMegabytes the most heap in use while it was trained and tested
  public record Row(
      String name,
      JsonNode algorithm,
      int tested,
      String people,
      Map<String, Metric> metrics,
      Optional<Map<String, Metric>> foldedIn,
      double trainSeconds,
      double scoreSeconds,
      double peakMegabytes) {

    private void print(StringBuilder text) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%-14s %,d people tested, %s; trained in %.2f s, scored in %.2f s, %.0f MB%n",
              name,
              tested,
              people,
              trainSeconds,
              scoreSeconds,
              peakMegabytes));
      metrics.forEach((metric, value) -> {
        text.append(String.format(Locale.ROOT, "  %-16s %s", metric, printed(value)));
        foldedIn
            .map(folded -> folded.get(metric))
            .ifPresent(folded -> text.append("   folded in ").append(printed(folded)));
        text.append(System.lineSeparator());
      });
    }

    private static String printed(Metric metric) {
      return String.format(
          Locale.ROOT, "%.4f (%.4f to %.4f)", metric.value(), metric.low(), metric.high());
    }
  }

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
    results.forEach(row -> row.print(text));
    return text.toString().stripTrailing();
  }
}
