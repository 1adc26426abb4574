package org.tastemaker.engine.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.Run;

/// Finds the best of many algorithms, or of many settings of one, on validation data.
///
/// Candidates are tried by successive halving (Kevin Jamieson, Ameet Talwalkar, "Non-stochastic
/// Best Arm Identification and Hyperparameter Optimization", AISTATS 2016): all of them with a part
/// of the people, the better half with twice as many, and so on until some are tried with
/// everybody. The resource is people, not passes, so that algorithms of closed form take part.
/// Without halvings it is the plain search of a list: a grid, or what was drawn at random (James
/// Bergstra, Yoshua Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 13, 2012).
///
/// What is measured goes to a [Journal] at once, and what a journal knows is not measured again, so
/// that a search that was stopped goes on where it was.
public final class Search {
  private final List<Split> splits;
  private final DoubleUnaryOperator preference;
  private final Question question;
  private final Goal goal;
  private final Plan plan;

  /// What is best.
  ///
  /// @param metric of the question, by the engine's name
  /// @param lowest whether the lowest value is, as of an error
  public record Goal(String metric, boolean lowest) {
    private Comparator<Finding> bestFirst() {
      var byValue = Comparator.comparingDouble(Finding::value);
      return lowest ? byValue : byValue.reversed();
    }
  }

  /// How it is gone about.
  ///
  /// @param halvings how often the better half is taken; 0 tries everything with everybody
  /// @param atOnce how many trainings run at a time; they share the run's threads
  /// @param budget no training goes on after it
  public record Plan(int halvings, int atOnce, Duration budget) {
    public Plan {
      if (halvings < 0 || halvings > 10 || atOnce < 1 || atOnce > 1024) {
        throw new IllegalArgumentException(
            "A search halves 0 to 10 times and trains 1 to 1024 at once, not %d and %d."
                .formatted(halvings, atOnce));
      }
      if (!budget.isPositive()) {
        throw new IllegalArgumentException("A search takes some time, not " + budget + ".");
      }
    }
  }

  /// What was found of a candidate.
  ///
  /// @param share of the people that it was trained with, the most that it came to
  /// @param value of the goal's metric, of people as trained where the algorithm knows any
  public record Finding(Algorithm algorithm, double share, double value) {}

  /// Remembers findings, from any thread.
  public interface Journal {
    /// What was found before; NaN for an algorithm that could not be trained.
    OptionalDouble known(Algorithm algorithm, double share);

    /// Keeps what was found just now.
    void learnt(Finding finding, double seconds);

    /// Knows nothing, keeps nothing.
    static Journal none() {
      return new Journal() {
        @Override
        public OptionalDouble known(Algorithm algorithm, double share) {
          return OptionalDouble.empty();
        }

        @Override
        public void learnt(Finding finding, double seconds) {}
      };
    }
  }

  /// A search on stars or preferences, as in [Trial].
  ///
  /// @param splits of the data that may be tuned on; figures are means over them
  public Search(
      List<Split> splits, DoubleUnaryOperator preference, Question question, Goal goal, Plan plan) {
    this.splits = List.copyOf(splits);
    this.preference = preference;
    this.question = question;
    this.goal = goal;
    this.plan = plan;
  }

  /// Tries the candidates. Those that cannot be trained are passed over, unless it is all of them.
  ///
  /// @throws IllegalArgumentException when one cannot answer the question
  /// @return those that came furthest first, and of those the best first; empty when the time was
  ///   too short for any
  /// @throws CancellationException when the run is cancelled
  public List<Finding> among(List<Algorithm> candidates, Run run, Journal journal) {
    long end = System.nanoTime() + plan.budget().toNanos();
    candidates.forEach(this::check);
    List<Finding> findings = new ArrayList<>();
    var left = candidates.stream().distinct().toList();
    for (int rung = 0; rung <= plan.halvings() && !left.isEmpty(); rung++) {
      double share = 1.0 / (1 << (plan.halvings() - rung));
      var found = new Rung(left, share, run, journal, end).findings();
      found.sort(goal.bestFirst());
      found.forEach(
          finding -> findings.removeIf(earlier -> earlier.algorithm().equals(finding.algorithm())));
      findings.addAll(0, found);
      left = found.stream().limit((found.size() + 1) / 2).map(Finding::algorithm).toList();
    }
    return List.copyOf(findings);
  }

  private void check(Algorithm algorithm) {
    if (!question.suits(algorithm)) {
      throw new IllegalArgumentException(algorithm.name() + " predicts no ratings.");
    }
  }

  private Trial trial(double share, long seed) {
    var some =
        share < 1 ? splits.stream().map(split -> split.ofPeople(share, seed)).toList() : splits;
    return new Trial(some, preference, List.of(question));
  }

  /// All candidates that are left, with a share of the people.
  private final class Rung {
    private final ConcurrentLinkedQueue<Algorithm> waiting;
    private final int size;
    private final double share;
    private final Run run;
    private final Journal journal;
    private final long end;
    private final Trial trial;
    private final ConcurrentLinkedQueue<Finding> found = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable RuntimeException refusal;

    Rung(List<Algorithm> candidates, double share, Run run, Journal journal, long end) {
      this.waiting = new ConcurrentLinkedQueue<>(candidates);
      this.size = candidates.size();
      this.share = share;
      this.run = run;
      this.journal = journal;
      this.end = end;
      this.trial = trial(share, run.seed());
    }

    List<Finding> findings() {
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < Math.min(plan.atOnce(), size); i++) {
        workers.add(Thread.ofPlatform().daemon().name("search-" + i).start(this::work));
      }
      workers.forEach(this::follow);
      var thrown = failure != null || !found.isEmpty() ? failure : refusal;
      if (thrown != null) {
        throw thrown;
      }
      run.proceed(1, "the next round");
      return new ArrayList<>(found);
    }

    private void follow(Thread worker) {
      try {
        while (!worker.join(Duration.ofMillis(100))) {
          stopped |= run.cancelled();
          double done = (size - waiting.size()) / (double) size;
          run.progress(done, "%d candidates, %.0f %% of the people".formatted(size, 100 * share));
        }
      } catch (InterruptedException e) {
        stopped = true;
        Thread.currentThread().interrupt();
        throw new CancellationException("The search was interrupted.");
      }
    }

    private void work() {
      try {
        for (var next = waiting.poll(); next != null && !isOver(); next = waiting.poll()) {
          var algorithm = next;
          journal
              .known(algorithm, share)
              .ifPresentOrElse(value -> keep(algorithm, value), () -> measure(algorithm));
        }
      } catch (RuntimeException e) {
        failure = e;
        stopped = true;
      }
    }

    private boolean isOver() {
      return stopped || System.nanoTime() - end >= 0;
    }

    private void measure(Algorithm algorithm) {
      long begun = System.nanoTime();
      try {
        double value = value(algorithm);
        double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
        journal.learnt(new Finding(algorithm, share, value), seconds);
        keep(algorithm, value);
      } catch (CancellationException e) {
        if (!isOver()) {
          throw e;
        }
      }
    }

    private double value(Algorithm algorithm) {
      try {
        var assessment =
            trial.assess(algorithm, new Part(this, Math.max(1, run.threads() / plan.atOnce())));
        var quality = assessment.asTrained().orElse(assessment.foldedIn());
        return quality.metric(goal.metric()).value();
      } catch (ArithmeticException | IllegalArgumentException e) {
        refusal = e; // most likely its numbers went beyond all bounds
        return Double.NaN;
      }
    }

    private void keep(Algorithm algorithm, double value) {
      if (Double.isFinite(value)) {
        found.add(new Finding(algorithm, share, value));
      }
    }
  }

  /// One training of a search.
  private record Part(Rung rung, int threads) implements Run {
    @Override
    public long seed() {
      return rung.run.seed();
    }

    @Override
    public void progress(double share, String step) {}

    @Override
    public boolean cancelled() {
      return rung.isOver();
    }
  }
}
