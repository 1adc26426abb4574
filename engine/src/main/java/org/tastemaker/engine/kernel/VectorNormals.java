package org.tastemaker.engine.kernel;

import static org.tastemaker.engine.kernel.VectorKernels.LANES;
import static org.tastemaker.engine.kernel.VectorKernels.SPECIES;
import static org.tastemaker.engine.kernel.VectorKernels.WIDE;
import static org.tastemaker.engine.kernel.VectorKernels.all;
import static org.tastemaker.engine.kernel.VectorKernels.at;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels#addNormal] with the Vector API. Sums across lanes are what it must save: several rows
/// are folded into one register, a half, a quarter and an eighth each, before lanes are added.
final class VectorNormals {
  /// Rows that are passed over twice while they are in the nearest cache.
  private static final int BLOCK = 32;

  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
  private static final VectorShuffle<Float> SWAP_HALVES = swap(LANES / 2);
  private static final VectorShuffle<Float> SWAP_QUARTERS = swap(LANES / 4);
  private static final VectorShuffle<Float> SWAP_EIGHTHS = swap(LANES / 8);
  private static final VectorShuffle<Float> SWAP_LANES = swap(1);
  private static final VectorMask<Float> SECOND_HALF = second(LANES / 2);
  private static final VectorMask<Float> SECOND_QUARTERS = second(LANES / 4);
  private static final VectorMask<Float> SECOND_EIGHTHS = second(LANES / 8);
  private static final VectorShuffle<Float> ALL_FIRST = VectorShuffle.fromOp(SPECIES, lane -> 0);
  private static final VectorShuffle<Float> ALL_MIDDLE =
      VectorShuffle.fromOp(SPECIES, lane -> LANES / 2);
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % LANES);

  private VectorNormals() {}

  /// Every stretch of so many lanes changes places with its neighbour.
  private static VectorShuffle<Float> swap(int lanes) {
    return VectorShuffle.fromOp(SPECIES, lane -> lane ^ lanes);
  }

  /// Every second stretch of so many lanes.
  private static VectorMask<Float> second(int lanes) {
    long bits = 0;
    for (int lane = 0; lane < LANES; lane++) {
      bits |= (lane & lanes) != 0 ? 1L << lane : 0;
    }
    return VectorMask.fromLong(SPECIES, bits);
  }

  /// Sums of pairs of lanes: those of `left` where the mask is not set, those of `right` where it
  /// is.
  private static FloatVector fold(
      FloatVector left, FloatVector right, VectorShuffle<Float> swap, VectorMask<Float> second) {
    return left.blend(right, second).add(right.blend(left, second).rearrange(swap));
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
    int r = 0;
    if (LANES == WIDE && order == 4 * WIDE) {
      r = addPairs(rows, begins, weights, count, x, wanted, y);
    }
    if (r < count) {
      addBlocks(rows, begins, weights, r, count, order, x, wanted, y);
    }
  }

  /// Rows of four registers, which stay there between the two passes, in pairs.
  ///
  /// @return how many rows that were
  private static int addPairs(
      float[] rows, int[] begins, float[] weights, int count, float[] x, float wanted, float[] y) {
    var x0 = at(x, 0);
    var x1 = at(x, LANES);
    var x2 = at(x, 2 * LANES);
    var x3 = at(x, 3 * LANES);
    var y0 = at(y, 0);
    var y1 = at(y, LANES);
    var y2 = at(y, 2 * LANES);
    var y3 = at(y, 3 * LANES);
    int r = 0;
    for (; r + 2 <= count; r += 2) {
      int a = begins[r];
      int b = begins[r + 1];
      var a0 = at(rows, a);
      var a1 = at(rows, a + LANES);
      var a2 = at(rows, a + 2 * LANES);
      var a3 = at(rows, a + 3 * LANES);
      var b0 = at(rows, b);
      var b1 = at(rows, b + LANES);
      var b2 = at(rows, b + 2 * LANES);
      var b3 = at(rows, b + 3 * LANES);
      var left = a3.fma(x3, a2.fma(x2, a1.fma(x1, a0.mul(x0))));
      var right = b3.fma(x3, b2.fma(x2, b1.fma(x1, b0.mul(x0))));
      var sums = fold(left, right, SWAP_HALVES, SECOND_HALF);
      sums = sums.add(sums.rearrange(SWAP_QUARTERS));
      sums = sums.add(sums.rearrange(SWAP_EIGHTHS));
      sums = sums.add(sums.rearrange(SWAP_LANES)).sub(wanted);
      var first = sums.rearrange(ALL_FIRST).mul(weights[r]);
      var second = sums.rearrange(ALL_MIDDLE).mul(weights[r + 1]);
      y0 = b0.fma(second, a0.fma(first, y0));
      y1 = b1.fma(second, a1.fma(first, y1));
      y2 = b2.fma(second, a2.fma(first, y2));
      y3 = b3.fma(second, a3.fma(first, y3));
    }
    y0.intoArray(y, 0);
    y1.intoArray(y, LANES);
    y2.intoArray(y, 2 * LANES);
    y3.intoArray(y, 3 * LANES);
    return r;
  }

  /// Rows of any length: the products of a block, then their combination.
  private static void addBlocks(
      float[] rows,
      int[] begins,
      float[] weights,
      int from,
      int count,
      int order,
      float[] x,
      float wanted,
      float[] y) {
    var products = new float[BLOCK];
    for (int first = from; first < count; first += BLOCK) {
      int block = Math.min(BLOCK, count - first);
      products(rows, begins, first, block, order, x, products);
      for (int i = 0; i < block; i++) {
        products[i] = weights[first + i] * (products[i] - wanted);
      }
      addCombination(products, rows, begins, first, block, order, y);
    }
  }

  /// Eight rows at a time where a register has as many lanes, the rest one by one.
  private static void products(
      float[] rows, int[] begins, int from, int count, int order, float[] x, float[] products) {
    int r = 0;
    if (LANES >= 8) {
      for (; r + 8 <= count; r += 8) {
        eightProducts(rows, begins, from + r, order, x, products, r);
      }
    }
    for (; r < count; r++) {
      products[r] = VectorKernels.dot(rows, begins[from + r], x, 0, order);
    }
  }

  private static void eightProducts(
      float[] rows, int[] begins, int from, int order, float[] x, float[] products, int to) {
    int first = begins[from];
    int second = begins[from + 1];
    int third = begins[from + 2];
    int fourth = begins[from + 3];
    int fifth = begins[from + 4];
    int sixth = begins[from + 5];
    int seventh = begins[from + 6];
    int eighth = begins[from + 7];
    var a = FloatVector.zero(SPECIES);
    var b = a;
    var c = a;
    var d = a;
    var e = a;
    var f = a;
    var g = a;
    var h = a;
    for (int j = 0; j < order; j += LANES) {
      var columns = at(x, j);
      a = at(rows, first + j).fma(columns, a);
      b = at(rows, second + j).fma(columns, b);
      c = at(rows, third + j).fma(columns, c);
      d = at(rows, fourth + j).fma(columns, d);
      e = at(rows, fifth + j).fma(columns, e);
      f = at(rows, sixth + j).fma(columns, f);
      g = at(rows, seventh + j).fma(columns, g);
      h = at(rows, eighth + j).fma(columns, h);
    }
    a = fold(a, e, SWAP_HALVES, SECOND_HALF);
    b = fold(b, f, SWAP_HALVES, SECOND_HALF);
    c = fold(c, g, SWAP_HALVES, SECOND_HALF);
    d = fold(d, h, SWAP_HALVES, SECOND_HALF);
    a = fold(a, c, SWAP_QUARTERS, SECOND_QUARTERS);
    b = fold(b, d, SWAP_QUARTERS, SECOND_QUARTERS);
    a = fold(a, b, SWAP_EIGHTHS, SECOND_EIGHTHS);
    if (LANES == WIDE) {
      a = a.add(a.rearrange(SWAP_LANES)).rearrange(EVEN);
    }
    a.reinterpretShape(EIGHT, 0).reinterpretAsFloats().intoArray(products, to);
  }

  /// y += rowsᵀ·weights, two rows by four registers of columns at a time, then one register.
  private static void addCombination(
      float[] weights, float[] rows, int[] begins, int from, int count, int order, float[] y) {
    int j = 0;
    for (; j + 4 * LANES <= order; j += 4 * LANES) {
      addFourColumns(weights, rows, begins, from, count, j, y);
    }
    for (; j < order; j += LANES) {
      var sum = at(y, j);
      for (int r = 0; r < count; r++) {
        sum = at(rows, begins[from + r] + j).fma(all(weights[r]), sum);
      }
      sum.intoArray(y, j);
    }
  }

  private static void addFourColumns(
      float[] weights, float[] rows, int[] begins, int from, int count, int j, float[] y) {
    var a = at(y, j);
    var b = at(y, j + LANES);
    var c = at(y, j + 2 * LANES);
    var d = at(y, j + 3 * LANES);
    var e = FloatVector.zero(SPECIES);
    var f = e;
    var g = e;
    var h = e;
    int r = 0;
    for (; r + 2 <= count; r += 2) {
      int first = begins[from + r] + j;
      int second = begins[from + r + 1] + j;
      var weight = all(weights[r]);
      var next = all(weights[r + 1]);
      a = at(rows, first).fma(weight, a);
      b = at(rows, first + LANES).fma(weight, b);
      c = at(rows, first + 2 * LANES).fma(weight, c);
      d = at(rows, first + 3 * LANES).fma(weight, d);
      e = at(rows, second).fma(next, e);
      f = at(rows, second + LANES).fma(next, f);
      g = at(rows, second + 2 * LANES).fma(next, g);
      h = at(rows, second + 3 * LANES).fma(next, h);
    }
    if (r < count) {
      int last = begins[from + r] + j;
      var weight = all(weights[r]);
      a = at(rows, last).fma(weight, a);
      b = at(rows, last + LANES).fma(weight, b);
      c = at(rows, last + 2 * LANES).fma(weight, c);
      d = at(rows, last + 3 * LANES).fma(weight, d);
    }
    a.add(e).intoArray(y, j);
    b.add(f).intoArray(y, j + LANES);
    c.add(g).intoArray(y, j + 2 * LANES);
    d.add(h).intoArray(y, j + 3 * LANES);
  }
}
