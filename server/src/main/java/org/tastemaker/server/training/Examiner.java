package org.tastemaker.server.training;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.evaluation.Evaluation;
import org.tastemaker.engine.evaluation.HeldOut;
import org.tastemaker.engine.evaluation.Metric;
import org.tastemaker.engine.evaluation.Quality;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.Popularity;
import org.tastemaker.server.training.Measured.Estimate;
import org.tastemaker.server.training.TrainingSettings.GateSettings;

/// Tests an algorithm as it will serve: trained on a part of everybody's interactions, people
/// folded in with that part, judged by the rest. The live model cannot be tested itself, since it
/// has seen what is held out; its algorithm is trained on the same part instead, where it differs.
final class Examiner {
  private final GateSettings settings;
  private final int threads;

  Examiner(GateSettings settings, int threads) {
    this.settings = settings;
    this.threads = threads;
  }

  /// What is tested.
  ///
  /// @param live the live model's algorithm, where it is another
  record Subject(ModelRole role, Algorithm algorithm, Optional<Algorithm> live, long seed) {}

  /// Holds interactions out of the data; of the people who have some held out, a sample is tested.
  Split split(Interactions data, long seed) {
    var split = Split.random(data, settings.heldOut(), seed);
    return new Split(split.training(), sample(split.people(), seed));
  }

  /// Whether there are enough people to tell anything of.
  boolean canTest(Split split) {
    return split.people().size() >= settings.people();
  }

  Examination examine(Subject subject, Split split, Stage stage) {
    if (!canTest(split)) {
      return new Examination(split.people().size(), true, List.of());
    }
    double middle = subject.live().isPresent() ? 0.45 : 0.9;
    var test = new Test(subject, split, stage);
    var own = test.qualityOf(subject.algorithm(), stage.part(0, middle));
    var live = subject.live().map(other -> test.qualityOf(other, stage.part(middle, 0.9)));
    return subject.role() == ModelRole.RATING ? test.ratings(own, live) : test.lists(own, live);
  }

  private List<HeldOut> sample(List<HeldOut> people, long seed) {
    var shuffled = new ArrayList<>(people);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.subList(0, Math.min(shuffled.size(), settings.sample()));
  }

  private final class Test {
    private final Subject subject;
    private final Split split;
    private final Stage stage;

    Test(Subject subject, Split split, Stage stage) {
      this.subject = subject;
      this.split = split;
      this.stage = stage;
    }

    Quality qualityOf(Algorithm algorithm, Stage stage) {
      var name = AlgorithmJson.type(algorithm);
      var run = stage.part(0, 0.8).run(name + ", for the test:", threads, subject.seed());
      var model = algorithm.train(split.training(), run);
      return quality(name, model, stage.part(0.8, 1));
    }

    private Quality quality(String name, Model model, Stage stage) {
      var seen = new Queue(split.people(), stage, "testing " + name);
      return subject.role() == ModelRole.RATING
          ? Evaluation.ratings(name, model, seen)
          : Evaluation.ranking(name, model, seen, 10, 20);
    }

    Examination lists(Quality own, Optional<Quality> live) {
      var popular = new MostPopular().train(split.training(), Run.quiet(subject.seed()));
      var compare =
          comparison(own, quality("popularity", popular, stage.part(0.9, 1)), live.orElse(null));
      return new Examination(
          split.people().size(),
          true,
          List.of(compare.apply("ndcg@10"), compare.apply("recall@20")));
    }

    Examination ratings(Quality own, Optional<Quality> live) {
      var means = new Popularity(itemMeans(split.training()));
      var compare =
          comparison(own, quality("item means", means, stage.part(0.9, 1)), live.orElse(null));
      return new Examination(
          split.people().size(), false, List.of(compare.apply("rmse"), compare.apply("mae")));
    }
  }

  /// People to be tested, in order: tells how many were and stops when cancelled.
  private static final class Queue extends AbstractList<HeldOut> {
    private final List<HeldOut> people;
    private final Stage stage;
    private final String step;

    Queue(List<HeldOut> people, Stage stage, String step) {
      this.people = people;
      this.stage = stage;
      this.step = step + " on " + people.size() + " people";
    }

    @Override
    public HeldOut get(int index) {
      stage.proceed(index / (double) people.size(), step);
      return people.get(index);
    }

    @Override
    public int size() {
      return people.size();
    }
  }

  private static Function<String, Measured> comparison(
      Quality own, Quality baseline, @Nullable Quality live) {
    return metric ->
        new Measured(
            metric,
            estimate(own.metric(metric)),
            estimate(baseline.metric(metric)),
            baseline.name(),
            live == null ? null : estimate(live.metric(metric)));
  }

  private static Estimate estimate(Metric metric) {
    return new Estimate(metric.value(), metric.low(), metric.high());
  }

  /// The mean of every item's ratings; of all ratings for an item without.
  private static float[] itemMeans(Interactions stars) {
    var rows = stars.byItem();
    var sums = new double[stars.items()];
    double all = 0;
    for (int item = 0; item < sums.length; item++) {
      for (int entry = rows.begin(item); entry < rows.end(item); entry++) {
        sums[item] += rows.value(entry);
      }
      all += sums[item];
    }
    var means = new float[sums.length];
    for (int item = 0; item < means.length; item++) {
      int count = rows.length(item);
      means[item] = (float) (count == 0 ? all / Math.max(1, stars.size()) : sums[item] / count);
    }
    return means;
  }
}
