package org.tastemaker.engine.algorithm;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.RatingFactors;

/// Matrix factorisation of ratings with biases of people and items, by stochastic gradient descent;
/// often called SVD. Values are stars.
///
/// Yehuda Koren, Robert Bell, Chris Volinsky, "Matrix Factorization Techniques for Recommender
/// Systems", IEEE Computer 42(8), 2009. It minimises
///
/// `Σ (r − μ − b_u − b_i − p·q)² + λ·(‖p‖² + ‖q‖²) + λ_b·(b_u² + b_i²)` over the ratings
///
/// Ours ↔ the paper's: `learningRate` γ (falling linearly to a tenth), `regularisation` λ for
/// factors, `biasRegularisation` for biases. People's factors serve evaluation only: the model
/// folds everybody in by ridge regression against the item side, with the same λ a rating.
///
/// Layout: factors row-major, k a row. One pass costs O(ratings·k); people come in an order drawn
/// anew each pass, and so do the ratings of each. With several threads people are shared out and
/// item factors are updated without locks (Niu, Recht, Ré, Wright, "Hogwild!", NIPS 2011), so only
/// one thread repeats its bytes.
///
/// @param factors k, 1 to 1024
/// @param iterations passes over the ratings
/// @param learningRate γ
/// @param regularisation λ
/// @param biasRegularisation λ_b
/// @param foldInRidge what holds a person's factors near zero besides λ a rating: the fewer
///   ratings, the more it counts
public record BiasedMf(
    int factors,
    int iterations,
    double learningRate,
    double regularisation,
    double biasRegularisation,
    double foldInRidge)
    implements Algorithm {

  private static final float BIAS_RIDGE = 1;

  public BiasedMf {
    Demand.between("factors", factors, 1, 1024);
    Demand.between("iterations", iterations, 1, 10_000);
    Demand.between("learningRate", learningRate, 1e-6, 1);
    Demand.positive("regularisation", regularisation);
    Demand.positive("biasRegularisation", biasRegularisation);
    Demand.positive("foldInRidge", foldInRidge);
  }

  /// 64 factors, 60 passes.
  public BiasedMf() {
    this(64, 60, 0.01, 0.06, 0.02, 3);
  }

  @Override
  public String name() {
    return "biased-mf";
  }

  @Override
  public boolean predictsRatings() {
    return true;
  }

  @Override
  public Model train(Interactions data, Run run) {
    return descent(data, run).model(ridge());
  }

  @Override
  public Trained trainWithPeople(Interactions data, Run run) {
    var descent = descent(data, run);
    return new Trained(descent.model(ridge()), Optional.of(descent.people()));
  }

  private RatingDescent descent(Interactions data, Run run) {
    RandomGenerator random =
        RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(run.seed());
    var descent = new RatingDescent(this, data, random);
    for (int i = 0; i < iterations; i++) {
      double from = i / (double) iterations;
      double to = (i + 1) / (double) iterations;
      var step = "pass " + (i + 1) + " of " + iterations;
      descent.pass(run, new Parallel.Span(from, to, step), learningRate * (1 - 0.9 * from));
    }
    run.progress(1, "done");
    return descent;
  }

  private RatingFactors.Ridge ridge() {
    return new RatingFactors.Ridge(
        (float) foldInRidge, (float) regularisation, BIAS_RIDGE, (float) biasRegularisation);
  }
}
