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
import org.tastemaker.engine.evaluation.Question;
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
  List<EvaluationTable.Row> rows(List<Algorithm> algorithms, Run run) {
    algorithms.forEach(this::check);
    checkSomethingIsLiked();
    var trial = new Trial(data.splits(), preference, questions());
    return Stream.concat(popularity(), algorithms.stream())
        .distinct()
        .map(algorithm -> row(trial, algorithm, run))
        .toList();
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

  private EvaluationTable.Row row(Trial trial, Algorithm algorithm, Run run) {
    var memory = new PeakMemory();
    memory.reset();
    Assessment assessment = trial.assess(algorithm, run);
    double megabytes = memory.megabytes();
    var shown = assessment.asTrained().orElse(assessment.foldedIn());
    return new EvaluationTable.Row(
        algorithm.name(),
        AlgorithmJson.write(algorithm),
        shown.people(),
        assessment.asTrained().isPresent() ? "as trained" : "folded in",
        metrics.of(shown),
        assessment.asTrained().map(_ -> metrics.of(assessment.foldedIn())),
        assessment.trainSeconds(),
        assessment.scoreSeconds(),
        megabytes);
  }
}
