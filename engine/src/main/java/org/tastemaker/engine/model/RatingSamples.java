package org.tastemaker.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.ItemBlocks;
import org.tastemaker.engine.kernel.Kernels;

/// Several draws of the item side of a factorisation of ratings, as `BayesianMf` makes them; a
/// prediction is the mean over the draws.
///
/// In every draw a rating is `μ + o_i + x·z_i` with `z = (1, q)`. Before they rate, somebody's x is
/// normal around `m + n^−½·Σ y_j`, the prior's mean and what their n items say by having been
/// rated; folding in takes the mean after the ratings, `x = prior + δ`, `δ = (Σ z_j·z_jᵀ +
/// Λ/(α·w))⁻¹·Σ z_j·e_j`, with the errors e of the prior's predictions, the prior's precisions Λ,
/// the noise's α, and the person's weight `w = (ν + n)/(ν + α·Σ left²)`, which begins at 1 and is
/// measured once on what a first solution leaves. Somebody new gets `μ + o_i + m·z_i`.
///
/// Layout: a draw's rows are `items × (k + 1)`. Memory 12·(k + 1) bytes an item and draw. Folding
/// in O(draws·(n·k² + k³)), scoring O(draws·items·k).
public final class RatingSamples implements RatingModel {
  private final int items;
  private final int width;
  private final int order;
  private final RatingFactors.Scale scale;
  private final float noiseFreedom;
  private final List<Sample> samples;
  private final List<float[]> rows;
  private final ItemBlocks blocks;
  private final float[] inverseNorms;

  /// What somebody's x comes from before they rate: a mean and a precision a dimension.
  public record Priors(float[] means, float[] precisions) {
    public Priors {
      means = means.clone();
      precisions = precisions.clone();
      Shapes.requireFinite("means", means);
      Shapes.requireLength("precisions", precisions, means.length);
      for (float precision : precisions) {
        if (!(precision > 0)) {
          throw new IllegalArgumentException("A precision is above 0, not " + precision + ".");
        }
      }
    }
  }

  /// One draw.
  ///
  /// @param offsets o, one an item
  /// @param slopes z, items × (k + 1), row-major; the first of a row is that of the bias
  /// @param members y, as `slopes`; empty where it does not count what somebody rated
  /// @param precision of the noise, α
  public record Sample(
      float[] offsets, float[] slopes, float[] members, Priors priors, float precision) {
    public Sample {
      offsets = offsets.clone();
      slopes = slopes.clone();
      members = members.clone();
      Shapes.requireFinite("offsets", offsets);
      long size = (long) offsets.length * priors.means().length;
      Shapes.requireLength("slopes", slopes, size);
      Shapes.requireLength("members", members, members.length == 0 ? 0 : size);
      if (offsets.length == 0 || !(precision > 0) || !Float.isFinite(precision)) {
        throw new IllegalArgumentException(
            "A draw of " + offsets.length + " items with the precision " + precision + ".");
      }
    }
  }

  /// A model of these draws, all of the same shape.
  ///
  /// @param noiseFreedom ν, how alike people's noise is
  public RatingSamples(RatingFactors.Scale scale, float noiseFreedom, List<Sample> samples) {
    if (samples.isEmpty() || !(noiseFreedom > 0) || !Float.isFinite(noiseFreedom)) {
      throw new IllegalArgumentException(
          samples.size() + " draws with " + noiseFreedom + " degrees of freedom are no model.");
    }
    this.samples = List.copyOf(samples);
    this.items = samples.getFirst().offsets().length;
    this.width = samples.getFirst().priors().means().length;
    this.order = Kernels.padded(width);
    this.scale = scale;
    this.noiseFreedom = noiseFreedom;
    requireOneShape();
    this.rows =
        samples.stream()
            .map(sample -> Shapes.padRows(sample.slopes(), items, width, order))
            .toList();
    var joined = joined();
    this.blocks = ItemBlocks.of(joined, items, samples.size() * width + 1, joinedWidth());
    this.inverseNorms = inverseNorms(joined);
  }

  private void requireOneShape() {
    for (var sample : samples) {
      if (sample.offsets().length != items || sample.priors().means().length != width) {
        throw new IllegalArgumentException("The draws are not of one shape.");
      }
    }
  }

  private int joinedWidth() {
    return Kernels.padded(samples.size() * width + 1);
  }

  /// The rows of all draws side by side, then the mean of their offsets.
  private float[] joined() {
    int stride = joinedWidth();
    var joined = new float[Math.multiplyExact(items, stride)];
    for (int s = 0; s < samples.size(); s++) {
      var sample = samples.get(s);
      for (int item = 0; item < items; item++) {
        int to = item * stride;
        System.arraycopy(sample.slopes(), item * width, joined, to + s * width, width);
        joined[to + samples.size() * width] += sample.offsets()[item] / samples.size();
      }
    }
    return joined;
  }

  /// One over the length of every item's factors in all draws.
  private float[] inverseNorms(float[] joined) {
    int stride = joinedWidth();
    for (int item = 0; item < items; item++) {
      for (int s = 0; s < samples.size(); s++) {
        joined[item * stride + s * width] = 0;
      }
      joined[item * stride + samples.size() * width] = 0;
    }
    return Shapes.inverseNorms(joined, items, stride);
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public RatingFactors.Scale scale() {
    return scale;
  }

  float noiseFreedom() {
    return noiseFreedom;
  }

  List<Sample> samples() {
    return samples;
  }

  @Override
  public Taste foldIn(Profile profile) {
    Shapes.requireKnown(profile, items);
    var parts = new Part[samples.size()];
    Arrays.setAll(parts, s -> new Part(samples.get(s), rows.get(s), profile));
    return new Folded(profile, parts);
  }

  /// The cosine of the factors over all draws, 0 where an item has none.
  @Override
  public void similar(int item, float[] scores) {
    Objects.checkIndex(item, items);
    var x = new float[samples.size() * width + 1];
    for (int s = 0; s < samples.size(); s++) {
      System.arraycopy(rows.get(s), item * order + 1, x, s * width + 1, width - 1);
    }
    blocks.scores(x, scores);
    for (int i = 0; i < items; i++) {
      scores[i] *= inverseNorms[i] * inverseNorms[item];
    }
  }

  /// Somebody in one draw.
  private final class Part {
    private final Sample sample;
    private final float[] rows;
    private final Profile profile;
    private final float[] prior;
    private final float[] errors;
    private float[] cholesky = new float[0];
    private float[] ridge = new float[0];
    private float[] x;

    Part(Sample sample, float[] rows, Profile profile) {
      this.sample = sample;
      this.rows = rows;
      this.profile = profile;
      this.prior = prior();
      this.errors = errors(prior);
      this.x = prior;
      solve(1);
      solve(weight());
    }

    private float[] prior() {
      var prior = Arrays.copyOf(sample.priors().means(), order);
      if (sample.members().length > 0 && profile.size() > 0) {
        float norm = norm();
        for (int item : profile.items()) {
          Kernels.axpy(norm, sample.members(), item * width, prior, 0, width);
        }
      }
      return prior;
    }

    private float norm() {
      return (float) (1 / Math.sqrt(profile.size()));
    }

    /// What the ratings are above the predictions of an x.
    private float[] errors(float[] x) {
      var errors = new float[profile.size()];
      for (int j = 0; j < errors.length; j++) {
        int item = profile.items()[j];
        float predicted =
            scale.mean() + sample.offsets()[item] + Kernels.dot(rows, item * order, x, 0, order);
        errors[j] = profile.values()[j] - predicted;
      }
      return errors;
    }

    private float weight() {
      double squares = 0;
      for (float left : errors(x)) {
        squares += left * left;
      }
      return (float)
          ((noiseFreedom + profile.size()) / (noiseFreedom + sample.precision() * squares));
    }

    private void solve(float weight) {
      int size = profile.size();
      var gathered = new float[size * order];
      var change = new float[order];
      for (int j = 0; j < size; j++) {
        int from = profile.items()[j] * order;
        System.arraycopy(rows, from, gathered, j * order, order);
        Kernels.axpy(errors[j], rows, from, change, 0, order);
      }
      cholesky = new float[order * order];
      Kernels.addGram(gathered, 0, size, order, cholesky);
      ridge = ridge(weight);
      for (int i = 0; i < order; i++) {
        cholesky[i * order + i] += ridge[i];
      }
      if (!Kernels.cholesky(cholesky, order)) {
        throw new ArithmeticException(
            "The person's equations are singular: ratings off any scale.");
      }
      Kernels.solve(cholesky, order, change);
      Kernels.axpy(1, prior, 0, change, 0, order);
      x = change;
    }

    private float[] ridge(float weight) {
      var ridge = new float[order];
      Arrays.fill(ridge, 1);
      for (int i = 0; i < width; i++) {
        ridge[i] = sample.priors().precisions()[i] / (sample.precision() * weight);
      }
      return ridge;
    }

    float score(int item) {
      return scale.mean() + sample.offsets()[item] + Kernels.dot(rows, item * order, x, 0, order);
    }

    /// With w = A⁻¹·z_i an entry adds `e_j·(w·z_j) + n^−½·y_j·Λ'w`, Λ' the ridge, where e leaves
    /// the members out.
    void addContributions(int item, float[] contributions) {
      var weighted = Arrays.copyOfRange(rows, item * order, (item + 1) * order);
      Kernels.solve(cholesky, order, weighted);
      var held = new float[order];
      for (int i = 0; i < width; i++) {
        held[i] = weighted[i] * ridge[i];
      }
      var alone = errors(Arrays.copyOf(sample.priors().means(), order));
      for (int j = 0; j < contributions.length; j++) {
        int at = profile.items()[j];
        float own = alone[j] * Kernels.dot(rows, at * order, weighted, 0, order);
        boolean counted = sample.members().length > 0;
        float rated =
            counted ? norm() * Kernels.dot(sample.members(), at * width, held, 0, width) : 0;
        contributions[j] += (own + rated) / samples.size();
      }
    }
  }

  /// Somebody in all draws.
  private final class Folded implements Taste {
    private final Profile profile;
    private final Part[] parts;

    Folded(Profile profile, Part[] parts) {
      this.profile = profile;
      this.parts = parts;
    }

    @Override
    public void score(float[] scores) {
      var weights = new float[samples.size() * width + 1];
      for (int s = 0; s < parts.length; s++) {
        Kernels.axpy(1f / parts.length, parts[s].x, 0, weights, s * width, width);
      }
      weights[samples.size() * width] = 1;
      blocks.scores(weights, scores);
      for (int item = 0; item < items; item++) {
        scores[item] += scale.mean();
      }
    }

    @Override
    public float score(int item) {
      Objects.checkIndex(item, items);
      double sum = 0;
      for (var part : parts) {
        sum += part.score(item);
      }
      return (float) (sum / parts.length);
    }

    @Override
    public float[] contributions(int item) {
      Objects.checkIndex(item, items);
      var contributions = new float[profile.size()];
      for (var part : parts) {
        part.addContributions(item, contributions);
      }
      return contributions;
    }

    @Override
    public float[] losses(int item) {
      return losses(item, Shapes.positions(profile.size()));
    }

    /// Folds the person in without each entry: exact, and as dear as that.
    @Override
    public float[] losses(int item, int[] entries) {
      float score = score(item);
      var losses = new float[entries.length];
      for (int j = 0; j < losses.length; j++) {
        losses[j] = score - foldIn(profile.without(profile.items()[entries[j]])).score(item);
      }
      return losses;
    }
  }
}
