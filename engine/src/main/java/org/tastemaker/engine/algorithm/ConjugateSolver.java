package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.model.ImplicitFactors;

/// One side of the alternation by preconditioned conjugate gradients (Magnus Hestenes, Eduard
/// Stiefel, "Methods of Conjugate Gradients for Solving Linear Systems", 1952): a few steps from
/// the row's last solution, with its matrix never formed, as in Gábor Takács, István Pilászy,
/// Domonkos Tikk, "Applications of the Conjugate Gradient Method for Implicit Feedback
/// Collaborative Filtering", RecSys 2011.
///
/// Where we depart: the factors stand in the basis in which the Gram matrix of `other` is diagonal,
/// so `α·G + ridge·I` is k numbers instead of k², and its inverse is the preconditioner. Two steps
/// then reach the loss of three plain ones.
///
/// A row's factors are gathered once, with the first residual, and stay in the second-level cache
/// over the steps; those of a longer row are gathered in every step. O(steps·n·k) a row with n
/// entries; scratch 1 MB a thread.
final class ConjugateSolver implements Parallel.Work {
  /// Floats of the gathered rows: half of a core's second-level cache.
  private static final int GATHERED = 1 << 18;

  /// Rows that are passed over twice while they are in the first-level cache.
  private static final int BLOCK = 32;

  /// A row whose residual falls to this share of the first is solved.
  private static final float SOLVED = 1e-10f;

  private final int steps;
  private final ImplicitFactors.Objective objective;
  private final Rows rows;
  private final float[] other;
  private final float[] spectrum;
  private final float[] target;
  private final int order;
  private final int longest;
  private final float[] gathered;
  private final float[] preferences;
  private final float[] products = new float[BLOCK];
  private final float[] diagonal;
  private final float[] x;
  private final float[] residual;
  private final float[] direction;
  private final float[] image;
  private int begin;
  private int length;

  /// @param spectrum α times the eigenvalues of the Gram matrix of `other`, which is diagonal
  /// @param target the factors to be solved, in the basis of `other`, with the last solution in
  ///   them
  ConjugateSolver(
      int steps,
      ImplicitFactors.Objective objective,
      Rows rows,
      float[] other,
      float[] spectrum,
      float[] target) {
    this.steps = steps;
    this.objective = objective;
    this.rows = rows;
    this.other = other;
    this.spectrum = spectrum;
    this.target = target;
    this.order = Kernels.padded(objective.factors());
    this.longest = GATHERED / order / BLOCK * BLOCK;
    this.gathered = new float[longest * order];
    this.preferences = new float[longest];
    this.diagonal = new float[order];
    this.x = new float[order];
    this.residual = new float[order];
    this.direction = new float[order];
    this.image = new float[order];
  }

  @Override
  public void row(int row) {
    begin = rows.begin(row);
    length = rows.length(row);
    double preferencesOfRow = preferencesOfRow();
    if (preferencesOfRow == 0) {
      Arrays.fill(target, row * order, (row + 1) * order, 0);
      return;
    }
    float ridge = objective.ridge(preferencesOfRow, other.length / order);
    for (int d = 0; d < order; d++) {
      diagonal[d] = spectrum[d] + ridge;
    }
    System.arraycopy(target, row * order, x, 0, order);
    float square = first();
    float enough = SOLVED * square;
    for (int step = 0; step < steps && square > enough; step++) {
      square = step(square);
    }
    System.arraycopy(x, 0, target, row * order, order);
  }

  private double preferencesOfRow() {
    double sum = 0;
    for (int entry = begin; entry < begin + length; entry++) {
      float preference = rows.value(entry);
      if (preference < 0) {
        throw new IllegalArgumentException("A preference is at least 0, not " + preference + ".");
      }
      sum += preference;
    }
    return sum;
  }

  /// The residual of the last solution and the direction that it gives.
  private float first() {
    multiply(x, 1, true);
    for (int d = 0; d < order; d++) {
      residual[d] = -image[d];
      direction[d] = residual[d] / diagonal[d];
    }
    return Kernels.dot(residual, 0, direction, 0, order);
  }

  private float step(float square) {
    multiply(direction, 0, false);
    float along = square / Kernels.dot(direction, 0, image, 0, order);
    Kernels.axpy(along, direction, 0, x, 0, order);
    Kernels.axpy(-along, image, 0, residual, 0, order);
    for (int d = 0; d < order; d++) {
      image[d] = residual[d] / diagonal[d];
    }
    float next = Kernels.dot(residual, 0, image, 0, order);
    float kept = next / square;
    for (int d = 0; d < order; d++) {
      direction[d] = image[d] + kept * direction[d];
    }
    return next;
  }

  /// image = diagonal·by + Σ c·(y·by − wanted)·y.
  private void multiply(float[] by, float wanted, boolean first) {
    for (int d = 0; d < order; d++) {
      image[d] = diagonal[d] * by[d];
    }
    boolean fits = length <= longest;
    for (int from = 0; from < length; from += BLOCK) {
      int count = Math.min(BLOCK, length - from);
      int at = fits ? from : 0;
      if (first || !fits) {
        gather(begin + from, count, at);
      }
      Kernels.products(gathered, at * order, count, order, by, products);
      for (int i = 0; i < count; i++) {
        products[i] = preferences[at + i] * (products[i] - wanted);
      }
      Kernels.addCombination(products, gathered, at * order, count, order, image);
    }
  }

  private void gather(int entry, int count, int at) {
    for (int i = 0; i < count; i++) {
      preferences[at + i] = rows.value(entry + i);
      System.arraycopy(other, rows.column(entry + i) * order, gathered, (at + i) * order, order);
    }
  }
}
