package org.tastemaker.engine.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.DoubleUnaryOperator;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.algorithm.Trained;
import org.tastemaker.engine.model.Popularity;

/// Trains algorithms on splits of the same data, asks the same questions of each, and says how well
/// they answered: the library behind `./tastemaker evaluate`.
///
/// ```
/// var trial = new Trial(List.of(Split.random(ratings, 0.1, 1)), List.of(new Question.OfRatings()));
/// var assessment = trial.assess(new BiasedMf(), Run.quiet(1));
/// double error = assessment.foldedIn().metric("rmse").value();
/// ```
///
/// Every question is asked of people folded in and, where the algorithm hands out what it learnt of
/// people ([Trained]), of people as trained.
public final class Trial {
  private final List<Split> splits;
  private final DoubleUnaryOperator preference;
  private final List<Question> questions;

  /// A trial on data that are what algorithms ask for, preferences or stars.
  public Trial(List<Split> splits, List<Question> questions) {
    this(splits, value -> value, questions);
  }

  /// A trial on stars. Algorithms of stars learn from them as they are; for all others, and for
  /// what is to be found in lists, they become preferences.
  ///
  /// @param preference of stars; 0 is no evidence, and nothing to be found
  public Trial(List<Split> splits, DoubleUnaryOperator preference, List<Question> questions) {
    this.splits = List.copyOf(splits);
    this.preference = preference;
    this.questions = List.copyOf(questions);
  }

  /// Trains an algorithm on every split and asks it every question that suits it.
  ///
  /// @throws IllegalArgumentException when none does
  /// @throws java.util.concurrent.CancellationException when the run is cancelled
  public Assessment assess(Algorithm algorithm, Run run) {
    var asked = questions.stream().filter(question -> question.suits(algorithm)).toList();
    if (asked.isEmpty()) {
      throw new IllegalArgumentException(
          algorithm.name() + " predicts no ratings; what predicts them learns from ratings.");
    }
    var assessing = new Assessing(algorithm, asked);
    splits.forEach(split -> assessing.split(split, run));
    return assessing.assessment();
  }

  /// One algorithm's way through the splits.
  private final class Assessing {
    private final Algorithm algorithm;
    private final List<Question> asked;
    private final List<Measure> foldedIn;
    private final List<Measure> asTrained;
    private boolean knowsPeople;
    private long trainNanos;
    private long scoreNanos;

    Assessing(Algorithm algorithm, List<Question> asked) {
      this.algorithm = algorithm;
      this.asked = asked;
      this.foldedIn = asked.stream().map(Assessing::measure).toList();
      this.asTrained = asked.stream().map(Assessing::measure).toList();
    }

    private static Measure measure(Question question) {
      return switch (question) {
        case Question.OfRatings _ -> new RatingMeasure();
        case Question.OfLists(var _, var cutoffs) -> new RankingMeasure(cutoffs);
        case Question.OfSampledLists(var negatives, var cutoffs) ->
            new SampledMeasure(negatives, cutoffs);
      };
    }

    void split(Split split, Run run) {
      var prefers = algorithm.predictsRatings() ? split : split.mapped(preference);
      long begun = System.nanoTime();
      var trained = algorithm.trainWithPeople(prefers.training(), run);
      long learnt = System.nanoTime();
      for (int i = 0; i < asked.size(); i++) {
        ask(i, prefers, trained);
      }
      trainNanos += learnt - begun;
      scoreNanos += System.nanoTime() - learnt;
    }

    private void ask(int at, Split split, Trained trained) {
      var question = asked.get(at);
      var people =
          question instanceof Question.OfRatings || !algorithm.predictsRatings()
              ? split.people()
              : split.onlyPreferredHidden(preference);
      var model = trained.model();
      var folded = ordered(question, split, Scorer.foldedIn(model));
      foldedIn.get(at).measure(model, folded, people);
      if (trained.people().isPresent()
          && people.stream().anyMatch(person -> person.trainee() != HeldOut.NOBODY)) {
        knowsPeople = true;
        var known = Scorer.asTrained(trained, trained.people().get());
        asTrained.get(at).measure(model, ordered(question, split, known), people);
      }
    }

    private Scorer.Source ordered(Question question, Split split, Scorer.Source scorers) {
      boolean asServed =
          question instanceof Question.OfLists(var order, _) && order == Question.Order.AS_SERVED;
      return asServed ? Scorer.filledUp(scorers, popularity(split)) : scorers;
    }

    private static Popularity popularity(Split split) {
      return (Popularity) new MostPopular().train(split.training(), Run.quiet(0));
    }

    Assessment assessment() {
      return new Assessment(
          algorithm,
          quality(foldedIn),
          knowsPeople ? Optional.of(quality(asTrained)) : Optional.empty(),
          trainNanos / 1e9,
          scoreNanos / 1e9);
    }

    private Quality quality(List<Measure> measures) {
      SequencedMap<String, Sampled> metrics = new LinkedHashMap<>();
      int people = 0;
      for (var measure : measures) {
        var quality = measure.quality(algorithm.name());
        people = Math.max(people, quality.people());
        metrics.putAll(quality.samples());
      }
      return new Quality(algorithm.name(), people, metrics);
    }
  }
}
