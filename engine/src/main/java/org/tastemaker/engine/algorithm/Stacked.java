package org.tastemaker.engine.algorithm;

import java.util.ArrayList;
import java.util.List;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;

/// A blend whose weights are learnt from people that its parts have not seen; values are
/// preferences ≥ 0.
///
/// Stacking (David Wolpert, "Stacked Generalization", Neural Networks 5, 1992), with what lists are
/// measured by in place of a loss: weights are found by a search along the coordinates (Donald
/// Metzler, Bruce Croft, "Linear Feature-Based Models for Information Retrieval", Information
/// Retrieval 10, 2007), for a softmax's likelihood asks for calibrated scores, which regressions on
/// 1 are not, and chose worse lists. A share `learners` of the people is left out while the parts
/// are trained; of what each of them likes, `hidden` is hidden, and the rest folded in. The search
/// begins where every part's scores vary as much, and multiplies one weight at a time by what makes
/// the mean NDCG of the first `cutoff` items larger; nothing is chosen on other data. The parts are
/// then trained again, on everybody; those whose weight became 0 are not. What is left is a
/// [Blend], whose first part has the weight 1 and explains itself as any other.
///
/// Costs what the parts cost, twice, and some hundred passes over learners × items × parts scores.
/// Memory beside the parts: the scores, 4·learners·items·parts bytes, of which there are at most
/// 256 MB: of a large catalogue fewer people are learnt from. Threads do not change the bytes
/// unless they change those of a part.
///
/// @param parts at least two, none of them blended itself, none that learns from stars
public record Stacked(List<Algorithm> parts, Learning learning) implements Algorithm {

  /// How weights are learnt.
  ///
  /// @param learners the share of people that they are learnt from
  /// @param hidden how likely a liking of theirs is hidden
  /// @param cutoff how long the lists are
  public record Learning(double learners, double hidden, int cutoff) {
    public Learning {
      Demand.between("learners", learners, 0.01, 0.9);
      Demand.between("hidden", hidden, 0.01, 0.99);
      Demand.between("cutoff", cutoff, 1, 10_000);
    }

    /// A fifth of the people, a fifth of their likings, lists of a hundred.
    public Learning() {
      this(0.2, 0.2, 100);
    }
  }

  public Stacked {
    parts = List.copyOf(parts);
    if (parts.size() < 2) {
      throw new IllegalArgumentException("A stack has at least two parts.");
    }
    parts.forEach(part -> new Blended.Part(part, 1));
  }

  /// [ImplicitAls] and [Ease].
  public Stacked() {
    this(List.of(new ImplicitAls(), new Ease()), new Learning());
  }

  @Override
  public String name() {
    return "stacked";
  }

  @Override
  public Model train(Interactions data, Run run) {
    var weights = weights(data, run);
    List<Blended.Part> wanted = new ArrayList<>();
    for (int part = 0; part < weights.length; part++) {
      if (weights[part] != 0) {
        wanted.add(new Blended.Part(parts.get(part), weights[part]));
      }
    }
    return new Blended(wanted).train(data, new PartOfRun(run, 1, 2));
  }

  /// The weights that it learns, of which the first that is not 0 is 1.
  double[] weights(Interactions data, Run run) {
    var learners = Learners.of(data, learning, parts.size(), run.seed());
    var first = new PartOfRun(run, 0, 2);
    List<Model> models = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      var partRun = new PartOfRun(first, part, parts.size());
      models.add(parts.get(part).train(learners.others(), partRun));
    }
    return new WeightSearch(learners, models, learning.cutoff(), run).weights();
  }
}
