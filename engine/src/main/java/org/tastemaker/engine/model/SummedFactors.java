package org.tastemaker.engine.model;

import java.util.Objects;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.Kernels;

/// People as sums of what they like, as `SoftmaxFactors` trains them: with preferences c of the
/// profile, the item i scores `b_i + (Σ_j c_j)^−ρ · Σ_j c_j·p_j·q_i`. A logarithm of a chance but
/// for a constant: what is unlikely scores below 0. Somebody without evidence is scored by the
/// biases.
///
/// Layout: row-major, `inputs` p and `outputs` q: items × k, `biases: items`. Folding in O(n·k),
/// scoring O(items·k), one score O(k), contributions and losses O(n·k).
public final class SummedFactors implements Model {
  private final int factors;
  private final float exponent;
  private final float[] inputs;
  private final OutputFactors outputs;

  /// A model of these factors.
  ///
  /// @param factors k, at least 1
  /// @param exponent ρ, from 0 to 1
  public SummedFactors(
      int factors, float exponent, float[] inputs, float[] outputs, float[] biases) {
    if (factors < 1 || !(exponent >= 0 && exponent <= 1)) {
      throw new IllegalArgumentException(
          "Nobody is a sum of %d factors with the exponent %s.".formatted(factors, exponent));
    }
    Shapes.requireLength("inputs", inputs, (long) biases.length * factors);
    this.factors = factors;
    this.exponent = exponent;
    this.inputs = inputs.clone();
    this.outputs = new OutputFactors(factors, outputs, biases);
  }

  @Override
  public int items() {
    return outputs.items();
  }

  @Override
  public Taste foldIn(Profile profile) {
    Shapes.requireKnown(profile, items());
    return new Folded(profile);
  }

  /// The cosine of the items' output factors: alike is what the same people like.
  @Override
  public void similar(int item, float[] scores) {
    outputs.similar(item, scores);
  }

  int factors() {
    return factors;
  }

  float exponent() {
    return exponent;
  }

  float[] inputs() {
    return inputs;
  }

  OutputFactors outputs() {
    return outputs;
  }

  /// What a preference counts where all of them together are so much.
  ///
  /// @param exponent ρ
  public static float scale(double preferences, double exponent) {
    return preferences > 0 ? (float) Math.pow(preferences, -exponent) : 0;
  }

  private final class Folded implements Taste {
    private final Profile profile;
    private final double preferences;
    private final float[] state = new float[factors];

    Folded(Profile profile) {
      this.profile = profile;
      double sum = 0;
      for (int j = 0; j < profile.size(); j++) {
        sum += Shapes.preference(profile, j);
        Kernels.axpy(profile.values()[j], inputs, profile.items()[j] * factors, state, 0, factors);
      }
      preferences = sum;
      float scale = scale(sum, exponent);
      for (int d = 0; d < factors; d++) {
        state[d] *= scale;
      }
    }

    @Override
    public void score(float[] scores) {
      outputs.score(state, scores);
    }

    @Override
    public float score(int item) {
      Objects.checkIndex(item, items());
      return outputs.score(state, item);
    }

    private float term(int entry, int item) {
      return profile.values()[entry]
          * outputs.product(inputs, profile.items()[entry] * factors, item);
    }

    @Override
    public float[] contributions(int item) {
      float scale = scale(preferences, exponent);
      var terms = new float[profile.size()];
      for (int entry = 0; entry < terms.length; entry++) {
        terms[entry] = scale * term(entry, item);
      }
      return terms;
    }

    @Override
    public float[] losses(int item) {
      return losses(item, Shapes.positions(profile.size()));
    }

    /// Exact: all others count more.
    @Override
    public float[] losses(int item, int[] entries) {
      float scale = scale(preferences, exponent);
      float personal = outputs.product(state, 0, item);
      var losses = new float[entries.length];
      for (int i = 0; i < losses.length; i++) {
        float fewer = scale(preferences - profile.values()[entries[i]], exponent);
        float others = scale > 0 ? personal / scale - term(entries[i], item) : 0;
        losses[i] = personal - fewer * others;
      }
      return losses;
    }
  }
}
