package org.tastemaker.engine.algorithm;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.ImplicitFactors;
import org.tastemaker.engine.model.Model;

/// Matrix factorisation that puts what somebody likes before what they do not, values are
/// preferences of which only that they are above 0 counts.
///
/// Steffen Rendle, Christoph Freudenthaler, Zeno Gantner, Lars Schmidt-Thieme, "BPR: Bayesian
/// Personalized Ranking from Implicit Feedback", UAI 2009, by stochastic gradient: for a liking i
/// of u and an item j that u does not have, drawn evenly, a step against the gradient of
///
/// `−ln σ(p_u·(q_i − q_j)) + λ/2·(‖p_u‖² + ‖q_i‖² + ‖q_j‖²)`.
///
/// We depart in two things. An epoch takes every liking once, person by person in a new order,
/// rather than drawing likings: a person's factors stay in the cache. And items have no biases: a
/// person who is folded in is the least-squares problem of [ImplicitFactors] on the items' factors,
/// with `foldInUnobserved` and `foldInRidge`, so that a score remains a sum over the profile.
///
/// Layout: people × k and items × k, row-major. An epoch costs O(entries·k), memory (people +
/// items)·k floats. With several threads items are stepped at without locks (Benjamin Recht et al.,
/// "Hogwild!", NeurIPS 2011), and bytes differ from run to run.
///
/// @param factors k, 1 to 1024
/// @param epochs how often every liking is learnt from
/// @param learningRate of the first epoch; the last has a tenth of it
/// @param regularisation λ
/// @param foldInUnobserved α of folding in: what every item counts towards 0
/// @param foldInRidge λ of folding in
public record Bpr(
    int factors,
    int epochs,
    double learningRate,
    double regularisation,
    double foldInUnobserved,
    double foldInRidge)
    implements Algorithm {

  public Bpr {
    Demand.between("factors", factors, 1, 1024);
    Demand.between("epochs", epochs, 1, 10_000);
    Demand.between("learningRate", learningRate, 1e-6, 1);
    Demand.between("regularisation", regularisation, 0, 10);
    Demand.between("foldInUnobserved", foldInUnobserved, 0, 1000);
    Demand.positive("foldInRidge", foldInRidge);
  }

  /// 64 factors, 30 epochs.
  public Bpr() {
    this(64, 30, 0.05, 0.01, 0.1, 1);
  }

  @Override
  public String name() {
    return "bpr";
  }

  @Override
  public Model train(Interactions data, Run run) {
    return model(descent(data, run), data.items());
  }

  @Override
  public Trained trainWithPeople(Interactions data, Run run) {
    var descent = descent(data, run);
    return new Trained(model(descent, data.items()), Optional.of(descent.people()));
  }

  private PairDescent descent(Interactions data, Run run) {
    RandomGenerator random =
        RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(run.seed());
    var descent = new PairDescent(this, data, random);
    for (int epoch = 0; epoch < epochs; epoch++) {
      double from = epoch / (double) epochs;
      var span =
          new Parallel.Span(
              from, (epoch + 1) / (double) epochs, "epoch " + (epoch + 1) + " of " + epochs);
      descent.epoch(run, span, learningRate * (1 - 0.9 * from));
    }
    run.progress(1, "done");
    return descent;
  }

  private ImplicitFactors model(PairDescent descent, int items) {
    var objective =
        new ImplicitFactors.Objective(factors, (float) foldInUnobserved, (float) foldInRidge, 0);
    return new ImplicitFactors(items, descent.itemFactors(), objective);
  }
}
