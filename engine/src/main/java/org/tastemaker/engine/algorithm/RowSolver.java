package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.model.ImplicitFactors;

/// One side of the alternation: solves rows against the fixed factors of the other side. O(n·k² +
/// k³) a row with n entries; scratch k² floats and 24 kB.
final class RowSolver implements Parallel.Work {
  /// Floats of the rows that are gathered before they are multiplied: half of a core's nearest
  /// cache.
  private static final int PANEL = 6144;

  private final ImplicitFactors.Objective objective;
  private final Rows rows;
  private final float[] other;
  private final float[] weightedGram;
  private final float[] target;
  private final int order;
  private final float[] matrix;
  private final float[] x;
  private final int panelRows;
  private final float[] panel;

  /// @param weightedGram α times the Gram matrix of `other`
  /// @param target the factors to be solved
  RowSolver(
      ImplicitFactors.Objective objective,
      Rows rows,
      float[] other,
      float[] weightedGram,
      float[] target) {
    this.objective = objective;
    this.rows = rows;
    this.other = other;
    this.weightedGram = weightedGram;
    this.target = target;
    this.order = Kernels.padded(objective.factors());
    this.matrix = new float[order * order];
    this.x = new float[order];
    this.panelRows = Math.max(8, PANEL / order);
    this.panel = new float[panelRows * order];
  }

  @Override
  public void row(int row) {
    System.arraycopy(weightedGram, 0, matrix, 0, matrix.length);
    Arrays.fill(x, 0);
    double preferences = 0;
    for (int from = rows.begin(row); from < rows.end(row); from += panelRows) {
      preferences += addPanel(from, Math.min(panelRows, rows.end(row) - from));
    }
    float ridge = objective.ridge(preferences, other.length / order);
    for (int i = 0; i < order; i++) {
      matrix[i * order + i] += ridge;
    }
    if (!Kernels.cholesky(matrix, order)) {
      throw new ArithmeticException(
          "Row " + row + " has no solution: its preferences are too large for the regularisation.");
    }
    Kernels.solve(matrix, order, x);
    System.arraycopy(x, 0, target, row * order, order);
  }

  private double addPanel(int from, int count) {
    double preferences = 0;
    for (int i = 0; i < count; i++) {
      float preference = rows.value(from + i);
      if (preference < 0) {
        throw new IllegalArgumentException("A preference is at least 0, not " + preference + ".");
      }
      preferences += preference;
      int at = rows.column(from + i) * order;
      float root = (float) Math.sqrt(preference);
      for (int d = 0; d < order; d++) {
        panel[i * order + d] = root * other[at + d];
        x[d] += preference * other[at + d];
      }
    }
    Kernels.addGram(panel, 0, count, order, matrix);
    return preferences;
  }
}
