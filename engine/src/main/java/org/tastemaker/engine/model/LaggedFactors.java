package org.tastemaker.engine.model;

import java.util.Arrays;
import java.util.Objects;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.Kernels;

/// What somebody does next, of what they did last, as `NextItem` trains it: the item i scores `b_i
/// + Σ_l Σ_d a_ld·p_jd·q_id`, where j is the item that lies l back, 0 the latest. A logarithm of a
///   chance but for a constant: what is unlikely scores below 0. Values of the profile do not
///   count, an entry is an entry.
///
/// A profile without times has no order: all its entries count alike then, together as much as an
/// ordered history of that length. Of two things of one moment the lower item counts as the later.
///
/// Layout: row-major, `lags: L × k`, `inputs` p and `outputs` q: items × k, `biases: items`.
/// Folding in O(n·log n + L·k), scoring O(items·k), one score O(k), contributions and losses O((n +
/// L)·k).
public final class LaggedFactors implements Model {
  private final int items;
  private final int factors;
  private final float[] lags;
  private final float[] inputs;
  private final OutputFactors outputs;

  /// A model of these factors.
  ///
  /// @param factors k, at least 1
  public LaggedFactors(int factors, float[] lags, float[] inputs, float[] outputs, float[] biases) {
    if (factors < 1 || lags.length == 0 || lags.length % factors != 0) {
      throw new IllegalArgumentException(
          lags.length + " weights of lags do not fit " + factors + " factors.");
    }
    this.items = biases.length;
    this.factors = factors;
    Shapes.requireLength("lags", lags, lags.length);
    Shapes.requireLength("inputs", inputs, (long) items * factors);
    this.lags = lags.clone();
    this.inputs = inputs.clone();
    this.outputs = new OutputFactors(factors, outputs, biases);
  }

  @Override
  public int items() {
    return items;
  }

  /// How many of the latest entries count.
  public int reach() {
    return lags.length / factors;
  }

  @Override
  public Taste foldIn(Profile profile) {
    Shapes.requireKnown(profile, items);
    return profile.ordered() ? new Ordered(profile) : new Unordered(profile);
  }

  /// The cosine of the items' output factors: alike is what follows the same things.
  @Override
  public void similar(int item, float[] scores) {
    outputs.similar(item, scores);
  }

  int factors() {
    return factors;
  }

  float[] lags() {
    return lags;
  }

  float[] inputs() {
    return inputs;
  }

  OutputFactors outputs() {
    return outputs;
  }

  /// What an item adds to the score of another from a place in the history.
  private float term(int from, int lag, int to) {
    float sum = 0;
    for (int d = 0; d < factors; d++) {
      sum +=
          lags[lag * factors + d]
              * inputs[from * factors + d]
              * outputs.vectors()[to * factors + d];
    }
    return sum;
  }

  private static float[] only(float[] all, int[] entries) {
    var some = new float[entries.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[entries[i]];
    }
    return some;
  }

  /// Entries from the latest on.
  private static int[] latestFirst(Profile profile) {
    var seconds = profile.seconds();
    var sorted = new Integer[profile.size()];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, (a, b) -> Long.compare(seconds[b], seconds[a]));
    return Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
  }

  private final class Ordered implements Taste {
    private final int[] entries;
    private final int[] history;
    private final float[] state = new float[factors];

    Ordered(Profile profile) {
      entries = latestFirst(profile);
      history = new int[entries.length];
      for (int place = 0; place < history.length; place++) {
        history[place] = profile.items()[entries[place]];
      }
      for (int lag = 0; lag < Math.min(reach(), history.length); lag++) {
        Kernels.addProducts(lags, lag * factors, inputs, history[lag] * factors, state, 0, factors);
      }
    }

    @Override
    public void score(float[] scores) {
      outputs.score(state, scores);
    }

    @Override
    public float score(int item) {
      return outputs.score(state, item);
    }

    /// Nothing from what lies too far back.
    @Override
    public float[] contributions(int item) {
      Objects.checkIndex(item, items);
      var terms = new float[history.length];
      for (int lag = 0; lag < Math.min(reach(), history.length); lag++) {
        terms[entries[lag]] = term(history[lag], lag, item);
      }
      return terms;
    }

    /// Exact: all that is older moves up.
    @Override
    public float[] losses(int item) {
      Objects.checkIndex(item, items);
      int reached = Math.min(reach(), history.length);
      var losses = new float[history.length];
      float moved = reached < history.length ? -term(history[reached], reached - 1, item) : 0;
      for (int lag = reached - 1; lag >= 0; lag--) {
        float here = term(history[lag], lag, item);
        losses[entries[lag]] = here + moved;
        moved += lag == 0 ? 0 : here - term(history[lag], lag - 1, item);
      }
      return losses;
    }

    @Override
    public float[] losses(int item, int[] wanted) {
      return only(losses(item), wanted);
    }
  }

  private final class Unordered implements Taste {
    private final int[] history;
    private final float[] sums = new float[factors];
    private final float[] weights;
    private final float[] state = new float[factors];

    Unordered(Profile profile) {
      history = profile.items();
      for (int from : history) {
        Kernels.axpy(1, inputs, from * factors, sums, 0, factors);
      }
      weights = weights(history.length);
      Kernels.addProducts(weights, 0, sums, 0, state, 0, factors);
    }

    /// What one of so many entries counts.
    private float[] weights(int entries) {
      var mean = new float[factors];
      for (int lag = 0; lag < Math.min(reach(), entries); lag++) {
        Kernels.axpy(1f / entries, lags, lag * factors, mean, 0, factors);
      }
      return mean;
    }

    @Override
    public void score(float[] scores) {
      outputs.score(state, scores);
    }

    @Override
    public float score(int item) {
      return outputs.score(state, item);
    }

    @Override
    public float[] contributions(int item) {
      Objects.checkIndex(item, items);
      return terms(weights, item);
    }

    private float[] terms(float[] weights, int item) {
      var terms = new float[history.length];
      for (int entry = 0; entry < terms.length; entry++) {
        terms[entry] = dot(weights, inputs, history[entry] * factors, item);
      }
      return terms;
    }

    private float dot(float[] weights, float[] vectors, int from, int item) {
      float sum = 0;
      for (int d = 0; d < factors; d++) {
        sum += weights[d] * vectors[from + d] * outputs.vectors()[item * factors + d];
      }
      return sum;
    }

    /// Exact: all others count more.
    @Override
    public float[] losses(int item) {
      Objects.checkIndex(item, items);
      var fewer = weights(history.length - 1);
      float change = dot(weights, sums, 0, item) - dot(fewer, sums, 0, item);
      var losses = terms(fewer, item);
      for (int entry = 0; entry < losses.length; entry++) {
        losses[entry] += change;
      }
      return losses;
    }

    @Override
    public float[] losses(int item, int[] wanted) {
      return only(losses(item), wanted);
    }
  }
}
