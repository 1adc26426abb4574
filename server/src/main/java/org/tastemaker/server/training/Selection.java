package org.tastemaker.server.training;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.evaluation.Search.Finding;
import tools.jackson.databind.JsonNode;

/// How the algorithm of a model was chosen among candidates.
///
/// @param candidates all there were
/// @param interactions from how many they were chosen
/// @param metric what was compared, on interactions held out
/// @param findings of those that were tried: what is too slow last, then with most people first, of
///   those the best first
public record Selection(
    List<JsonNode> candidates, long interactions, String metric, List<Found> findings) {
  public Selection {
    candidates = List.copyOf(candidates);
    findings = List.copyOf(findings);
  }

  /// What was found of one.
  ///
  /// @param share of the people that it was trained with
  /// @param value of the metric
  /// @param seconds about how long one thread takes for all the interactions; null where nobody
  ///   looked
  public record Found(JsonNode algorithm, double share, double value, @Nullable Long seconds) {
    static Found of(Finding finding, long seconds) {
      return new Found(
          AlgorithmJson.write(finding.algorithm()), finding.share(), finding.value(), seconds);
    }

    private String figure() {
      var figure =
          new StringBuilder(String.format(Locale.ROOT, "%s %.4f", named(algorithm), value));
      if (share < 1) {
        figure.append(String.format(Locale.ROOT, " with %.0f %% of the people", 100 * share));
      }
      if (seconds != null && seconds >= 60) {
        figure.append(" (about %d min)".formatted(Math.round(seconds / 60.0)));
      }
      return figure.toString();
    }
  }

  static Selection of(
      List<Algorithm> candidates, long interactions, String metric, List<Found> findings) {
    return new Selection(written(candidates), interactions, metric, findings);
  }

  /// What was found, in a sentence.
  String sentence() {
    if (findings.isEmpty()) {
      return "Choosing took too long, so the first of %d algorithms is taken."
          .formatted(candidates.size());
    }
    return "Of %d algorithms, by %s: %s."
        .formatted(
            candidates.size(),
            metric,
            findings.stream().map(Found::figure).collect(Collectors.joining(", ")));
  }

  private static List<JsonNode> written(List<Algorithm> algorithms) {
    return algorithms.stream().<JsonNode>map(AlgorithmJson::write).toList();
  }

  /// Whether it still holds: the same candidates, and not so many more interactions that another of
  /// them may be the best by now.
  boolean holds(List<Algorithm> candidates, long interactions, double growth) {
    return interactions < growth * this.interactions && written(candidates).equals(this.candidates);
  }

  private static String named(JsonNode algorithm) {
    var parts =
        algorithm
            .path("parts")
            .valueStream()
            .map(part -> AlgorithmJson.type(part.path("algorithm")))
            .toList();
    return AlgorithmJson.type(algorithm)
        + (parts.isEmpty() ? "" : " of " + String.join(" and ", parts));
  }
}
