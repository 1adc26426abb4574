package org.tastemaker.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.evaluation.Assessment;
import org.tastemaker.engine.evaluation.Quality;
import org.tastemaker.engine.evaluation.Question;
import org.tastemaker.engine.evaluation.Search;
import org.tastemaker.engine.evaluation.Trial;
import org.tastemaker.server.training.AlgorithmJson;

/// Tests algorithms on the data of an evaluation, popularity always among them.
///
/// @param order how lists are made
/// @param preference what a rating says somebody likes, for lists
record Examining(
    EvaluationData data, Metrics metrics, Question.Order order, DoubleUnaryOperator preference) {

  /// Tests each algorithm.
  ///
  /// @throws IllegalArgumentException with a sentence, when one cannot learn from the data or
  ///   measures nothing that is wanted
  List<Examined> examine(List<Algorithm> algorithms, Run run) {
    algorithms.forEach(this::check);
    checkSomethingIsLiked();
    var trial = new Trial(data.splits(), preference, questions());
    return Stream.concat(popularity(), algorithms.stream())
        .distinct()
        .map(algorithm -> examined(trial, algorithm, run))
        .toList();
  }

  /// A row of the table, and the quality that it shows.
  record Examined(EvaluationTable.Row row, Quality quality) {}

  /// How the algorithms differ, each from each before it, in all that both measured.
  List<EvaluationTable.Comparison> comparisons(List<Examined> examined) {
    List<EvaluationTable.Comparison> comparisons = new ArrayList<>();
    for (int i = 1; i < examined.size(); i++) {
      for (int j = 0; j < i; j++) {
        var differences = metrics.differences(examined.get(i).quality(), examined.get(j).quality());
        if (!differences.isEmpty()) {
          comparisons.add(new EvaluationTable.Comparison(i + 1, j + 1, differences));
        }
      }
    }
    return comparisons;
  }

  /// Searches for what does best by the first of the metrics, best first.
  ///
  /// @throws IllegalArgumentException with a sentence, when a candidate cannot learn from the data
  ///   or be measured
  List<Search.Finding> search(
      List<Algorithm> candidates, Search.Plan plan, Search.Journal journal, Run run) {
    candidates.forEach(this::check);
    checkSomethingIsLiked();
    String metric = metrics.measured().firstEntry().getValue();
    var goal = new Search.Goal(metric, Metrics.isError(metric));
    return new Search(data.splits(), preference, question(metric), goal, plan)
        .among(candidates, run, journal);
  }

  private Question question(String metric) {
    return questions().stream()
        .filter(question -> answers(question, metric))
        .findFirst()
        .orElseThrow();
  }

  private static boolean answers(Question question, String metric) {
    return switch (question) {
      case Question.OfRatings _ -> Metrics.isError(metric);
      case Question.OfSampledLists _ -> metric.startsWith("sampled-");
      case Question.OfLists _ -> !metric.startsWith("sampled-") && !Metrics.isError(metric);
    };
  }

  /// Those of some algorithms that can learn from the data and measure something.
  List<Algorithm> suitable(List<Algorithm> algorithms) {
    return algorithms.stream().filter(each -> !lacksRatings(each) && isAsked(each)).toList();
  }

  private boolean lacksRatings(Algorithm algorithm) {
    return algorithm.predictsRatings() && !data.isRated();
  }

  private boolean isAsked(Algorithm algorithm) {
    return questions().stream().anyMatch(question -> question.suits(algorithm));
  }

  private void check(Algorithm algorithm) {
    if (lacksRatings(algorithm)) {
      throw new IllegalArgumentException(
          "%s learns from ratings, and the data have none."
              .formatted(AlgorithmJson.type(algorithm)));
    }
    if (!isAsked(algorithm)) {
      throw new IllegalArgumentException(
          "%s predicts no ratings.".formatted(AlgorithmJson.type(algorithm)));
    }
  }

  private void checkSomethingIsLiked() {
    boolean liked =
        data.splits().stream()
            .flatMap(split -> split.people().stream())
            .anyMatch(person -> person.hidden().mapped(preference).size() > 0);
    if (!liked && metrics.cutoffs().length > 0) {
      throw new IllegalArgumentException(
          "No hidden rating is high enough for --min-rating, so no lists can be measured.");
    }
  }

  private Stream<Algorithm> popularity() {
    return Stream.of(
            Optional.<Algorithm>of(new MostPopular()).filter(_ -> metrics.cutoffs().length > 0),
            Optional.<Algorithm>of(MostPopular.byRating()).filter(_ -> metrics.ofRatings()))
        .flatMap(Optional::stream);
  }

  private List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    if (metrics.ofRatings()) {
      questions.add(new Question.OfRatings());
    }
    int[] cutoffs = metrics.cutoffs();
    if (cutoffs.length > 0) {
      questions.add(new Question.OfLists(order, cutoffs));
      data.negatives().ifPresent(rows -> questions.add(new Question.OfSampledLists(rows, cutoffs)));
    }
    return questions;
  }

  private Examined examined(Trial trial, Algorithm algorithm, Run run) {
    var memory = new PeakMemory();
    memory.reset();
    Assessment assessment = trial.assess(algorithm, run);
    double megabytes = memory.megabytes();
    var shown = assessment.asTrained().orElse(assessment.foldedIn());
    var row =
        new EvaluationTable.Row(
            algorithm.name(),
            AlgorithmJson.write(algorithm),
            shown.people(),
            assessment.asTrained().isPresent() ? "as trained" : "folded in",
            metrics.of(shown),
            assessment.asTrained().map(_ -> metrics.of(assessment.foldedIn())),
            assessment.trainSeconds(),
            assessment.scoreSeconds(),
            megabytes);
    return new Examined(row, shown);
  }
}
