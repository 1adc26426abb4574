package org.tastemaker.engine.kernel;

import java.util.Arrays;

/// The loops that all time goes into, over plain arrays: with the Vector API where the module
/// `jdk.incubator.vector` is there, else in plain Java.
///
/// Square matrices are row-major, `order × order`, and only their upper triangle is read; the rest
/// may hold anything afterwards. Orders are multiples of 16 ([#padded]): pad with zeros, and the
/// diagonal with anything positive. A NaN or an infinity in the input goes where arithmetic takes
/// it; nothing here throws on one, [#cholesky] says `false`. Results of the two twins differ by
/// rounding alone; each is the same on every call, on one kind of machine.
public final class Kernels {
  /// Rows of a tile of a matrix product.
  public static final int TILE = 8;

  private static final boolean VECTORS = vectorsFit();

  private Kernels() {}

  private static boolean vectorsFit() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && VectorKernels.fit();
  }

  /// Whether the Vector API is in use.
  public static boolean vectorised() {
    return VECTORS;
  }

  /// The smallest multiple of 16 that is not below `n`.
  public static int padded(int n) {
    return (n + 15) & -16;
  }

  /// Σ a·b over `length` numbers. O(length).
  public static float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
    return VECTORS
        ? VectorKernels.dot(a, aFrom, b, bFrom, length)
        : ScalarKernels.dot(a, aFrom, b, bFrom, length);
  }

  /// y += scale·x over `length` numbers. O(length).
  public static void axpy(float scale, float[] x, int xFrom, float[] y, int yFrom, int length) {
    if (VECTORS) {
      VectorKernels.axpy(scale, x, xFrom, y, yFrom, length);
    } else {
      ScalarKernels.axpy(scale, x, xFrom, y, yFrom, length);
    }
  }

  /// y += a·b, number by number, over `length` numbers. O(length).
  public static void addProducts(
      float[] a, int aFrom, float[] b, int bFrom, float[] y, int yFrom, int length) {
    if (VECTORS) {
      VectorKernels.addProducts(a, aFrom, b, bFrom, y, yFrom, length);
    } else {
      ScalarKernels.addProducts(a, aFrom, b, bFrom, y, yFrom, length);
    }
  }

  /// Replaces `length` numbers x by `e^(x − shift)`; what lies below e⁻⁸⁷ may be 0. No x may be
  /// more than 88 above the shift. O(length).
  ///
  /// @return their sum
  public static float exponentials(float[] values, int from, int length, float shift) {
    return VECTORS
        ? VectorKernels.exponentials(values, from, length, shift)
        : ScalarKernels.exponentials(values, from, length, shift);
  }

  /// One step of gradient descent for a pair: `a += step·b − decay·a` and `b += step·a − decay·b`
  /// with the old a. O(length).
  public static void descend(
      float[] a, int aFrom, float[] b, int bFrom, int length, float step, float decay) {
    if (VECTORS) {
      VectorKernels.descend(a, aFrom, b, bFrom, length, step, decay);
    } else {
      ScalarKernels.descend(a, aFrom, b, bFrom, length, step, decay);
    }
  }

  /// p·(a − b) over `length` numbers. O(length).
  public static float margin(float[] p, int pFrom, float[] q, int aFrom, int bFrom, int length) {
    return VECTORS
        ? VectorKernels.margin(p, pFrom, q, aFrom, bFrom, length)
        : ScalarKernels.margin(p, pFrom, q, aFrom, bFrom, length);
  }

  /// One step towards a larger margin: `p += step·(a − b)`, `a += step·p`, `b −= step·p`, all with
  /// the old values and less `decay` of themselves. O(length).
  public static void part(
      float[] p, int pFrom, float[] q, int aFrom, int bFrom, int length, float step, float decay) {
    if (VECTORS) {
      VectorKernels.part(p, pFrom, q, aFrom, bFrom, length, step, decay);
    } else {
      ScalarKernels.part(p, pFrom, q, aFrom, bFrom, length, step, decay);
    }
  }

  /// Whether any of `length` values is above a threshold; NaN is not. O(length).
  static boolean anyAbove(float[] values, int from, int length, float threshold) {
    return VECTORS
        ? VectorKernels.anyAbove(values, from, length, threshold)
        : ScalarKernels.anyAbove(values, from, length, threshold);
  }

  /// Which of 64 values are above a threshold, a bit each; NaN is not. O(1).
  static long above(float[] values, int from, float threshold) {
    return VECTORS
        ? VectorKernels.above(values, from, threshold)
        : ScalarKernels.above(values, from, threshold);
  }

  /// The scalar products of one block of [ItemBlocks] with `x`: 64 sums from `to`.
  /// O(64·dimensions).
  static void scoreBlock(
      float[] blocks, int from, int dimensions, float[] x, float[] sums, int to) {
    if (VECTORS) {
      VectorKernels.scoreBlock(blocks, from, dimensions, x, sums, to);
    } else {
      ScalarKernels.scoreBlock(blocks, from, dimensions, x, sums, to);
    }
  }

  /// y += Σ w·(row·x − wanted)·row over `count` rows of length `order`, a multiple of 16: what the
  /// matrix of weighted normal equations, less their right side, makes of x, without the matrix.
  /// O(count·order).
  ///
  /// @param begins where each row begins
  /// @param weights one a row, w
  public static void addNormal(
      float[] rows,
      int[] begins,
      float[] weights,
      int count,
      int order,
      float[] x,
      float wanted,
      float[] y) {
    if (VECTORS) {
      VectorNormals.addNormal(rows, begins, weights, count, order, x, wanted, y);
    } else {
      ScalarKernels.addNormal(rows, begins, weights, count, order, x, wanted, y);
    }
  }

  /// A tile of a matrix product: sums += x·block, for [#TILE] rows of x and 64 columns. The rows of
  /// x begin every `xStride` numbers, those of the sums every `stride`; the block is that of
  /// [ItemBlocks], `dimensions × 64`. O(512·dimensions).
  static void addTile(
      float[] x,
      int xFrom,
      int xStride,
      float[] blocks,
      int from,
      int dimensions,
      float[] sums,
      int to,
      int stride) {
    if (VECTORS) {
      VectorKernels.addTile(x, xFrom, xStride, blocks, from, dimensions, sums, to, stride);
    } else {
      ScalarKernels.addTile(x, xFrom, xStride, blocks, from, dimensions, sums, to, stride);
    }
  }

  /// matrix += rowsᵀ·rows for `count` rows of length `order`, one after the other from `from`.
  /// O(count·order²).
  public static void addGram(float[] rows, int from, int count, int order, float[] matrix) {
    if (VECTORS) {
      VectorKernels.addGram(rows, from, count, order, matrix);
    } else {
      ScalarKernels.addGram(rows, from, count, order, matrix);
    }
  }

  /// Replaces a symmetric positive definite matrix by its Cholesky factor U, A = Uᵀ·U (André-Louis
  /// Cholesky, 1910). O(order³).
  ///
  /// @return whether it was positive definite and finite; if not, the matrix is spoilt
  public static boolean cholesky(float[] matrix, int order) {
    return VECTORS ? VectorKernels.cholesky(matrix, order) : ScalarKernels.cholesky(matrix, order);
  }

  /// xᵀ·A⁻¹·x, with the factor of A; x is spoilt. O(order²).
  public static float inverseForm(float[] factor, int order, float[] x) {
    if (VECTORS) {
      VectorKernels.solveForward(factor, order, x);
    } else {
      ScalarKernels.solveForward(factor, order, x);
    }
    return dot(x, 0, x, 0, order);
  }

  /// Solves Uᵀ·U·x = b in place, with the factor of [#cholesky]. O(order²).
  public static void solve(float[] factor, int order, float[] x) {
    if (VECTORS) {
      VectorKernels.solveForward(factor, order, x);
      VectorKernels.solveBackward(factor, order, x);
    } else {
      ScalarKernels.solveForward(factor, order, x);
      ScalarKernels.solveBackward(factor, order, x);
    }
  }

  /// The same for several right sides at once, the rows of `b`: each step goes over all of them, so
  /// that nothing is summed across a register. O(count·order²).
  public static void solve(float[] factor, int order, float[] b, int count) {
    int width = padded(count);
    var columns = transposed(b, count, order, width);
    solveForward(factor, order, columns, width);
    if (VECTORS) {
      VectorKernels.solveBackward(factor, order, columns, width);
    } else {
      ScalarKernels.solveBackward(factor, order, columns, width);
    }
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < order; i++) {
        b[row * order + i] = columns[i * width + row];
      }
    }
  }

  /// xᵀ·A⁻¹·x for several x, the rows of `x`, with the factor of A. O(count·order²).
  public static float[] inverseForms(float[] factor, int order, float[] x, int count) {
    int width = padded(count);
    var columns = transposed(x, count, order, width);
    solveForward(factor, order, columns, width);
    var forms = new float[width];
    for (int i = 0; i < order; i++) {
      addProducts(columns, i * width, columns, i * width, forms, 0, width);
    }
    return Arrays.copyOf(forms, count);
  }

  private static void solveForward(float[] factor, int order, float[] columns, int width) {
    if (VECTORS) {
      VectorKernels.solveForward(factor, order, columns, width);
    } else {
      ScalarKernels.solveForward(factor, order, columns, width);
    }
  }

  private static float[] transposed(float[] rows, int count, int order, int width) {
    var columns = new float[order * width];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < order; i++) {
        columns[i * width + row] = rows[row * order + i];
      }
    }
    return columns;
  }
}
