package org.tastemaker.engine.algorithm;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;

/// A matrix factorisation that learns which of all items somebody likes, by the cross-entropy of a
/// softmax over them; values are preferences ≥ 0.
///
/// The loss is that of Jiancan Wu, Xiang Wang, Xingyu Gao, Jiawei Chen, Hongcheng Fu, Tianyu Qiu,
/// Xiangnan He, "On the Effectiveness of Sampled Softmax Loss for Item Recommendation", ACM TOIS
/// 42(4), 2024, equation 5. A person is no vector of their own but the sum of what they like, as in
/// Santosh Kabbur, Xia Ning, George Karypis, "FISM: Factored Item Similarity Models for Top-N
/// Recommender Systems", KDD 2013, equation 6, so that whoever was not trained on is folded in as
/// they were: with preferences c, the chance of i is
///
/// `∝ exp(b_i + (Σ_j c_j)^−ρ · Σ_j c_j·p_j·q_i)`
///
/// over the items that are not in the sum. Ours ↔ FISM's: `personExponent` ρ α, inputs p P, outputs
/// q Q. Where FISM leaves a liking out of the sum that it is learnt from, every epoch hides
/// `hidden` of everybody's likings at random and learns those, c_i times each, from the sum of the
/// others: one sum a person rather than one a liking, and a dropout of the input at once (Dawen
/// Liang, Rahul Krishnan, Matthew Hoffman, Tony Jebara, "Variational Autoencoders for Collaborative
/// Filtering", WWW 2018, whose Mult-DAE this is without its nonlinearity).
///
/// A step takes `batch` people, with `negatives` items drawn for all of them ([SampledSoftmax]),
/// and follows the gradient by [Adam], its rate falling to nothing. Factors of the sum are left out
/// at random (Nitish Srivastava et al., "Dropout", JMLR 15, 2014).
///
/// An epoch costs O(people·negatives·k + entries·k + people/batch·items·k); memory 8·items·k floats
/// and batch·(negatives + 2·k). Every sum has an order of its own, so threads do not change the
/// bytes.
///
/// @param factors k, 1 to 1024
/// @param epochs how often everybody is learnt from
/// @param learningRate of the first epoch
/// @param negatives items of a step's softmax; all of them where there are no more
/// @param batch people a step
/// @param hidden how likely a liking is hidden, and learnt
/// @param personExponent ρ: 0 adds up what somebody likes, 1 takes the mean
/// @param factorDropout how likely a factor is left out
public record SoftmaxFactors(
    int factors,
    int epochs,
    double learningRate,
    int negatives,
    int batch,
    double hidden,
    double personExponent,
    double factorDropout)
    implements Algorithm {

  public SoftmaxFactors {
    Demand.between("factors", factors, 1, 1024);
    Demand.between("epochs", epochs, 1, 10_000);
    Demand.positive("learningRate", learningRate);
    Demand.between("negatives", negatives, 1, 100_000);
    Demand.between("batch", batch, 1, 65_536);
    Demand.between("hidden", hidden, 0.01, 0.99);
    Demand.between("personExponent", personExponent, 0, 1);
    Demand.between("factorDropout", factorDropout, 0, 0.9);
  }

  /// 128 factors, the softmax over 4096 items.
  public SoftmaxFactors() {
    this(128, 60, 0.006, 4096, 256, 0.2, 0.7, 0.2);
  }

  @Override
  public String name() {
    return "softmax-factors";
  }

  @Override
  public Model train(Interactions data, Run run) {
    RandomGenerator random =
        RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(run.seed());
    var descent = new SumDescent(this, data, random);
    for (int epoch = 0; epoch < epochs; epoch++) {
      descent.epoch(epoch, run);
    }
    run.progress(1, "done");
    return descent.model();
  }
}
