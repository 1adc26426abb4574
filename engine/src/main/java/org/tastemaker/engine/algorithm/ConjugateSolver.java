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
/// so `α·G + ridge·I` is k numbers instead of k². These, and what the row's preferences add to the
/// diagonal of the whole matrix if its columns are those of an average row, divide the residual as
/// preconditioner. One step then reaches a lower loss than three plain ones.
///
/// A row's factors are read where they stand. O(steps·n·k) a row with n entries; scratch 8 bytes an
/// entry of the longest row.
final class ConjugateSolver implements Parallel.Work {
  /// A row whose residual falls to this share of the first is solved.
  private static final float SOLVED = 1e-10f;

  private final int steps;
  private final ImplicitFactors.Objective objective;
  private final Rows rows;
  private final float[] other;
  private final Shared shared;
  private final float[] target;
  private final int order;
  private int[] begins = new int[256];
  private float[] preferences = new float[256];
  private final float[] diagonal;
  private final float[] preconditioner;
  private final float[] x;
  private final float[] residual;
  private final float[] direction;
  private final float[] image;
  private int length;

  /// What the rows' matrices have in common.
  ///
  /// @param spectrum α times the eigenvalues of the Gram matrix of `other`, which is diagonal
  /// @param perPreference what a preference of 1 adds to the diagonal on average
  record Shared(float[] spectrum, float[] perPreference) {}

  /// @param target the factors to be solved, in the basis of `other`, with the last solution in
  ///   them
  ConjugateSolver(
      int steps,
      ImplicitFactors.Objective objective,
      Rows rows,
      float[] other,
      Shared shared,
      float[] target) {
    this.steps = steps;
    this.objective = objective;
    this.rows = rows;
    this.other = other;
    this.shared = shared;
    this.target = target;
    this.order = Kernels.padded(objective.factors());
    this.diagonal = new float[order];
    this.preconditioner = new float[order];
    this.x = new float[order];
    this.residual = new float[order];
    this.direction = new float[order];
    this.image = new float[order];
  }

  @Override
  public void row(int row) {
    float sum = (float) take(row);
    if (sum == 0) {
      Arrays.fill(target, row * order, (row + 1) * order, 0);
      return;
    }
    float ridge = objective.ridge(sum, other.length / order);
    for (int d = 0; d < order; d++) {
      diagonal[d] = shared.spectrum[d] + ridge;
      preconditioner[d] = diagonal[d] + sum * shared.perPreference[d];
    }
    System.arraycopy(target, row * order, x, 0, order);
    float square = first();
    float enough = SOLVED * square;
    for (int step = 0; step < steps && square > enough; step++) {
      square = step(square);
    }
    System.arraycopy(x, 0, target, row * order, order);
  }

  /// Where the factors of a row's entries begin, and what the entries count.
  ///
  /// @return the sum of the latter
  private double take(int row) {
    length = rows.length(row);
    if (begins.length < length) {
      begins = new int[2 * length];
      preferences = new float[2 * length];
    }
    int begin = rows.begin(row);
    double sum = 0;
    for (int i = 0; i < length; i++) {
      float preference = rows.value(begin + i);
      if (preference < 0) {
        throw new IllegalArgumentException("A preference is at least 0, not " + preference + ".");
      }
      sum += preference;
      begins[i] = rows.column(begin + i) * order;
      preferences[i] = preference;
    }
    return sum;
  }

  /// The residual of the last solution and the direction that it gives.
  private float first() {
    multiply(x, 1);
    for (int d = 0; d < order; d++) {
      residual[d] = -image[d];
      direction[d] = residual[d] / preconditioner[d];
    }
    return Kernels.dot(residual, 0, direction, 0, order);
  }

  private float step(float square) {
    multiply(direction, 0);
    float along = square / Kernels.dot(direction, 0, image, 0, order);
    Kernels.axpy(along, direction, 0, x, 0, order);
    Kernels.axpy(-along, image, 0, residual, 0, order);
    for (int d = 0; d < order; d++) {
      image[d] = residual[d] / preconditioner[d];
    }
    float next = Kernels.dot(residual, 0, image, 0, order);
    float kept = next / square;
    for (int d = 0; d < order; d++) {
      direction[d] = image[d] + kept * direction[d];
    }
    return next;
  }

  /// image = diagonal·by + Σ c·(y·by − wanted)·y.
  private void multiply(float[] by, float wanted) {
    for (int d = 0; d < order; d++) {
      image[d] = diagonal[d] * by[d];
    }
    Kernels.addNormal(other, begins, preferences, length, order, by, wanted, image);
  }
}
