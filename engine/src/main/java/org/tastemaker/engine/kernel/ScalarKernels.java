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

  static void descend(
      float[] a, int aFrom, float[] b, int bFrom, int length, float step, float decay) {
    for (int i = 0; i < length; i++) {
      float old = a[aFrom + i];
      a[aFrom + i] += step * b[bFrom + i] - decay * old;
      b[bFrom + i] += step * old - decay * b[bFrom + i];
    }
  }

  static void scoreBlock(float[] blocks, int from, int dimensions, float[] x, float[] sums) {
    Arrays.fill(sums, 0, ItemBlocks.ITEMS, 0);
    for (int d = 0; d < dimensions; d++) {
      axpy(x[d], blocks, from + d * ItemBlocks.ITEMS, sums, 0, ItemBlocks.ITEMS);
    }
  }

  static void addGram(float[] rows, int from, int count, int order, float[] matrix) {
    for (int r = 0; r < count; r++) {
      int row = from + r * order;
      for (int i = 0; i < order; i++) {
        axpy(rows[row + i], rows, row, matrix, i * order, i + 1);
      }
    }
  }

  static boolean cholesky(float[] matrix, int order) {
    for (int j = 0; j < order; j++) {
      float pivot = matrix[j * order + j] - dot(matrix, j * order, matrix, j * order, j);
      if (!(pivot > 0 && pivot <= Float.MAX_VALUE)) {
        return false;
      }
      float root = (float) Math.sqrt(pivot);
      matrix[j * order + j] = root;
      for (int i = j + 1; i < order; i++) {
        float rest = matrix[i * order + j] - dot(matrix, i * order, matrix, j * order, j);
        matrix[i * order + j] = rest / root;
      }
    }
    return true;
  }

  static void solveLower(float[] factor, int order, float[] x) {
    for (int i = 0; i < order; i++) {
      x[i] = (x[i] - dot(factor, i * order, x, 0, i)) / factor[i * order + i];
    }
  }

  static void solveUpper(float[] factor, int order, float[] x) {
    for (int i = order - 1; i >= 0; i--) {
      x[i] /= factor[i * order + i];
      axpy(-x[i], factor, i * order, x, 0, i);
    }
  }
}
