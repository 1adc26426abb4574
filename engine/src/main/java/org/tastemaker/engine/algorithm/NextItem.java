package org.tastemaker.engine.algorithm;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;

/// What somebody does next, from the order of what they did. Values count as evidence alone; the
/// entries need their times.
///
/// A factorised Markov chain over the last items (Steffen Rendle, Christoph Freudenthaler, Lars
/// Schmidt-Thieme, "Factorizing Personalized Markov Chains for Next-Basket Recommendation", WWW
/// 2010) whose lags are weighed by what is learnt, as in Ruining He, Julian McAuley, "Fusing
/// Similarity Models with Markov Chains for Sparse Sequential Recommendation", ICDM 2016 – but for
/// every factor apart, so that some look at the last item and some at the last fifty – and learnt
/// by the cross-entropy of a softmax over the items, which the transformers of that task are better
/// for as well (Anton Klenitskiy, Alexey Vasilev, "Turning Dross Into Gold Loss: is BERT4Rec Really
/// Better than SASRec?", RecSys 2023). With item j_l at l back, the chance of i is `∝ exp(b_i
/// + Σ_l Σ_d a_ld·p_{j_l,d}·q_id)`, over the items that the person has not had yet: nothing is
///   learnt of repetition. What is learnt stays linear in the history, so it is explained exactly.
///
/// Every step takes `batch` places of all histories at random, with the same `negatives` items for
/// all of them, drawn evenly and each counted `items / negatives` times, and follows the gradient
/// as Diederik Kingma, Jimmy Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, its rate
/// falling to nothing. Entries of the history and factors of their sum are left out at random
/// (Nitish Srivastava et al., "Dropout", JMLR 15, 2014).
///
/// An epoch costs O(entries·(lags + negatives)·k + Σ n² over the people + entries/batch·items·k);
/// memory 8·items·k floats and 3 numbers an entry. Every sum has an order of its own, so threads do
/// not change the bytes.
///
/// @param factors k, 1 to 1024
/// @param lags how many of the latest items count
/// @param epochs how often every place is learnt from
/// @param learningRate of the first epoch
/// @param negatives items of a step's softmax; all of them where there are no more
/// @param batch places a step
/// @param historyDropout how likely an entry of the history is left out
/// @param factorDropout how likely a factor is left out
public record NextItem(
    int factors,
    int lags,
    int epochs,
    double learningRate,
    int negatives,
    int batch,
    double historyDropout,
    double factorDropout)
    implements Algorithm {

  public NextItem {
    Demand.between("factors", factors, 1, 1024);
    Demand.between("lags", lags, 1, 1000);
    Demand.between("epochs", epochs, 1, 1000);
    Demand.positive("learningRate", learningRate);
    Demand.between("negatives", negatives, 1, 100_000);
    Demand.between("batch", batch, 1, 65_536);
    Demand.between("historyDropout", historyDropout, 0, 0.9);
    Demand.between("factorDropout", factorDropout, 0, 0.9);
  }

  /// 64 factors of the last 32 items.
  public NextItem() {
    this(64, 32, 8, 0.002, 704, 1024, 0.1, 0.2);
  }

  @Override
  public String name() {
    return "next-item";
  }

  /// @throws IllegalArgumentException when the interactions carry no times
  @Override
  public Model train(Interactions data, Run run) {
    if (!data.timed() && data.size() > 0) {
      throw new IllegalArgumentException(
          "NextItem learns from the order of things, and these interactions carry no times.");
    }
    RandomGenerator random =
        RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(run.seed());
    var descent = new SuccessionDescent(this, new Succession(data), random);
    for (int epoch = 0; epoch < epochs; epoch++) {
      descent.epoch(epoch, run);
    }
    run.progress(1, "done");
    return descent.model();
  }
}
