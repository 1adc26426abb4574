package org.tastemaker.server.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tastemaker.engine.evaluation.Metric;
import org.tastemaker.engine.evaluation.Quality;

/// The metrics that somebody wants to see, by the names that the literature uses.
///
/// `Recall@K` is taken over what was hidden, but with the protocol `strong` over at most K of it,
/// as the papers of that protocol do. `CappedRecall@K` and `TestRecall@K` mean the one and the
/// other everywhere. Where there are negatives, `HR@K` and `NDCG@K` are those of sampled lists.
///
/// @param measured the engine's name of each metric by the name to print
record Metrics(SequencedMap<String, String> measured) {
  private static final Pattern LIST = Pattern.compile("([a-zA-Z]+)@([1-9]\\d{0,3})");
  private static final Map<String, String> RATINGS = Map.of("RMSE", "rmse", "MAE", "mae");
  private static final Map<String, String> LISTS =
      Map.of(
          "NDCG", "ndcg",
          "Recall", "recall",
          "CappedRecall", "capped-recall",
          "TestRecall", "recall",
          "HR", "hit-rate",
          "Precision", "precision",
          "Coverage", "coverage",
          "FullNDCG", "ndcg",
          "FullHR", "hit-rate");

  /// The metrics of these names; the protocol's usual ones when none is named.
  ///
  /// @throws IllegalArgumentException with a sentence, when there is no such metric or it cannot be
  ///   measured
  static Metrics of(List<String> names, Protocol protocol, EvaluationData data) {
    List<String> wanted =
        names.isEmpty()
            ? protocol.usual().stream()
                .filter(name -> data.isRated() || !RATINGS.containsKey(name))
                .toList()
            : names;
    SequencedMap<String, String> measured = new LinkedHashMap<>();
    for (String name : wanted) {
      String printed = printed(name);
      measured.put(printed, measured(printed, protocol, data));
    }
    var metrics = new Metrics(measured);
    metrics.check(protocol, data);
    return metrics;
  }

  private static String printed(String name) {
    Matcher list = LIST.matcher(name);
    String base = list.matches() ? list.group(1) : name;
    var known = list.matches() ? LISTS : RATINGS;
    return known.keySet().stream()
        .filter(base::equalsIgnoreCase)
        .map(found -> found + name.substring(base.length()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no metric %s. There are RMSE, MAE, and as in NDCG@10: NDCG, Recall,"
                        .formatted(name)
                    + " CappedRecall, TestRecall, HR, Precision, Coverage, FullNDCG, FullHR."));
  }

  private static String measured(String printed, Protocol protocol, EvaluationData data) {
    int at = printed.indexOf('@');
    if (at < 0) {
      return RATINGS.getOrDefault(printed, printed);
    }
    String base = printed.substring(0, at);
    String own = LISTS.getOrDefault(base, base).toLowerCase(Locale.ROOT);
    if (base.equals("Recall") && protocol == Protocol.STRONG) {
      own = "capped-recall";
    } else if ((base.equals("NDCG") || base.equals("HR")) && data.negatives().isPresent()) {
      own = "sampled-" + own;
    }
    return own + printed.substring(at);
  }

  private void check(Protocol protocol, EvaluationData data) {
    boolean ratings = measured.keySet().stream().anyMatch(RATINGS::containsKey);
    if (ratings && !data.isRated()) {
      throw new IllegalArgumentException(
          "The data have no ratings, so RMSE and MAE cannot be measured.");
    }
    if (protocol == Protocol.RATING
        && measured.keySet().stream().anyMatch(name -> name.contains("@"))) {
      throw new IllegalArgumentException("The protocol rating measures RMSE and MAE only.");
    }
    if (measured.values().stream().filter(Metrics::isCoverage).count() > 1) {
      throw new IllegalArgumentException("Coverage is measured at one length of lists at a time.");
    }
  }

  boolean ofRatings() {
    return measured.keySet().stream().anyMatch(RATINGS::containsKey);
  }

  /// The lengths at which lists are cut, none when no lists are wanted. Coverage is measured at the
  /// first.
  int[] cutoffs() {
    List<String> lists = measured.values().stream().filter(name -> name.indexOf('@') > 0).toList();
    var cutoffs = new LinkedHashSet<Integer>();
    lists.stream().filter(Metrics::isCoverage).map(Metrics::cutoff).forEach(cutoffs::add);
    lists.stream().map(Metrics::cutoff).sorted().forEach(cutoffs::add);
    return cutoffs.stream().mapToInt(Integer::intValue).toArray();
  }

  /// What was measured of these metrics, by the names to print.
  SequencedMap<String, Metric> of(Quality quality) {
    SequencedMap<String, Metric> shown = new LinkedHashMap<>();
    measured.forEach((printed, name) -> {
      Metric metric = quality.metrics().get(name);
      if (metric != null) {
        shown.put(printed, metric);
      }
    });
    return shown;
  }

  /// How much larger each of these metrics is in one than in another, where both measured it of the
  /// same people.
  SequencedMap<String, Metric> differences(Quality quality, Quality other) {
    SequencedMap<String, Metric> differences = new LinkedHashMap<>();
    if (quality.people() == other.people()) {
      var both = quality.metrics().keySet();
      measured.forEach((printed, name) -> {
        if (both.contains(name) && other.metrics().containsKey(name)) {
          differences.put(printed, quality.difference(name, other));
        }
      });
    }
    return differences;
  }

  /// Whether less of a metric, by the engine's name, is better.
  static boolean isError(String name) {
    return RATINGS.containsValue(name);
  }

  private static boolean isCoverage(String name) {
    return name.startsWith("coverage");
  }

  private static int cutoff(String name) {
    return Integer.parseInt(name, name.indexOf('@') + 1, name.length(), 10);
  }
}
