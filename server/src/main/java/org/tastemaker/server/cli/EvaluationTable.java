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
/// @param search what was searched first, if anything was
/// @param comparisons of every algorithm with every one before it
public record EvaluationTable(
    String protocol,
    String split,
    int people,
    int items,
    long interactions,
    long seed,
    int threads,
    String dataHash,
    Optional<Searched> search,
    List<Row> results,
    List<Comparison> comparisons) {

  public EvaluationTable {
    results = List.copyOf(results);
    comparisons = List.copyOf(comparisons);
  }

  /// How two algorithms differ, with the intervals of a paired bootstrap.
  ///
  /// @param row the place of one in the results, from 1
  /// @param from the place of the other
  /// @param differences by metric, what the one has more than the other
  public record Comparison(int row, int from, Map<String, Metric> differences) {}

  /// What a search found.
  ///
  /// @param metric by which it was searched
  /// @param data how it was validated, in words
  /// @param candidates how many there were
  /// @param found the best first
  public record Searched(String metric, String data, int candidates, List<Found> found) {
    private static final int SHOWN = 5;

    public Searched {
      found = List.copyOf(found);
    }

    private void print(StringBuilder text) {
      text.append(
          String.format(
              Locale.ROOT,
              "%nSearched by %s, %s: %,d of %,d candidates measured, the best of them%n",
              metric,
              data,
              found.size(),
              candidates));
      found.stream()
          .limit(SHOWN)
          .forEach(each ->
              text.append(
                  String.format(
                      Locale.ROOT,
                      "  %.4f with %.0f %% of the people  %s%n",
                      each.value(),
                      100 * each.share(),
                      each.algorithm())));
    }
  }

  /// What a search found of one candidate.
  ///
  /// @param share of the people that it was trained with
  /// @param value of the metric
  public record Found(JsonNode algorithm, double share, double value) {}

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
    search.ifPresent(searched -> searched.print(text));
    results.forEach(row -> row.print(text));
    printComparisons(text);
    return text.toString().stripTrailing();
  }

  /// Those with popularity are left to the JSON.
  private void printComparisons(StringBuilder text) {
    for (var comparison : comparisons) {
      if (!isPopularity(comparison.from())) {
        text.append(
            String.format(
                Locale.ROOT,
                "%n%s (row %d) less %s (row %d), paired%n",
                results.get(comparison.row() - 1).name(),
                comparison.row(),
                results.get(comparison.from() - 1).name(),
                comparison.from()));
        comparison
            .differences()
            .forEach((metric, difference) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "  %-16s %+.4f (%+.4f to %+.4f)%n",
                        metric,
                        difference.value(),
                        difference.low(),
                        difference.high())));
      }
    }
  }

  private boolean isPopularity(int row) {
    return results.get(row - 1).algorithm().path("type").asString().equals("MostPopular");
  }
}
