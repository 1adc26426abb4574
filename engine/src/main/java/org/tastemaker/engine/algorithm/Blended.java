package org.tastemaker.engine.algorithm;

import java.util.ArrayList;
import java.util.List;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Blend;
import org.tastemaker.engine.model.Model;

/// Several algorithms trained on the same preferences, whose weighted scores add up (linear
/// stacking: Leo Breiman, "Stacked Regressions", Machine Learning 24, 1996; the weights are
/// hyper-parameters, for a search on validation data). Costs what the parts cost, one after the
/// other; each sees the run's seed.
///
/// @param parts at least one, none of them blended itself, none that learns from stars
public record Blended(List<Part> parts) implements Algorithm {
  /// One algorithm of a blend.
  ///
  /// @param weight what its scores are multiplied by
  public record Part(Algorithm algorithm, double weight) {
    public Part {
      Demand.between("weight", weight, -1000, 1000);
      if (algorithm instanceof Blended
          || algorithm instanceof Stacked
          || algorithm.predictsRatings()) {
        throw new IllegalArgumentException(
            algorithm.name() + " cannot be a part of a blend of preferences.");
      }
    }
  }

  public Blended {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("A blend has at least one part.");
    }
  }

  /// Half [ImplicitAls], half [Ease].
  public Blended() {
    this(List.of(new Part(new ImplicitAls(), 0.5), new Part(new Ease(), 0.5)));
  }

  @Override
  public String name() {
    return "blended";
  }

  @Override
  public Model train(Interactions data, Run run) {
    List<Blend.Part> trained = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var model = part.algorithm().train(data, new PartOfRun(run, i, parts.size()));
      trained.add(new Blend.Part(model, (float) part.weight()));
    }
    return new Blend(trained);
  }
}
