package org.tastemaker.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.evaluation.Evaluation;
import org.tastemaker.engine.evaluation.HeldOut;
import org.tastemaker.engine.evaluation.Metric;
import org.tastemaker.engine.evaluation.Quality;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.server.training.AlgorithmJson;

/// Hides a part of the ratings, trains on the rest, and measures how well what was hidden is found.
/// Popularity is always in the table.
///
/// For lists a rating from `minRating` on is a liking, any other is nothing; algorithms that learn
/// from ratings are trained on the ratings themselves. Predicted ratings are measured of those
/// algorithms only.
final class SplitProtocol {
  private static final double HIDDEN_OF_A_TESTER = 0.2;

  private final SplitBy by;
  private final int folds;
  private final long seed;
  private final double minRating;
  private final Metrics metrics;

  SplitProtocol(SplitBy by, int folds, long seed, double minRating, Metrics metrics) {
    this.by = by;
    this.folds = folds;
    this.seed = seed;
    this.minRating = minRating;
    this.metrics = metrics;
  }

  EvaluationTable measure(EvaluationData data, List<Algorithm> algorithms, Run run) {
    Interactions all = data.interactions();
    List<Split> splits = split(all);
    Map<Algorithm, Map<String, Metric>> measured = new LinkedHashMap<>();
    Map<Algorithm, Integer> tested = new LinkedHashMap<>();
    List<Algorithm> shown = new ArrayList<>(List.of(new MostPopular()));
    algorithms.stream().filter(each -> !shown.contains(each)).forEach(shown::add);
    shown.forEach(each -> measured.put(each, new LinkedHashMap<>()));
    var table = new Table(measured, tested);
    if (!metrics.ofRatings().isEmpty()) {
      ratings(shown, splits, run, table);
    }
    if (!metrics.ofLists().isEmpty()) {
      lists(shown, splits, data.isRated() ? minRating : 0, run, table);
    }
    return new EvaluationTable(words(), all.users(), all.items(), all.size(), seed, table.rows());
  }

  private List<Split> split(Interactions data) {
    return switch (by) {
      case RANDOM -> Split.folds(data, folds, seed);
      case USER -> Split.userFolds(data, folds, HIDDEN_OF_A_TESTER, seed);
      case TIME -> List.of(Split.byTime(data, 1.0 / folds));
    };
  }

  private String words() {
    return switch (by) {
      case RANDOM -> "split by random, %d folds".formatted(folds);
      case USER -> "split by user, %d folds, a fifth of a tester's hidden".formatted(folds);
      case TIME ->
          String.format(Locale.ROOT, "split by time, the newest %.0f %% hidden", 100.0 / folds);
    };
  }

  private void ratings(List<Algorithm> shown, List<Split> splits, Run run, Table table) {
    List<Algorithm> predicting = shown.stream().filter(each -> each instanceof BiasedMf).toList();
    List<Quality> found = Evaluation.ratings(predicting, splits, run);
    table.add(shown.getFirst(), found.getFirst(), metrics.ofRatings());
    for (int i = 0; i < predicting.size(); i++) {
      table.add(predicting.get(i), found.get(i + 1), metrics.ofRatings());
    }
  }

  private void lists(
      List<Algorithm> shown, List<Split> splits, double likedFrom, Run run, Table table) {
    List<Split> liked =
        splits.stream().map(split -> split.mapped(value -> value >= likedFrom ? 1 : 0)).toList();
    List<Split> rated = splits.stream().map(split -> onlyLikedHidden(split, likedFrom)).toList();
    for (Algorithm algorithm : shown) {
      List<Quality> found =
          Evaluation.ranking(
              List.of(algorithm),
              algorithm instanceof BiasedMf ? rated : liked,
              run,
              metrics.cutoffs());
      table.add(algorithm, found.getLast(), metrics.ofLists());
    }
  }

  private static Split onlyLikedHidden(Split split, double likedFrom) {
    List<HeldOut> people = new ArrayList<>();
    for (HeldOut person : split.people()) {
      var hidden = person.hidden().mapped(value -> value >= likedFrom ? 1 : 0);
      if (hidden.size() > 0) {
        people.add(new HeldOut(person.given(), hidden));
      }
    }
    return new Split(split.training(), people);
  }

  /// Collects what was measured, algorithm by algorithm.
  private record Table(
      Map<Algorithm, Map<String, Metric>> measured, Map<Algorithm, Integer> tested) {

    void add(Algorithm algorithm, Quality quality, List<String> wanted) {
      tested.merge(algorithm, quality.people(), Math::max);
      Map<String, Metric> row = measured.computeIfAbsent(algorithm, a -> new LinkedHashMap<>());
      wanted.stream()
          .filter(quality.metrics()::containsKey)
          .forEach(name -> row.put(name, quality.metric(name)));
    }

    List<EvaluationTable.Row> rows() {
      return measured.entrySet().stream()
          .map(entry ->
              new EvaluationTable.Row(
                  entry.getKey().name(),
                  AlgorithmJson.write(entry.getKey()),
                  tested.getOrDefault(entry.getKey(), 0),
                  entry.getValue()))
          .toList();
    }
  }
}
