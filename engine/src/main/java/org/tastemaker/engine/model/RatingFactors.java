package org.tastemaker.engine.model;

import java.util.Arrays;
import java.util.Objects;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.ItemBlocks;
import org.tastemaker.engine.kernel.Kernels;

/// Item factors and biases that predict ratings, as `BiasedMf` trains them.
///
/// A person is a ridge regression of what they rated beyond mean and item bias, `e_j = r_j − μ −
/// b_j`, on the item factors and a constant: with `z_j = (q_j, 1)`, `(p, b_u) = (Σ z_j·z_jᵀ +
/// D)⁻¹·Σ z_j·e_j`, where D holds the two ridges, each a base plus a part for every rating.
/// Prediction `μ + b_i + b_u + p·q_i`, in stars, **not clipped** so that ranks stay: [#clip] brings
/// one onto the scale. Somebody new gets `μ + b_i`.
///
/// Layout: one row `(q, 1)` an item, padded with zeros to a multiple of 16, and [ItemBlocks] of
/// `(q, 1, b)`. Folding in: O(n·k² + k³), scoring O(items·k).
public final class RatingFactors implements RatingModel {
  private final int items;
  private final int factorCount;
  private final int order;
  private final Scale scale;
  private final Ridge ridge;
  private final float[] biases;
  private final float[] rows;
  private final float[] inverseNorms;
  private final ItemBlocks blocks;

  /// The ratings that were trained on.
  ///
  /// @param mean of all, μ
  /// @param lowest the lowest possible rating
  /// @param highest the highest possible rating
  public record Scale(float mean, float lowest, float highest) {
    public Scale {
      if (!(lowest <= mean && mean <= highest) || !Float.isFinite(highest - lowest)) {
        throw new IllegalArgumentException(
            "A scale from " + lowest + " to " + highest + " has no mean " + mean + ".");
      }
    }
  }

  /// The scale of ratings: their mean, and the lowest and highest there are.
  ///
  /// @throws IllegalArgumentException when there are none
  public static Scale scaleOf(Interactions ratings) {
    var rows = ratings.byUser();
    if (rows.size() == 0) {
      throw new IllegalArgumentException("There are no ratings to learn from.");
    }
    double sum = 0;
    float lowest = Float.POSITIVE_INFINITY;
    float highest = Float.NEGATIVE_INFINITY;
    for (int entry = 0; entry < rows.size(); entry++) {
      float rating = rows.value(entry);
      sum += rating;
      lowest = Math.min(lowest, rating);
      highest = Math.max(highest, rating);
    }
    return new Scale((float) Math.clamp(sum / rows.size(), lowest, highest), lowest, highest);
  }

  /// How strongly a person's factors and bias are held near zero: base + perRating · ratings.
  public record Ridge(float factors, float factorsPerRating, float bias, float biasPerRating) {
    public Ridge {
      if (!(factors > 0 && factorsPerRating >= 0 && bias > 0 && biasPerRating >= 0)
          || !Float.isFinite(factors + factorsPerRating + bias + biasPerRating)) {
        throw new IllegalArgumentException("The ridges must be positive and finite.");
      }
    }
  }

  /// A model of these factors and biases.
  ///
  /// @param biases one an item
  /// @param factors items × k, row-major
  public RatingFactors(float[] biases, float[] factors, Scale scale, Ridge ridge) {
    this.items = biases.length;
    if (items == 0 || factors.length % items != 0) {
      throw new IllegalArgumentException(
          factors.length + " factors are not the rows of " + items + " items.");
    }
    Shapes.requireFinite("biases", biases);
    Shapes.requireFinite("factors", factors);
    this.factorCount = factors.length / items;
    this.order = Kernels.padded(factorCount + 2);
    this.scale = scale;
    this.ridge = ridge;
    this.biases = biases.clone();
    this.rows = Shapes.padRows(factors, items, factorCount, order);
    this.inverseNorms = Shapes.inverseNorms(rows, items, order);
    for (int item = 0; item < items; item++) {
      rows[item * order + factorCount] = 1;
      rows[item * order + factorCount + 1] = biases[item];
    }
    this.blocks = ItemBlocks.of(rows, items, factorCount + 2, order);
    for (int item = 0; item < items; item++) {
      rows[item * order + factorCount + 1] = 0;
    }
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public Scale scale() {
    return scale;
  }

  @Override
  public Taste foldIn(Profile profile) {
    Shapes.requireKnown(profile, items);
    int size = profile.size();
    var gathered = new float[size * order];
    var x = new float[order];
    for (int j = 0; j < size; j++) {
      int from = profile.items()[j] * order;
      System.arraycopy(rows, from, gathered, j * order, order);
      Kernels.axpy(residual(profile, j), rows, from, x, 0, order);
    }
    var matrix = new float[order * order];
    Kernels.addGram(gathered, 0, size, order, matrix);
    float factorRidge = ridge.factors() + ridge.factorsPerRating() * size;
    for (int i = 0; i < order; i++) {
      matrix[i * order + i] += i == factorCount ? biasRidge(size) : factorRidge;
    }
    if (!Kernels.cholesky(matrix, order)) {
      throw new ArithmeticException("The person's equations are singular: ratings off any scale.");
    }
    Kernels.solve(matrix, order, x);
    return new Folded(profile, matrix, x);
  }

  private float biasRidge(int size) {
    return ridge.bias() + ridge.biasPerRating() * size;
  }

  private float residual(Profile profile, int at) {
    return profile.values()[at] - scale.mean() - biases[profile.items()[at]];
  }

  /// The cosine of the factors, 0 where an item has none.
  @Override
  public void similar(int item, float[] scores) {
    Objects.checkIndex(item, items);
    var x = Arrays.copyOfRange(rows, item * order, (item + 1) * order);
    x[factorCount] = 0;
    blocks.scores(x, scores);
    for (int i = 0; i < items; i++) {
      scores[i] *= inverseNorms[i] * inverseNorms[item];
    }
  }

  Ridge ridge() {
    return ridge;
  }

  float[] biases() {
    return biases;
  }

  float[] factors() {
    return Shapes.unpadRows(rows, items, factorCount, order);
  }

  private final class Folded implements Taste {
    private final Profile profile;
    private final float[] cholesky;
    private final float[] x;

    Folded(Profile profile, float[] cholesky, float[] x) {
      this.profile = profile;
      this.cholesky = cholesky;
      this.x = x;
    }

    @Override
    public void score(float[] scores) {
      var weights = Arrays.copyOf(x, factorCount + 2);
      weights[factorCount] += scale.mean();
      weights[factorCount + 1] = 1;
      blocks.scores(weights, scores);
    }

    @Override
    public float score(int item) {
      Objects.checkIndex(item, items);
      return scale.mean() + biases[item] + Kernels.dot(rows, item * order, x, 0, order);
    }

    @Override
    public float[] contributions(int item) {
      return terms(weighted(item));
    }

    /// As in [ImplicitFactors]: the contribution with what the fit leaves of its residual in the
    /// residual's place, over one minus the leverage, less what the weaker ridges give back.
    @Override
    public float[] losses(int item, int[] entries) {
      var weighted = weighted(item);
      var losses = new float[entries.length];
      float perBias = weighted[factorCount] * x[factorCount];
      float perFactors = Kernels.dot(weighted, 0, x, 0, order) - perBias;
      float freed = ridge.biasPerRating() * perBias + ridge.factorsPerRating() * perFactors;
      for (int j = 0; j < losses.length; j++) {
        int at = profile.items()[entries[j]];
        var row = Arrays.copyOfRange(rows, at * order, (at + 1) * order);
        float left = residual(profile, entries[j]) - Kernels.dot(row, 0, x, 0, order);
        float product = Kernels.dot(row, 0, weighted, 0, order);
        float leverage = Kernels.inverseForm(cholesky, order, row);
        losses[j] = product * left / (1 - leverage) - freed;
      }
      return losses;
    }

    @Override
    public float[] losses(int item) {
      return losses(item, Shapes.positions(profile.size()));
    }

    /// A⁻¹·z of an item.
    private float[] weighted(int item) {
      Objects.checkIndex(item, items);
      var weighted = Arrays.copyOfRange(rows, item * order, (item + 1) * order);
      Kernels.solve(cholesky, order, weighted);
      return weighted;
    }

    private float[] terms(float[] weighted) {
      var terms = new float[profile.size()];
      for (int j = 0; j < terms.length; j++) {
        int from = profile.items()[j] * order;
        terms[j] = residual(profile, j) * Kernels.dot(rows, from, weighted, 0, order);
      }
      return terms;
    }
  }
}
