package org.tastemaker.engine.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
/// predictions brought onto the scale. Intervals are 95 % bootstrap intervals over people, with a
/// seed of their own, so that a figure repeats.
public final class Evaluation {
  private Evaluation() {}

  /// How well a model finds what was hidden, ranking by its scores alone. People with nothing
  /// hidden are passed over.
  public static Quality ranking(String name, Model model, List<HeldOut> people, int... cutoffs) {
    var measure = new RankingMeasure(cutoffs);
    measure.measure(model, people);
    return measure.quality(name);
  }

  /// How well a model predicts hidden ratings. People with nothing hidden are passed over.
  public static Quality ratings(String name, Model model, List<HeldOut> people) {
    var measure = new RatingMeasure();
    measure.measure(model, people);
    return measure.quality(name);
  }

  /// Trains algorithms on the preferences of every split and tests their lists, all splits
  /// together: a row for popularity (counts), then one for each algorithm.
  public static List<Quality> ranking(
      List<Algorithm> algorithms, List<Split> splits, Run run, int... cutoffs) {
    var popularities =
        splits.stream().map(split -> new MostPopular().train(split.training(), run)).toList();
    List<Quality> table = new ArrayList<>();
    for (var algorithm : withPopularity(new MostPopular(), algorithms)) {
      var measure = new RankingMeasure(cutoffs);
      for (int i = 0; i < splits.size(); i++) {
        var split = splits.get(i);
        measure.measure(
            algorithm.train(split.training(), run), popularities.get(i), split.people());
      }
      table.add(measure.quality(algorithm.name()));
    }
    return table;
  }

  /// Trains algorithms on the ratings of every split and tests their predictions, all splits
  /// together: a row for popularity (the weighted rating), then one for each algorithm.
  public static List<Quality> ratings(List<Algorithm> algorithms, List<Split> splits, Run run) {
    var popularity = new MostPopular(MostPopular.Measure.WEIGHTED_RATING, 0.5, Duration.ZERO);
    List<Quality> table = new ArrayList<>();
    for (var algorithm : withPopularity(popularity, algorithms)) {
      var measure = new RatingMeasure();
      splits.forEach(
          split -> measure.measure(algorithm.train(split.training(), run), split.people()));
      table.add(measure.quality(algorithm.name()));
    }
    return table;
  }

  private static List<Algorithm> withPopularity(MostPopular popularity, List<Algorithm> others) {
    List<Algorithm> all = new ArrayList<>();
    all.add(popularity);
    others.stream().filter(algorithm -> !algorithm.equals(popularity)).forEach(all::add);
    return all;
  }
}
