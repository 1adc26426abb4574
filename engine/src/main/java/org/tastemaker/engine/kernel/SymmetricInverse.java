package org.tastemaker.engine.kernel;

import java.util.Arrays;

/// The inverse of a large symmetric positive definite matrix in its own place, by the sweep
/// operator (Albert Beaton, "The Use of Special Matrix Operators in Statistical Calculus", 1964;
/// James Goodnight, "A Tutorial on the SWEEP Operator", The American Statistician 33(3), 1979) on
/// blocks of 256 pivots: nearly all the work is products of tiles.
///
/// A sweep of pivots K with `D = A_KK`, `W = A_K·` and `V = D⁻¹·W` makes `A_ij − W_iᵀ·V_j` of every
/// other element, V of the rows and columns of K and `−D⁻¹` of the pivots; all sweeps together make
/// `−A⁻¹`. Steps of one sweep are independent of each other within a phase, so that the caller may
/// share them among threads; the result does not depend on how.
///
/// Layout: order × order, row-major, order a multiple of 64 ([#padded]), the upper triangle is
/// used. O(order³) multiplications and additions; scratch 768 floats a row.
public final class SymmetricInverse {
  private static final int WIDTH = ItemBlocks.ITEMS;
  private static final int PIVOTS = 256;
  private static final int SPAN = 4 * WIDTH;
  private static final int GROUP = 64;

  private final float[] matrix;
  private final int order;
  private final float[] columns;
  private final float[] blocks;
  private final float[] products;
  private final float[] pivot = new float[PIVOTS * PIVOTS];
  private int first;
  private int count;

  /// Works on this array. Pad with zeros, and the diagonal with ones.
  public SymmetricInverse(float[] matrix, int order) {
    if (order % WIDTH != 0 || matrix.length < (long) order * order) {
      throw new IllegalArgumentException(
          "The order " + order + " is no multiple of " + WIDTH + ", or the matrix is too small.");
    }
    this.matrix = matrix;
    this.order = order;
    this.columns = new float[order * PIVOTS];
    this.blocks = new float[order * PIVOTS];
    this.products = new float[order * PIVOTS];
  }

  /// The smallest possible order for so many rows.
  public static int padded(int rows) {
    return (rows + WIDTH - 1) / WIDTH * WIDTH;
  }

  /// How many sweeps there are.
  public int sweeps() {
    return (order + PIVOTS - 1) / PIVOTS;
  }

  /// How many independent steps the first phase of a sweep has.
  public int steps() {
    return order / WIDTH;
  }

  /// Begins a sweep: inverts its pivots.
  ///
  /// @return whether they were positive definite and finite; if not, the matrix is spoilt
  public boolean begin(int sweep) {
    first = sweep * PIVOTS;
    count = Math.min(PIVOTS, order - first);
    var factor = new float[count * count];
    for (int r = 0; r < count; r++) {
      System.arraycopy(matrix, (first + r) * order + first, factor, r * count, count);
    }
    if (!Kernels.cholesky(factor, count)) {
      return false;
    }
    var unit = new float[count];
    for (int r = 0; r < count; r++) {
      Arrays.fill(unit, 0);
      unit[r] = 1;
      Kernels.solve(factor, count, unit);
      System.arraycopy(unit, 0, pivot, r * count, count);
    }
    return true;
  }

  private boolean amongPivots(int column) {
    return column >= first && column < first + count;
  }

  /// First phase: W, −Wᵀ and V of 64 columns.
  public void prepare(int step) {
    int column = step * WIDTH;
    if (amongPivots(column)) {
      return;
    }
    int block = column * count;
    for (int c = 0; c < WIDTH; c++) {
      for (int d = 0; d < count; d++) {
        int at =
            column > first ? (first + d) * order + column + c : (column + c) * order + first + d;
        blocks[block + d * WIDTH + c] = matrix[at];
        columns[(column + c) * count + d] = -matrix[at];
      }
    }
    Arrays.fill(products, block, block + count * WIDTH, 0);
    for (int d = 0; d < count; d += Kernels.TILE) {
      Kernels.addTile(
          pivot, d * count, count, blocks, block, count, products, block + d * WIDTH, WIDTH);
    }
  }

  /// How many independent steps the second phase of a sweep has.
  public int updates() {
    return (order + SPAN - 1) / SPAN;
  }

  /// Second phase, when the first is over: some columns down to the diagonal. The last ones cost
  /// most. Rows are gone through in groups, so that what is read of a page of memory is read at
  /// once.
  public void update(int step) {
    int end = Math.min(order, (step + 1) * SPAN);
    for (int row = 0; row < end; row += GROUP) {
      for (int column = step * SPAN; column < end; column += WIDTH) {
        subtract(row, Math.min(row + GROUP, column + WIDTH), column);
      }
    }
    for (int column = step * SPAN; column < end; column += WIDTH) {
      if (amongPivots(column)) {
        storePivots(column);
      } else {
        storeProducts(column);
      }
    }
  }

  /// Takes Wᵀ·V out of rows of 64 columns, but for those of the pivots.
  private void subtract(int from, int end, int column) {
    if (amongPivots(column)) {
      return;
    }
    for (int row = from; row < end; row += Kernels.TILE) {
      if (!amongPivots(row)) {
        int to = row * order + column;
        Kernels.addTile(
            columns, row * count, count, products, column * count, count, matrix, to, order);
      }
    }
  }

  private void storePivots(int column) {
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < WIDTH; c++) {
        matrix[(first + r) * order + column + c] = -pivot[r * count + column - first + c];
      }
    }
  }

  private void storeProducts(int column) {
    for (int c = 0; c < WIDTH; c++) {
      for (int d = 0; d < count; d++) {
        float product = products[column * count + d * WIDTH + c];
        if (column > first) {
          matrix[(first + d) * order + column + c] = product;
        } else {
          matrix[(column + c) * order + first + d] = product;
        }
      }
    }
  }
}
