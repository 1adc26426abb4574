package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.RatingFactors;
import org.tastemaker.engine.model.RatingSamples;

/// Factorisation of ratings that also learns from what was rated, whatever the rating, by
/// stochastic gradient descent. Values are stars.
///
/// Yehuda Koren, "Factorization Meets the Neighborhood: a Multifaceted Collaborative Filtering
/// Model", KDD 2008: `r = μ + b_u + b_i + q_i·(p_u + |N(u)|^−½·Σ y_j)` over the items j of N(u),
/// those that u rated, with squared weights held near zero. Ours ↔ the paper's: `learningRate` γ
/// (falling linearly to a tenth), `regularisation` λ₇ and `biasRegularisation` λ₆. Where we depart:
/// y steps once a person and pass, along the sum of the gradients of their ratings, which makes a
/// pass O(ratings·k) instead of O(Σ n²·k).
///
/// Layout: factors row-major, k a row. Memory 4·(k + 1) bytes a person and 8·k an item. People come
/// in an order drawn anew each pass, and so do the ratings of each; with several threads people are
/// shared out and items updated without locks (Niu, Recht, Ré, Wright, "Hogwild!", NIPS 2011), so
/// only one thread repeats its bytes. The model folds people in by ridge regression around what
/// N(u) says.
///
/// @param factors k, 1 to 1024
/// @param iterations passes over the ratings
/// @param learningRate γ
/// @param regularisation λ of factors
/// @param biasRegularisation λ of biases
/// @param foldInRidge what holds a folded-in person's p near zero, in squared lengths of q
public record SvdPlusPlus(
    int factors,
    int iterations,
    double learningRate,
    double regularisation,
    double biasRegularisation,
    double foldInRidge)
    implements Algorithm {

  private static final double INITIAL_DEVIATION = 0.1;
  private static final float BIAS_RIDGE = 2;

  /// Far more than anybody's ratings: all noise is alike.
  private static final float EQUAL_NOISE = 1e6f;

  public SvdPlusPlus {
    Demand.between("factors", factors, 1, 1024);
    Demand.between("iterations", iterations, 1, 10_000);
    Demand.between("learningRate", learningRate, 1e-6, 1);
    Demand.positive("regularisation", regularisation);
    Demand.positive("biasRegularisation", biasRegularisation);
    Demand.positive("foldInRidge", foldInRidge);
  }

  /// 64 factors, 40 passes.
  public SvdPlusPlus() {
    this(64, 40, 0.007, 0.06, 0.02, 8);
  }

  @Override
  public String name() {
    return "svd-plus-plus";
  }

  @Override
  public boolean predictsRatings() {
    return true;
  }

  @Override
  public Model train(Interactions data, Run run) {
    return descent(data, run).model();
  }

  @Override
  public Trained trainWithPeople(Interactions data, Run run) {
    var descent = descent(data, run);
    return new Trained(descent.model(), Optional.of(descent.people()));
  }

  private Descent descent(Interactions data, Run run) {
    var descent = new Descent(data, run.seed());
    for (int i = 0; i < iterations; i++) {
      double from = i / (double) iterations;
      double to = (i + 1) / (double) iterations;
      var step = "pass " + (i + 1) + " of " + iterations;
      descent.pass(
          run, new Parallel.Span(from, to, step), (float) (learningRate * (1 - 0.9 * from)));
    }
    run.progress(1, "done");
    return descent;
  }

  /// The state of the descent.
  private final class Descent {
    private final RatingFactors.Scale scale;
    private final Rows rows;
    private final RandomGenerator random;
    private final int[] order;
    private final float[] userBias;
    private final float[] itemBias;
    private final float[] p;
    private final float[] q;
    private final float[] y;

    Descent(Interactions data, long seed) {
      this.scale = RatingFactors.scaleOf(data);
      this.rows = data.byUser();
      this.random = RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
      this.order = new int[data.users()];
      Arrays.setAll(order, user -> user);
      this.userBias = new float[data.users()];
      this.itemBias = new float[data.items()];
      this.p = new float[Math.multiplyExact(data.users(), factors)];
      this.q = new float[Math.multiplyExact(data.items(), factors)];
      this.y = new float[q.length];
      double deviation = INITIAL_DEVIATION / Math.sqrt(factors);
      for (int i = 0; i < q.length; i++) {
        q[i] = (float) (deviation * random.nextGaussian());
      }
    }

    void pass(Run run, Parallel.Span span, float rate) {
      RatingDescent.shuffle(order, order.length, random);
      long seed = random.nextLong();
      Parallel.rows(run, order.length, span, () -> new Visit(this, seed, rate));
    }

    /// What the items that somebody rated say, `|N|^−½·Σ y`.
    private void addImplied(int user, float[] to, int from) {
      float norm = norm(user);
      for (int entry = rows.begin(user); entry < rows.end(user); entry++) {
        Kernels.axpy(norm, y, rows.column(entry) * factors, to, from, factors);
      }
    }

    private float norm(int user) {
      return (float) (1 / Math.sqrt(Math.max(1, rows.length(user))));
    }

    LearntPeople people() {
      var whole = p.clone();
      for (int user = 0; user < order.length; user++) {
        addImplied(user, whole, user * factors);
      }
      return new FactorPeople(factors, scale.mean(), userBias, itemBias, whole, q);
    }

    RatingSamples model() {
      int width = factors + 1;
      var slopes = new float[Math.multiplyExact(itemBias.length, width)];
      var members = new float[slopes.length];
      for (int item = 0; item < itemBias.length; item++) {
        slopes[item * width] = 1;
        System.arraycopy(q, item * factors, slopes, item * width + 1, factors);
        System.arraycopy(y, item * factors, members, item * width + 1, factors);
      }
      var precisions = new float[width];
      Arrays.fill(precisions, (float) foldInRidge);
      precisions[0] = BIAS_RIDGE;
      var priors = new RatingSamples.Priors(new float[width], precisions);
      var sample = new RatingSamples.Sample(itemBias, slopes, members, priors, 1);
      return new RatingSamples(scale, EQUAL_NOISE, List.of(sample));
    }
  }

  /// One thread's steps along the gradients of people's ratings.
  private final class Visit implements Parallel.Work {
    private final Descent state;
    private final long seed;
    private final float rate;
    private final float decay;
    private final float biasDecay;
    private final float[] implied = new float[factors];
    private final float[] gradient = new float[factors];
    private int[] entries = new int[256];

    Visit(Descent state, long seed, float rate) {
      this.state = state;
      this.seed = seed;
      this.rate = rate;
      this.decay = rate * (float) regularisation;
      this.biasDecay = rate * (float) biasRegularisation;
    }

    @Override
    public void row(int at) {
      int user = state.order[at];
      int length = state.rows.length(user);
      entries = length <= entries.length ? entries : new int[2 * length];
      for (int i = 0; i < length; i++) {
        entries[i] = state.rows.begin(user) + i;
      }
      RatingDescent.shuffle(entries, length, new SplittableRandom(seed + user));
      Arrays.fill(implied, 0);
      Arrays.fill(gradient, 0);
      state.addImplied(user, implied, 0);
      for (int i = 0; i < length; i++) {
        step(user, state.rows.column(entries[i]), state.rows.value(entries[i]));
      }
      stepImplied(user);
    }

    private void step(int user, int item, float rating) {
      int ofUser = user * factors;
      int ofItem = item * factors;
      float product =
          Kernels.dot(state.p, ofUser, state.q, ofItem, factors)
              + Kernels.dot(implied, 0, state.q, ofItem, factors);
      float biases = state.userBias[user] + state.itemBias[item];
      float error = rating - state.scale.mean() - biases - product;
      state.userBias[user] += rate * error - biasDecay * state.userBias[user];
      state.itemBias[item] += rate * error - biasDecay * state.itemBias[item];
      Kernels.axpy(error, state.q, ofItem, gradient, 0, factors);
      var p = state.p;
      var q = state.q;
      float along = rate * error;
      for (int f = 0; f < factors; f++) {
        float old = q[ofItem + f];
        q[ofItem + f] += along * (p[ofUser + f] + implied[f]) - decay * old;
        p[ofUser + f] += along * old - decay * p[ofUser + f];
      }
    }

    private void stepImplied(int user) {
      float along = rate * state.norm(user);
      var y = state.y;
      for (int entry = state.rows.begin(user); entry < state.rows.end(user); entry++) {
        int from = state.rows.column(entry) * factors;
        for (int f = 0; f < factors; f++) {
          y[from + f] += along * gradient[f] - decay * y[from + f];
        }
      }
    }
  }
}
