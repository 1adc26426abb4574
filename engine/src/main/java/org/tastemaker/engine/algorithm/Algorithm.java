package org.tastemaker.engine.algorithm;

import java.util.Optional;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;

/// A way to learn from interactions: the record of its hyper-parameters. The constructor without
/// arguments gives defaults that work; all constructors refuse values that cannot.
public sealed interface Algorithm
    permits MostPopular,
        ImplicitAls,
        BiasedMf,
        BiasedAls,
        BayesianMf,
        Baseline,
        SlopeOne,
        SvdPlusPlus,
        ItemKnn,
        UserKnn,
        GraphFilter,
        Ease,
        SparseEase,
        NextItem,
        Bpr,
        SoftmaxFactors,
        RandomOrder,
        Blended,
        Stacked {
  /// A stable name for files, logs and JSON, as in `implicit-als`.
  String name();

  /// Learns a model of the items.
  ///
  /// @param data what the algorithm's own documentation asks for: preferences or stars
  /// @throws java.util.concurrent.CancellationException when the run is cancelled
  Model train(Interactions data, Run run);

  /// Learns the same model, and hands out what it learnt of people besides, for evaluation.
  ///
  /// @throws java.util.concurrent.CancellationException when the run is cancelled
  default Trained trainWithPeople(Interactions data, Run run) {
    return new Trained(train(data, run), Optional.empty());
  }

  /// Whether values are stars, which its models predict; preferences otherwise.
  default boolean predictsRatings() {
    return false;
  }
}
