package org.tastemaker.engine.algorithm;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Eigenbasis;
import org.tastemaker.engine.kernel.ItemBlocks;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.model.ImplicitFactors;
import org.tastemaker.engine.model.Model;

/// Implicit matrix factorisation by alternating least squares, values are preferences ≥ 0.
///
/// Steffen Rendle, Walid Krichene, Li Zhang, Yehuda Koren, "Revisiting the Performance of iALS on
/// Item Recommendation Benchmarks", RecSys 2022, with the confidence weights of Yifan Hu, Yehuda
/// Koren, Chris Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008. It
/// minimises
///
/// `Σ_observed c·(1 − x·y)² + α·Σ_all (x·y)² + λ·Σ_rows f^ν·‖row‖²`, `f = Σ c + α·(number of
/// columns)`
///
/// by solving every row, people and items in turn: exactly, or by a few steps of preconditioned
/// conjugate gradients, which costs less from 32 factors on (docs/performance.md). Ours ↔ the
/// papers': `factors` d, `unobservedWeight` α₀, `regularisation` λ, `frequencyExponent` ν,
/// preference `c` the confidence of the observed part (1 in Rendle et al.; f is then their |I| +
/// α₀·|items|), x `w`, y `h`.
///
/// Layout: both factor matrices row-major, rows padded to a multiple of 16. One iteration costs
/// O(steps·entries·k + (people + items)·k² + k³) by conjugate gradients and O(entries·k² + (people
/// + items)·k³) exactly; memory (people + items)·k floats beside the data. Every row is solved by
///   one thread in a fixed order, so the number of threads does not change the bytes.
///
/// @param factors k, 1 to 1024
/// @param iterations how often people and items are solved
/// @param regularisation λ
/// @param unobservedWeight α, what every pair counts towards 0
/// @param frequencyExponent ν: 0 holds all rows alike, 1 frequent ones as often as they occur
/// @param conjugateSteps steps a row and iteration; 0 solves rows exactly
public record ImplicitAls(
    int factors,
    int iterations,
    double regularisation,
    double unobservedWeight,
    double frequencyExponent,
    int conjugateSteps)
    implements Algorithm {
  private static final double INITIAL_DEVIATION = 0.1;
  private static final int EXACT_BELOW = 32;

  /// Rows that a thread turns into another basis at a time.
  private static final int TURNED = 8192;

  public ImplicitAls {
    Demand.between("factors", factors, 1, 1024);
    Demand.between("iterations", iterations, 1, 1000);
    Demand.positive("regularisation", regularisation);
    Demand.between("unobservedWeight", unobservedWeight, 0, 1000);
    Demand.between("frequencyExponent", frequencyExponent, 0, 2);
    Demand.between("conjugateSteps", conjugateSteps, 0, 100);
  }

  /// 64 factors, 16 iterations.
  public ImplicitAls() {
    this(64, 16, 0.1, 0.2, 0.6);
  }

  /// With the solver that costs least at this size.
  public ImplicitAls(
      int factors,
      int iterations,
      double regularisation,
      double unobservedWeight,
      double frequencyExponent) {
    this(
        factors,
        iterations,
        regularisation,
        unobservedWeight,
        frequencyExponent,
        factors < EXACT_BELOW ? 0 : 2);
  }

  @Override
  public String name() {
    return "implicit-als";
  }

  @Override
  public Model train(Interactions data, Run run) {
    return model(alternate(data, run));
  }

  @Override
  public Trained trainWithPeople(Interactions data, Run run) {
    var factors = alternate(data, run);
    return new Trained(model(factors), Optional.of(factors));
  }

  private Factors alternate(Interactions data, Run run) {
    int order = Kernels.padded(factors);
    var people = new float[Math.multiplyExact(data.users(), order)];
    var items = initial(data.items(), order, run.seed());
    var ofPeople = preferences(data.byUser());
    var ofItems = preferences(data.byItem());
    for (int i = 0; i < iterations; i++) {
      var step = "iteration " + (i + 1) + " of " + iterations;
      double from = i / (double) iterations;
      double to = (i + 1) / (double) iterations;
      double half = (from + to) / 2;
      solve(data.byUser(), people, items, ofItems, run, new Parallel.Span(from, half, step));
      solve(data.byItem(), items, people, ofPeople, run, new Parallel.Span(half, to, step));
    }
    run.progress(1, "done");
    return new Factors(order, people, items);
  }

  /// Both sides, rows padded to the order.
  private record Factors(int order, float[] people, float[] items) implements LearntPeople {
    @Override
    public float score(int user, int item, long second) {
      return Kernels.dot(people, user * order, items, item * order, order);
    }

    @Override
    public void score(int user, float[] scores) {
      for (int item = 0; item < items.length / order; item++) {
        scores[item] = score(user, item, NO_TIME);
      }
    }
  }

  private ImplicitFactors model(Factors trained) {
    int items = trained.items().length / trained.order();
    return new ImplicitFactors(
        items, packed(trained.items(), items, factors, trained.order()), objective());
  }

  private ImplicitFactors.Objective objective() {
    return new ImplicitFactors.Objective(
        factors, (float) unobservedWeight, (float) regularisation, (float) frequencyExponent);
  }

  private float[] initial(int rows, int order, long seed) {
    RandomGenerator random =
        RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
    var matrix = new float[Math.multiplyExact(rows, order)];
    double deviation = INITIAL_DEVIATION / Math.sqrt(factors);
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < factors; d++) {
        matrix[row * order + d] = (float) (deviation * random.nextGaussian());
      }
    }
    return matrix;
  }

  /// The sum of every row's preferences, where there is a use for it.
  private float[] preferences(Rows rows) {
    var sums = new float[conjugateSteps == 0 ? 0 : rows.rows()];
    for (int row = 0; row < sums.length; row++) {
      for (int entry = rows.begin(row); entry < rows.end(row); entry++) {
        sums[row] += rows.value(entry);
      }
    }
    return sums;
  }

  /// @param ofOther the sum of preferences of every row of `other`
  private void solve(
      Rows rows, float[] target, float[] other, float[] ofOther, Run run, Parallel.Span span) {
    int order = Kernels.padded(factors);
    var gram = new float[order * order];
    Kernels.addGram(other, 0, other.length / order, order, gram);
    if (conjugateSteps == 0) {
      scale(gram);
      Parallel.rows(
          run, rows.rows(), span, () -> new RowSolver(objective(), rows, other, gram, target));
    } else {
      var basis = Eigenbasis.of(gram, order);
      var turn = ItemBlocks.of(basis.vectors(), order, order, order);
      var spectrum = basis.values();
      scale(spectrum);
      turn(other, turn, run, span);
      turn(target, turn, run, span);
      var shared = new ConjugateSolver.Shared(spectrum, perPreference(other, ofOther, order));
      Parallel.rows(
          run,
          rows.rows(),
          span,
          () -> new ConjugateSolver(conjugateSteps, objective(), rows, other, shared, target));
    }
  }

  /// The mean of the squares of the factors, each row as often as it is preferred.
  private static float[] perPreference(float[] matrix, float[] preferences, int order) {
    var sums = new double[order];
    double sum = 0;
    for (int row = 0; row < preferences.length; row++) {
      sum += preferences[row];
      for (int d = 0; d < order; d++) {
        double factor = matrix[row * order + d];
        sums[d] += preferences[row] * factor * factor;
      }
    }
    var means = new float[order];
    for (int d = 0; d < order; d++) {
      means[d] = sum > 0 ? (float) (sums[d] / sum) : 0;
    }
    return means;
  }

  private void scale(float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= (float) unobservedWeight;
    }
  }

  /// The objective does not change when both sides are turned alike.
  private void turn(float[] matrix, ItemBlocks by, Run run, Parallel.Span span) {
    int order = Kernels.padded(factors);
    int rows = matrix.length / order;
    var begin = new Parallel.Span(span.from(), span.from(), span.step());
    Parallel.tasks(
        run,
        (rows + TURNED - 1) / TURNED,
        begin,
        () ->
            chunk ->
                by.multiplyInPlace(
                    matrix, chunk * TURNED, Math.min(TURNED, rows - chunk * TURNED), order));
  }

  /// The first `width` numbers of rows that begin every `order`.
  static float[] packed(float[] matrix, int rows, int width, int order) {
    var packed = new float[rows * width];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(matrix, row * order, packed, row * width, width);
    }
    return packed;
  }
}
