package org.tastemaker.server.training;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.Blended;
import org.tastemaker.engine.algorithm.Ease;
import org.tastemaker.engine.algorithm.SlopeOne;
import org.tastemaker.engine.algorithm.Stacked;
import org.tastemaker.engine.algorithm.UserKnn;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.evaluation.HeldOut;
import org.tastemaker.engine.evaluation.Question;
import org.tastemaker.engine.evaluation.Search;
import org.tastemaker.engine.evaluation.Search.Finding;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.server.training.Selection.Found;
import org.tastemaker.server.training.TrainingSettings.SearchSettings;

/// Finds out which of a role's candidates suits the data best, within a time: by successive
/// halving, on interactions that are held out of what may be learnt from. What the gate's test is
/// about is not among them, so that no figure is of data that anything was chosen by.
///
/// Everybody tested is folded in, as in serving. On one thread a training repeats its bytes, so
/// there are as many trainings at a time as threads: where the time suffices, the same data and
/// seed make the same choice. What would take too long with everybody, going by the search, is
/// passed over.
final class Chooser {
  private static final long INTERACTIONS_TO_HALVE = 500_000;
  private static final int MOST_HALVINGS = 3;

  private final SearchSettings settings;
  private final Examiner examiner;
  private final int threads;

  Chooser(SearchSettings settings, Examiner examiner, int threads) {
    this.settings = settings;
    this.examiner = examiner;
    this.threads = threads;
  }

  /// The best of several candidates.
  ///
  /// @param learnable what may be learnt from and chosen by
  Choice choose(
      ModelRole role, List<Algorithm> candidates, Interactions learnable, long seed, Stage stage) {
    var fitting = candidates.stream().filter(one -> fits(one, learnable.items())).toList();
    if (fitting.size() < 2) {
      return new Choice(fitting.isEmpty() ? candidates.getFirst() : fitting.getFirst(), null);
    }
    stage.proceed(0, "holding out interactions to choose by");
    var split = examiner.split(some(learnable, seed), seed + 1);
    if (!examiner.canTest(split)) {
      return new Choice(fitting.getFirst(), null);
    }
    var goal = goal(role);
    var pace = new Pace(split.training().size());
    var findings =
        search(role, goal, split)
            .among(fitting, stage.run("choosing the algorithm:", threads, seed), pace);
    var found =
        findings.stream()
            .map(finding -> Found.of(finding, pace.seconds(finding, learnable.size())))
            .sorted(Comparator.comparing(this::isTooSlow))
            .toList();
    return new Choice(
        found.isEmpty() || isTooSlow(found.getFirst())
            ? fitting.getFirst()
            : AlgorithmJson.read(found.getFirst().algorithm()),
        Selection.of(candidates, learnable.size(), goal.metric(), found));
  }

  private boolean isTooSlow(Found found) {
    return found.seconds() != null && found.seconds() > settings.patience().toSeconds();
  }

  /// Models that grow with the square of the catalogue suit small ones alone.
  private boolean fits(Algorithm algorithm, int items) {
    return switch (algorithm) {
      case Ease _, SlopeOne _, UserKnn _ -> items <= settings.denseItems();
      case Blended blended ->
          blended.parts().stream().allMatch(part -> fits(part.algorithm(), items));
      case Stacked stacked -> stacked.parts().stream().allMatch(part -> fits(part, items));
      default -> true;
    };
  }

  private Interactions some(Interactions all, long seed) {
    return all.size() <= settings.interactions()
        ? all
        : new Split(all, List.of())
            .ofPeople(settings.interactions() / (double) all.size(), seed)
            .training();
  }

  private Search search(ModelRole role, Search.Goal goal, Split split) {
    var strangers =
        split.people().stream()
            .map(person -> new HeldOut(person.given(), person.hidden()))
            .toList();
    Question question =
        role == ModelRole.RATING
            ? new Question.OfRatings()
            : new Question.OfLists(Question.Order.AS_SERVED, 10);
    return new Search(
        List.of(new Split(split.training(), strangers)),
        value -> value,
        question,
        goal,
        new Search.Plan(halvings(split.training()), threads, settings.budget()));
  }

  private static Search.Goal goal(ModelRole role) {
    return role == ModelRole.RATING
        ? new Search.Goal("rmse", true)
        : new Search.Goal("ndcg@10", false);
  }

  /// Small data are quickly tried whole, and say little when cut.
  private static int halvings(Interactions training) {
    int halvings = 0;
    while (halvings < MOST_HALVINGS && training.size() >> halvings > INTERACTIONS_TO_HALVE) {
      halvings++;
    }
    return halvings;
  }

  /// How long the search took for each, on one thread.
  private static final class Pace implements Search.Journal {
    private final long interactions;
    private final Map<Algorithm, Double> secondsEach = new ConcurrentHashMap<>();

    /// @param interactions that a search with everybody learns from
    Pace(long interactions) {
      this.interactions = interactions;
    }

    @Override
    public OptionalDouble known(Algorithm algorithm, double share) {
      return OptionalDouble.empty();
    }

    @Override
    public void learnt(Finding finding, double seconds) {
      secondsEach.put(finding.algorithm(), seconds / (finding.share() * interactions));
    }

    /// About how long it takes with so many interactions: as if it took as long for each.
    long seconds(Finding finding, long interactions) {
      return Math.round(secondsEach.getOrDefault(finding.algorithm(), 0.0) * interactions);
    }
  }
}
