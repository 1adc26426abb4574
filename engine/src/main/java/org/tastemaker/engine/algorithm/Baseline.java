package org.tastemaker.engine.algorithm;

import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.RatingFactors;

/// The mean, what people give an item above it, and what a person gives above that: the bar for
/// everything that predicts ratings. Values are stars.
///
/// Section 2.1 of Yehuda Koren, "Factor in the Neighbors: Scalable and Accurate Collaborative
/// Filtering", ACM TKDD 4(1), 2010: `r = μ + b_i + b_u` with `b_i = Σ (r − μ) / (λ₂ + n_i)` and
/// `b_u = Σ (r − μ − b_i) / (λ₃ + n_u)`.
///
/// O(ratings); memory and model one float an item. Everybody is folded in exactly, so there is
/// nothing to know of people.
///
/// @param itemRidge λ₂, in ratings
/// @param personRidge λ₃, in ratings
public record Baseline(double itemRidge, double personRidge) implements Algorithm {
  public Baseline {
    Demand.positive("itemRidge", itemRidge);
    Demand.positive("personRidge", personRidge);
  }

  /// The paper's 25 and 10.
  public Baseline() {
    this(25, 10);
  }

  @Override
  public String name() {
    return "baseline";
  }

  @Override
  public boolean predictsRatings() {
    return true;
  }

  @Override
  public Model train(Interactions data, Run run) {
    var scale = RatingFactors.scaleOf(data);
    run.proceed(0, "adding up");
    var byItem = data.byItem();
    var biases = new float[data.items()];
    for (int item = 0; item < biases.length; item++) {
      double sum = 0;
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        sum += byItem.value(entry) - scale.mean();
      }
      biases[item] = (float) (sum / (itemRidge + byItem.length(item)));
    }
    run.progress(1, "done");
    var ridge = new RatingFactors.Ridge(1, 0, (float) personRidge, 0);
    return new RatingFactors(biases, new float[0], scale, ridge);
  }
}
