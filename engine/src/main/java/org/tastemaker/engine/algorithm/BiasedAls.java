package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.RatingFactors;

/// Matrix factorisation of ratings with biases of people and items, by alternating least squares:
/// the model of [BiasedMf] without a learning rate. Values are stars.
///
/// Yunhong Zhou, Dennis Wilkinson, Robert Schreiber, Rong Pan, "Large-Scale Parallel Collaborative
/// Filtering for the Netflix Prize", AAIM 2008, whose penalty grows with the number of ratings
/// (weighted-λ), here with biases and a penalty besides that does not grow:
///
/// `Σ (r − μ − b_u − b_i − p·q)² + Σ_rows ((λ·n + ρ)·‖factors‖² + (λ_b·n + ρ_b)·bias²)`
///
/// Given the items, a person's factors and bias are one ridge regression of what is left of their
/// ratings on `(q, 1)`; items likewise. That is how [RatingFactors] folds people in, so somebody
/// folded in with the ratings of the training comes out as trained once it has converged.
///
/// Ours ↔ the paper's: `regularisation` λ, ρ is `ridge`, λ_b `biasRegularisation`, ρ_b is 1.
/// Layout: rows `(factors, bias)` padded to a multiple of 16. An iteration costs O(ratings·k² +
/// (people + items)·k³); memory (people + items)·(k + 1) floats. Every row is solved by one thread
/// in a fixed order, so threads do not change the bytes.
///
/// @param factors k, 1 to 1024
/// @param iterations how often people and items are solved
/// @param regularisation λ
/// @param ridge ρ: the fewer ratings, the more it counts
/// @param biasRegularisation λ_b
public record BiasedAls(
    int factors, int iterations, double regularisation, double ridge, double biasRegularisation)
    implements Algorithm {
  private static final double INITIAL_DEVIATION = 0.1;
  private static final float BIAS_RIDGE = 1;

  public BiasedAls {
    Demand.between("factors", factors, 1, 1024);
    Demand.between("iterations", iterations, 1, 1000);
    Demand.positive("regularisation", regularisation);
    Demand.positive("ridge", ridge);
    Demand.positive("biasRegularisation", biasRegularisation);
  }

  /// 32 factors, 20 iterations.
  public BiasedAls() {
    this(32, 20, 0.1, 5, 0.02);
  }

  @Override
  public String name() {
    return "biased-als";
  }

  @Override
  public boolean predictsRatings() {
    return true;
  }

  @Override
  public Model train(Interactions data, Run run) {
    return alternate(data, run).model();
  }

  @Override
  public Trained trainWithPeople(Interactions data, Run run) {
    var sides = alternate(data, run);
    return new Trained(sides.model(), Optional.of(sides.learnt()));
  }

  private Sides alternate(Interactions data, Run run) {
    var scale = RatingFactors.scaleOf(data);
    int order = Kernels.padded(factors + 1);
    var people = new float[Math.multiplyExact(data.users(), order)];
    var items = initial(data.items(), order, run.seed());
    for (int i = 0; i < iterations; i++) {
      double from = i / (double) iterations;
      double to = (i + 1) / (double) iterations;
      double half = (from + to) / 2;
      var step = "iteration " + (i + 1) + " of " + iterations;
      solve(data.byUser(), people, items, scale, run, new Parallel.Span(from, half, step));
      solve(data.byItem(), items, people, scale, run, new Parallel.Span(half, to, step));
    }
    run.progress(1, "done");
    return new Sides(order, people, items, scale);
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

  private void solve(
      Rows rows,
      float[] target,
      float[] other,
      RatingFactors.Scale scale,
      Run run,
      Parallel.Span span) {
    Parallel.rows(run, rows.rows(), span, () -> new Solver(rows, target, other, scale.mean()));
  }

  private RatingFactors.Ridge penalties() {
    return new RatingFactors.Ridge(
        (float) ridge, (float) regularisation, BIAS_RIDGE, (float) biasRegularisation);
  }

  /// Solves a row: its factors and, behind them, its bias.
  private final class Solver implements Parallel.Work {
    private final Rows rows;
    private final float[] target;
    private final float[] other;
    private final float mean;
    private final int order = Kernels.padded(factors + 1);
    private final float[] matrix = new float[order * order];
    private final float[] x = new float[order];
    private float[] gathered = new float[64 * order];

    Solver(Rows rows, float[] target, float[] other, float mean) {
      this.rows = rows;
      this.target = target;
      this.other = other;
      this.mean = mean;
    }

    @Override
    public void row(int row) {
      int size = rows.length(row);
      if (gathered.length < size * order) {
        gathered = new float[2 * size * order];
      }
      Arrays.fill(x, 0);
      Arrays.fill(matrix, 0);
      gather(row);
      Kernels.addGram(gathered, 0, size, order, matrix);
      var ridges = penalties();
      for (int d = 0; d < order; d++) {
        matrix[d * order + d] +=
            d == factors
                ? ridges.bias() + ridges.biasPerRating() * size
                : ridges.factors() + ridges.factorsPerRating() * size;
      }
      if (!Kernels.cholesky(matrix, order)) {
        throw new ArithmeticException("Row " + row + " has no solution: ratings off any scale.");
      }
      Kernels.solve(matrix, order, x);
      System.arraycopy(x, 0, target, row * order, factors + 1);
    }

    /// Gathers `(factors, 1)` of the other side, and the right-hand side.
    private void gather(int row) {
      int begin = rows.begin(row);
      for (int i = 0; i < rows.length(row); i++) {
        int at = rows.column(begin + i) * order;
        System.arraycopy(other, at, gathered, i * order, order);
        gathered[i * order + factors] = 1;
        float left = rows.value(begin + i) - mean - other[at + factors];
        Kernels.axpy(left, gathered, i * order, x, 0, order);
      }
    }
  }

  /// Both sides.
  private final class Sides {
    private final int order;
    private final float[] people;
    private final float[] items;
    private final RatingFactors.Scale scale;

    Sides(int order, float[] people, float[] items, RatingFactors.Scale scale) {
      this.order = order;
      this.people = people;
      this.items = items;
      this.scale = scale;
    }

    RatingFactors model() {
      return new RatingFactors(biases(items), factors(items), scale, penalties());
    }

    LearntPeople learnt() {
      return new FactorPeople(
          factors, scale.mean(), biases(people), biases(items), factors(people), factors(items));
    }

    private float[] biases(float[] side) {
      var biases = new float[side.length / order];
      for (int row = 0; row < biases.length; row++) {
        biases[row] = side[row * order + factors];
      }
      return biases;
    }

    private float[] factors(float[] side) {
      return ImplicitAls.packed(side, side.length / order, factors, order);
    }
  }
}
