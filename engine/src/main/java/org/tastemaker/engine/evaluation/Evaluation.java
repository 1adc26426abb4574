package org.tastemaker.engine.evaluation;

import java.util.List;
import java.util.stream.Stream;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.model.Model;

/// How good models are, measured as they serve: every person is folded in.
///
/// Lists: all items but the given ones are ranked, none sampled (Walid Krichene, Steffen Rendle,
/// "On Sampled Metrics for Item Recommendation", KDD 2020). With the hidden items H of a person and
/// the list cut at K:
/// - `ndcg@K`: Σ 1/log₂(rank + 1) over the hits, ranks from 1, over the same sum for the best list
///   possible, min(K, |H|) hits in front;
/// - `recall@K`: hits / |H|; `capped-recall@K`: hits / min(K, |H|), which Liang et al. (WWW 2018)
///   and those after them call recall; `precision@K`: hits / K;
/// - `hit-rate@K`: whether there was a hit;
/// - `coverage@K`, for the first cutoff: the share of all items that came in anybody's list.
///
/// The first five are means over people. Ratings: `rmse` and `mae` over all hidden ratings,
/// predictions brought onto the scale. With several splits a figure is the mean over them.
///
/// Sampled lists rank everything hidden among a person's negatives, as Xiangnan He et al., "Neural
/// Collaborative Filtering", WWW 2017: `sampled-hit-rate@K` is whether fewer than K negatives score
/// at least as much, `sampled-ndcg@K` 1/log₂(rank + 1) then; both are means over what is hidden.
///
/// Intervals are 95 % bootstrap intervals over people, with a seed of their own, so that a figure
/// repeats.
public final class Evaluation {
  private Evaluation() {}

  /// How well a model finds what was hidden, ranking by its scores alone. People with nothing
  /// hidden are passed over.
  public static Quality ranking(String name, Model model, List<HeldOut> people, int... cutoffs) {
    return quality(name, model, people, new RankingMeasure(cutoffs));
  }

  /// How well a model predicts hidden ratings. People with nothing hidden are passed over.
  public static Quality ratings(String name, Model model, List<HeldOut> people) {
    return quality(name, model, people, new RatingMeasure());
  }

  private static Quality quality(String name, Model model, List<HeldOut> people, Measure measure) {
    measure.measure(model, Scorer.foldedIn(model), people);
    return measure.quality(name);
  }

  /// Trains algorithms on the preferences of every split and tests their lists, made as the server
  /// makes them, people folded in: a row for popularity (counts), then one for each algorithm.
  public static List<Quality> ranking(
      List<Algorithm> algorithms, List<Split> splits, Run run, int... cutoffs) {
    var question = new Question.OfLists(Question.Order.AS_SERVED, cutoffs);
    return table(new MostPopular(), algorithms, new Trial(splits, List.of(question)), run);
  }

  /// Trains algorithms on the ratings of every split and tests their predictions, people folded in:
  /// a row for popularity (the weighted rating), then one for each algorithm.
  public static List<Quality> ratings(List<Algorithm> algorithms, List<Split> splits, Run run) {
    var trial = new Trial(splits, List.of(new Question.OfRatings()));
    return table(MostPopular.byRating(), algorithms, trial, run);
  }

  private static List<Quality> table(
      MostPopular popularity, List<Algorithm> others, Trial trial, Run run) {
    return Stream.concat(
            Stream.of(popularity), others.stream().filter(other -> !other.equals(popularity)))
        .map(algorithm -> trial.assess(algorithm, run).foldedIn())
        .toList();
  }
}
