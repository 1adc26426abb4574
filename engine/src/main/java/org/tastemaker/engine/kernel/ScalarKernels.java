package org.tastemaker.engine.kernel;

import java.util.Arrays;

/// The kernels in plain Java: the oracle of the vector ones, and what runs where the Vector API is
/// absent. Contracts are in [Kernels].
final class ScalarKernels {
  private ScalarKernels() {}

  static float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[aFrom + i] * b[bFrom + i];
    }
    return sum;
  }

  static void axpy(float scale, float[] x, int xFrom, float[] y, int yFrom, int length) {
    for (int i = 0; i < length; i++) {
      y[yFrom + i] += scale * x[xFrom + i];
    }
  }

  static void addProducts(
      float[] a, int aFrom, float[] b, int bFrom, float[] y, int yFrom, int length) {
    for (int i = 0; i < length; i++) {
      y[yFrom + i] += a[aFrom + i] * b[bFrom + i];
    }
  }

  static float exponentials(float[] values, int from, int length, float shift) {
    float sum = 0;
    for (int i = from; i < from + length; i++) {
      values[i] = (float) Math.exp(values[i] - shift);
      sum += values[i];
    }
    return sum;
  }

  static void descend(
      float[] a, int aFrom, float[] b, int bFrom, int length, float step, float decay) {
    for (int i = 0; i < length; i++) {
      float old = a[aFrom + i];
      a[aFrom + i] += step * b[bFrom + i] - decay * old;
      b[bFrom + i] += step * old - decay * b[bFrom + i];
    }
  }

  static void scoreBlock(
      float[] blocks, int from, int dimensions, float[] x, float[] sums, int to) {
    Arrays.fill(sums, to, to + ItemBlocks.ITEMS, 0);
    for (int d = 0; d < dimensions; d++) {
      axpy(x[d], blocks, from + d * ItemBlocks.ITEMS, sums, to, ItemBlocks.ITEMS);
    }
  }

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
    for (int r = 0; r < Kernels.TILE; r++) {
      for (int d = 0; d < dimensions; d++) {
        float by = x[xFrom + r * xStride + d];
        axpy(by, blocks, from + d * ItemBlocks.ITEMS, sums, to + r * stride, ItemBlocks.ITEMS);
      }
    }
  }

  static float margin(float[] p, int pFrom, float[] q, int aFrom, int bFrom, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += p[pFrom + i] * (q[aFrom + i] - q[bFrom + i]);
    }
    return sum;
  }

  static void part(
      float[] p, int pFrom, float[] q, int aFrom, int bFrom, int length, float step, float decay) {
    for (int i = 0; i < length; i++) {
      float old = p[pFrom + i];
      float a = q[aFrom + i];
      float b = q[bFrom + i];
      p[pFrom + i] += step * (a - b) - decay * old;
      q[aFrom + i] += step * old - decay * a;
      q[bFrom + i] -= step * old + decay * b;
    }
  }

  static boolean anyAbove(float[] values, int from, int length, float threshold) {
    for (int i = from; i < from + length; i++) {
      if (values[i] > threshold) {
        return true;
      }
    }
    return false;
  }

  static long above(float[] values, int from, float threshold) {
    long bits = 0;
    for (int i = 0; i < Long.SIZE; i++) {
      if (values[from + i] > threshold) {
        bits |= 1L << i;
      }
    }
    return bits;
  }

  static void addNormal(
      float[] rows,
      int[] begins,
      float[] weights,
      int count,
      int order,
      float[] x,
      float wanted,
      float[] y) {
    for (int r = 0; r < count; r++) {
      float missed = dot(rows, begins[r], x, 0, order) - wanted;
      axpy(weights[r] * missed, rows, begins[r], y, 0, order);
    }
  }

  static void addGram(float[] rows, int from, int count, int order, float[] matrix) {
    for (int r = 0; r < count; r++) {
      int row = from + r * order;
      for (int i = 0; i < order; i++) {
        axpy(rows[row + i], rows, row + i, matrix, i * order + i, order - i);
      }
    }
  }

  static boolean cholesky(float[] matrix, int order) {
    for (int i = 0; i < order; i++) {
      int row = i * order;
      float inverse = inverseRoot(matrix[row + i]);
      if (!(inverse > 0)) {
        return false;
      }
      for (int j = i; j < order; j++) {
        matrix[row + j] *= inverse;
      }
      for (int below = i + 1; below < order; below++) {
        axpy(
            -matrix[row + below],
            matrix,
            row + below,
            matrix,
            below * order + below,
            order - below);
      }
    }
    return true;
  }

  /// 1/√pivot, NaN unless the pivot is positive and finite.
  static float inverseRoot(float pivot) {
    return pivot > 0 && pivot <= Float.MAX_VALUE ? (float) (1 / Math.sqrt(pivot)) : Float.NaN;
  }

  static void solveForward(float[] factor, int order, float[] x) {
    for (int i = 0; i < order; i++) {
      x[i] /= factor[i * order + i];
      axpy(-x[i], factor, i * order + i + 1, x, i + 1, order - i - 1);
    }
  }

  static void solveBackward(float[] factor, int order, float[] x) {
    for (int i = order - 1; i >= 0; i--) {
      int next = i + 1;
      x[i] -= dot(factor, i * order + next, x, next, order - next);
      x[i] /= factor[i * order + i];
    }
  }

  static void solveForward(float[] factor, int order, float[] x, int width) {
    for (int i = 0; i < order; i++) {
      scale(1 / factor[i * order + i], x, i * width, width);
      for (int r = i + 1; r < order; r++) {
        axpy(-factor[i * order + r], x, i * width, x, r * width, width);
      }
    }
  }

  static void solveBackward(float[] factor, int order, float[] x, int width) {
    for (int i = order - 1; i >= 0; i--) {
      scale(1 / factor[i * order + i], x, i * width, width);
      for (int r = 0; r < i; r++) {
        axpy(-factor[r * order + i], x, i * width, x, r * width, width);
      }
    }
  }

  private static void scale(float by, float[] x, int from, int length) {
    for (int i = from; i < from + length; i++) {
      x[i] *= by;
    }
  }
}
