package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.ItemTerms;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.model.ImplicitFactors;

/// Gives items that few people have met the factors that their words and attributes speak for: a
/// hybrid of content and collaboration that serves like any other factors.
///
/// Zeno Gantner, Lucas Drumond, Christoph Freudenthaler, Steffen Rendle, Lars Schmidt-Thieme,
/// "Learning Attribute-to-Feature Mappings for Cold-Start Recommendations", ICDM 2010: a linear map
/// W from the terms T of the items to their factors Y, here by ridge regression in which an item of
/// n likings counts `n / (n + trust)`:
///
/// `min Σ_i n_i / (n_i + s)·‖t_i·W − y_i‖² + λ·‖W‖²`, and `y_i ← (n_i·y_i + s·t_i·W) / (n_i + s)`.
///
/// So an item of many likings keeps its factors, one of none gets those of its content, and there
/// is no step in between. Terms weigh as in [ContentKnn]. W is solved by conjugate gradients, all
/// factors at once.
///
/// Layout: W terms × order, row-major. A step costs O(terms of all items·k), there are at most
/// `STEPS`; memory 4·terms·k floats and as many again for the items.
///
/// @param ridge λ
/// @param trust s, in likings: as many count as much as the content
public record ContentFactors(double ridge, double trust) {
  private static final int STEPS = 50;
  private static final double DONE = 1e-8;
  private static final double SATURATION = 1.2;
  private static final double LENGTH_SHARE = 0.75;

  public ContentFactors {
    Demand.positive("ridge", ridge);
    Demand.positive("trust", trust);
  }

  /// Five likings count as much as the content.
  public ContentFactors() {
    this(1, 5);
  }

  /// The factors of a model, those of items with few likings drawn towards their content.
  ///
  /// @param likings by how many people each item was liked when the model was trained
  public ImplicitFactors fill(ImplicitFactors model, int[] likings, ItemTerms terms) {
    if (likings.length != model.items() || terms.items() != model.items()) {
      throw new IllegalArgumentException(
          "%d items of a model are not the %d that were counted or the %d that have terms."
              .formatted(model.items(), likings.length, terms.items()));
    }
    int k = model.objective().factors();
    var factors = model.factors();
    var shares = new float[likings.length];
    for (int item = 0; item < shares.length; item++) {
      shares[item] = (float) (likings[item] / (likings[item] + trust));
    }
    var weights = new TermWeights(terms, SATURATION, LENGTH_SHARE);
    var spoken = new Regression(weights, shares, k).predict(factors);
    for (int item = 0; item < shares.length; item++) {
      for (int d = item * k; d < (item + 1) * k; d++) {
        factors[d] = shares[item] * factors[d] + (1 - shares[item]) * spoken[d];
      }
    }
    return new ImplicitFactors(model.items(), factors, model.objective());
  }

  /// `(Tᵀ·S·T + λ)·W = Tᵀ·S·Y`, a column a factor.
  private final class Regression {
    private final Rows byItem;
    private final Rows byTerm;
    private final float[] shares;
    private final int k;

    Regression(TermWeights weights, float[] shares, int k) {
      this.byItem = weights.byItem();
      this.byTerm = weights.byTerm();
      this.shares = shares;
      this.k = k;
    }

    /// What the terms say of all factors.
    float[] predict(float[] factors) {
      return multiplied(byItem, solve(transposed(factors)));
    }

    /// rows·matrix
    private float[] multiplied(Rows rows, float[] matrix) {
      var product = new float[Math.multiplyExact(rows.rows(), k)];
      for (int row = 0; row < rows.rows(); row++) {
        for (int entry = rows.begin(row); entry < rows.end(row); entry++) {
          Kernels.axpy(rows.value(entry), matrix, rows.column(entry) * k, product, row * k, k);
        }
      }
      return product;
    }

    /// Tᵀ·S·matrix
    private float[] transposed(float[] matrix) {
      var weighted = new float[matrix.length];
      for (int item = 0; item < shares.length; item++) {
        Kernels.axpy(shares[item], matrix, item * k, weighted, item * k, k);
      }
      return multiplied(byTerm, weighted);
    }

    private float[] applied(float[] w) {
      var product = transposed(multiplied(byItem, w));
      Kernels.axpy((float) ridge, w, 0, product, 0, w.length);
      return product;
    }

    private float[] solve(float[] right) {
      var w = new float[right.length];
      var left = right;
      var direction = right.clone();
      var squares = squares(left, left);
      double begun = total(squares);
      for (int step = 0; step < STEPS && total(squares) > DONE * begun; step++) {
        var image = applied(direction);
        var lengths = ratios(squares, squares(direction, image));
        add(lengths, 1, direction, w);
        add(lengths, -1, image, left);
        var next = squares(left, left);
        var turns = ratios(next, squares);
        for (int at = 0; at < direction.length; at++) {
          direction[at] = left[at] + (float) turns[at % k] * direction[at];
        }
        squares = next;
      }
      return w;
    }

    /// The scalar products of the columns.
    private double[] squares(float[] a, float[] b) {
      var sums = new double[k];
      for (int at = 0; at < a.length; at++) {
        sums[at % k] += (double) a[at] * b[at];
      }
      return sums;
    }

    private void add(double[] lengths, int sign, float[] from, float[] to) {
      for (int at = 0; at < to.length; at++) {
        to[at] += sign * (float) lengths[at % k] * from[at];
      }
    }
  }

  private static double total(double[] squares) {
    return Arrays.stream(squares).sum();
  }

  private static double[] ratios(double[] above, double[] below) {
    var ratios = new double[above.length];
    Arrays.setAll(ratios, i -> below[i] > 0 ? above[i] / below[i] : 0);
    return ratios;
  }
}
