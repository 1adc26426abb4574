package org.tastemaker.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The kernels with the Vector API, in the widest registers of the machine. Contracts are in
/// [Kernels]. Sums across lanes are added in an order of our own, because `reduceLanes` may change
/// its order from call to call.
final class VectorKernels {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  /// Lanes of the registers of 512 bits, of which there are 32 and not 16.
  static final int WIDE = 16;

  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_1 = rotation(1);

  private static final float PER_DOUBLING = (float) (1 / Math.log(2));
  private static final float DOUBLING = 355f / 512;
  private static final float DOUBLING_REST = (float) (Math.log(2) - DOUBLING);
  private static final float ROUNDING = 3 << 22;
  private static final float SMALLEST_EXPONENT = -87;

  private VectorKernels() {}

  /// Whether tiles of 16 columns hold whole registers: they do up to 512 bits.
  static boolean fit() {
    return LANES >= 2 && LANES <= 16;
  }

  private static VectorShuffle<Float> rotation(int lanes) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane + lanes) % LANES);
  }

  static FloatVector at(float[] values, int from) {
    return FloatVector.fromArray(SPECIES, values, from);
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static float sum(FloatVector lanes) {
    var sum = lanes;
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    if (LANES > 2) {
      sum = sum.add(sum.rearrange(BY_2));
    }
    return sum.add(sum.rearrange(BY_1)).lane(0);
  }

  static float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
    var even = FloatVector.zero(SPECIES);
    var odd = even;
    int i = 0;
    for (; i + 2 * LANES <= length; i += 2 * LANES) {
      even = at(a, aFrom + i).fma(at(b, bFrom + i), even);
      odd = at(a, aFrom + i + LANES).fma(at(b, bFrom + i + LANES), odd);
    }
    if (i + LANES <= length) {
      even = at(a, aFrom + i).fma(at(b, bFrom + i), even);
      i += LANES;
    }
    float sum = sum(even.add(odd));
    for (; i < length; i++) {
      sum += a[aFrom + i] * b[bFrom + i];
    }
    return sum;
  }

  static void axpy(float scale, float[] x, int xFrom, float[] y, int yFrom, int length) {
    var scales = all(scale);
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      at(x, xFrom + i).fma(scales, at(y, yFrom + i)).intoArray(y, yFrom + i);
    }
    for (; i < length; i++) {
      y[yFrom + i] += scale * x[xFrom + i];
    }
  }

  static void addProducts(
      float[] a, int aFrom, float[] b, int bFrom, float[] y, int yFrom, int length) {
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      at(a, aFrom + i).fma(at(b, bFrom + i), at(y, yFrom + i)).intoArray(y, yFrom + i);
    }
    ScalarKernels.addProducts(a, aFrom + i, b, bFrom + i, y, yFrom + i, length - i);
  }

  /// In arithmetic of our own (the polynomial of Stephen Moshier's Cephes library), because the
  /// exponential of the Vector API is another before compilation than after. 2ⁿ is made by adding n
  /// to the exponent: `ROUNDING` leaves it in the lowest bits.
  static float exponentials(float[] values, int from, int length, float shift) {
    var sums = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      var exponentials = exponential(at(values, from + i).sub(shift));
      exponentials.intoArray(values, from + i);
      sums = sums.add(exponentials);
    }
    return sum(sums) + ScalarKernels.exponentials(values, from + i, length - i, shift);
  }

  private static FloatVector exponential(FloatVector x) {
    var rounded = x.fma(all(PER_DOUBLING), all(ROUNDING));
    var doublings = rounded.sub(ROUNDING);
    var rest = doublings.fma(all(-DOUBLING), x);
    rest = doublings.fma(all(-DOUBLING_REST), rest);
    var sum = all(0.00019875691f);
    sum = sum.fma(rest, all(0.0013981999f));
    sum = sum.fma(rest, all(0.008333452f));
    sum = sum.fma(rest, all(0.041665796f));
    sum = sum.fma(rest, all(0.16666666f));
    sum = sum.fma(rest, all(0.5f));
    sum = sum.fma(rest.mul(rest), rest).add(1);
    var exponents = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    var scaled = sum.reinterpretAsInts().add(exponents).reinterpretAsFloats();
    return scaled.blend(0, x.compare(VectorOperators.LT, SMALLEST_EXPONENT));
  }

  static void descend(
      float[] a, int aFrom, float[] b, int bFrom, int length, float step, float decay) {
    var steps = all(step);
    var keeps = all(1 - decay);
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      var old = at(a, aFrom + i);
      var other = at(b, bFrom + i);
      other.fma(steps, old.mul(keeps)).intoArray(a, aFrom + i);
      old.fma(steps, other.mul(keeps)).intoArray(b, bFrom + i);
    }
    ScalarKernels.descend(a, aFrom + i, b, bFrom + i, length - i, step, decay);
  }

  static float margin(float[] p, int pFrom, float[] q, int aFrom, int bFrom, int length) {
    var sums = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      sums = at(q, aFrom + i).sub(at(q, bFrom + i)).fma(at(p, pFrom + i), sums);
    }
    return sum(sums) + ScalarKernels.margin(p, pFrom + i, q, aFrom + i, bFrom + i, length - i);
  }

  static void part(
      float[] p, int pFrom, float[] q, int aFrom, int bFrom, int length, float step, float decay) {
    var steps = all(step);
    var keeps = all(1 - decay);
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      var old = at(p, pFrom + i);
      var a = at(q, aFrom + i);
      var b = at(q, bFrom + i);
      var move = old.mul(steps);
      a.sub(b).fma(steps, old.mul(keeps)).intoArray(p, pFrom + i);
      a.fma(keeps, move).intoArray(q, aFrom + i);
      b.mul(keeps).sub(move).intoArray(q, bFrom + i);
    }
    ScalarKernels.part(p, pFrom + i, q, aFrom + i, bFrom + i, length - i, step, decay);
  }

  static boolean anyAbove(float[] values, int from, int length, float threshold) {
    var thresholds = all(threshold);
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      if (at(values, from + i).compare(VectorOperators.GT, thresholds).anyTrue()) {
        return true;
      }
    }
    return ScalarKernels.anyAbove(values, from + i, length - i, threshold);
  }

  static long above(float[] values, int from, float threshold) {
    long bits = 0;
    for (int i = 0; i < Long.SIZE; i += LANES) {
      bits |= at(values, from + i).compare(VectorOperators.GT, threshold).toLong() << i;
    }
    return bits;
  }

  /// Four registers of items at a time, two dimensions in flight for each.
  static void scoreBlock(
      float[] blocks, int from, int dimensions, float[] x, float[] sums, int to) {
    for (int item = 0; item < ItemBlocks.ITEMS; item += 4 * LANES) {
      var a = FloatVector.zero(SPECIES);
      var b = a;
      var c = a;
      var d = a;
      var e = a;
      var f = a;
      var g = a;
      var h = a;
      int at = from + item;
      int i = 0;
      for (; i + 2 <= dimensions; i += 2, at += 2 * ItemBlocks.ITEMS) {
        var first = all(x[i]);
        var second = all(x[i + 1]);
        a = at(blocks, at).fma(first, a);
        b = at(blocks, at + LANES).fma(first, b);
        c = at(blocks, at + 2 * LANES).fma(first, c);
        d = at(blocks, at + 3 * LANES).fma(first, d);
        e = at(blocks, at + ItemBlocks.ITEMS).fma(second, e);
        f = at(blocks, at + ItemBlocks.ITEMS + LANES).fma(second, f);
        g = at(blocks, at + ItemBlocks.ITEMS + 2 * LANES).fma(second, g);
        h = at(blocks, at + ItemBlocks.ITEMS + 3 * LANES).fma(second, h);
      }
      if (i < dimensions) {
        var last = all(x[i]);
        a = at(blocks, at).fma(last, a);
        b = at(blocks, at + LANES).fma(last, b);
        c = at(blocks, at + 2 * LANES).fma(last, c);
        d = at(blocks, at + 3 * LANES).fma(last, d);
      }
      a.add(e).intoArray(sums, to + item);
      b.add(f).intoArray(sums, to + item + LANES);
      c.add(g).intoArray(sums, to + item + 2 * LANES);
      d.add(h).intoArray(sums, to + item + 3 * LANES);
    }
  }

  /// Eight rows by two registers of columns at a time: sixteen sums.
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
    for (int j = 0; j < ItemBlocks.ITEMS; j += 2 * LANES) {
      addTileColumns(x, xFrom, xStride, blocks, from + j, dimensions, sums, to + j, stride);
    }
  }

  private static void addTileColumns(
      float[] x,
      int xFrom,
      int xStride,
      float[] blocks,
      int from,
      int dimensions,
      float[] sums,
      int to,
      int stride) {
    var a = at(sums, to);
    var a2 = at(sums, to + LANES);
    var b = at(sums, to + stride);
    var b2 = at(sums, to + stride + LANES);
    var c = at(sums, to + 2 * stride);
    var c2 = at(sums, to + 2 * stride + LANES);
    var d = at(sums, to + 3 * stride);
    var d2 = at(sums, to + 3 * stride + LANES);
    var e = at(sums, to + 4 * stride);
    var e2 = at(sums, to + 4 * stride + LANES);
    var f = at(sums, to + 5 * stride);
    var f2 = at(sums, to + 5 * stride + LANES);
    var g = at(sums, to + 6 * stride);
    var g2 = at(sums, to + 6 * stride + LANES);
    var h = at(sums, to + 7 * stride);
    var h2 = at(sums, to + 7 * stride + LANES);
    for (int k = 0, block = from; k < dimensions; k++, block += ItemBlocks.ITEMS) {
      var left = at(blocks, block);
      var right = at(blocks, block + LANES);
      int row = xFrom + k;
      var by = all(x[row]);
      a = left.fma(by, a);
      a2 = right.fma(by, a2);
      by = all(x[row + xStride]);
      b = left.fma(by, b);
      b2 = right.fma(by, b2);
      by = all(x[row + 2 * xStride]);
      c = left.fma(by, c);
      c2 = right.fma(by, c2);
      by = all(x[row + 3 * xStride]);
      d = left.fma(by, d);
      d2 = right.fma(by, d2);
      by = all(x[row + 4 * xStride]);
      e = left.fma(by, e);
      e2 = right.fma(by, e2);
      by = all(x[row + 5 * xStride]);
      f = left.fma(by, f);
      f2 = right.fma(by, f2);
      by = all(x[row + 6 * xStride]);
      g = left.fma(by, g);
      g2 = right.fma(by, g2);
      by = all(x[row + 7 * xStride]);
      h = left.fma(by, h);
      h2 = right.fma(by, h2);
    }
    a.intoArray(sums, to);
    a2.intoArray(sums, to + LANES);
    b.intoArray(sums, to + stride);
    b2.intoArray(sums, to + stride + LANES);
    c.intoArray(sums, to + 2 * stride);
    c2.intoArray(sums, to + 2 * stride + LANES);
    d.intoArray(sums, to + 3 * stride);
    d2.intoArray(sums, to + 3 * stride + LANES);
    e.intoArray(sums, to + 4 * stride);
    e2.intoArray(sums, to + 4 * stride + LANES);
    f.intoArray(sums, to + 5 * stride);
    f2.intoArray(sums, to + 5 * stride + LANES);
    g.intoArray(sums, to + 6 * stride);
    g2.intoArray(sums, to + 6 * stride + LANES);
    h.intoArray(sums, to + 7 * stride);
    h2.intoArray(sums, to + 7 * stride + LANES);
  }

  static void addGram(float[] rows, int from, int count, int order, float[] matrix) {
    for (int i = 0; i < order; i += 8) {
      int j = i / LANES * LANES;
      if (LANES == WIDE) {
        for (; j + 2 * LANES <= order; j += 2 * LANES) {
          addWideGramTile(rows, from, count, order, matrix, i, j);
        }
      }
      for (; j < order; j += LANES) {
        addGramTile(rows, from, count, order, matrix, i, j);
      }
    }
  }

  /// Eight rows of the matrix by two registers of columns: sixteen sums, which only the 32
  /// registers of 512 bits hold beside what goes into them.
  private static void addWideGramTile(
      float[] rows, int from, int count, int order, float[] matrix, int i, int j) {
    int to = i * order + j;
    var a = at(matrix, to);
    var a2 = at(matrix, to + LANES);
    var b = at(matrix, to + order);
    var b2 = at(matrix, to + order + LANES);
    var c = at(matrix, to + 2 * order);
    var c2 = at(matrix, to + 2 * order + LANES);
    var d = at(matrix, to + 3 * order);
    var d2 = at(matrix, to + 3 * order + LANES);
    var e = at(matrix, to + 4 * order);
    var e2 = at(matrix, to + 4 * order + LANES);
    var f = at(matrix, to + 5 * order);
    var f2 = at(matrix, to + 5 * order + LANES);
    var g = at(matrix, to + 6 * order);
    var g2 = at(matrix, to + 6 * order + LANES);
    var h = at(matrix, to + 7 * order);
    var h2 = at(matrix, to + 7 * order + LANES);
    for (int r = 0, row = from; r < count; r++, row += order) {
      var left = at(rows, row + j);
      var right = at(rows, row + j + LANES);
      var by = all(rows[row + i]);
      a = left.fma(by, a);
      a2 = right.fma(by, a2);
      by = all(rows[row + i + 1]);
      b = left.fma(by, b);
      b2 = right.fma(by, b2);
      by = all(rows[row + i + 2]);
      c = left.fma(by, c);
      c2 = right.fma(by, c2);
      by = all(rows[row + i + 3]);
      d = left.fma(by, d);
      d2 = right.fma(by, d2);
      by = all(rows[row + i + 4]);
      e = left.fma(by, e);
      e2 = right.fma(by, e2);
      by = all(rows[row + i + 5]);
      f = left.fma(by, f);
      f2 = right.fma(by, f2);
      by = all(rows[row + i + 6]);
      g = left.fma(by, g);
      g2 = right.fma(by, g2);
      by = all(rows[row + i + 7]);
      h = left.fma(by, h);
      h2 = right.fma(by, h2);
    }
    a.intoArray(matrix, to);
    a2.intoArray(matrix, to + LANES);
    b.intoArray(matrix, to + order);
    b2.intoArray(matrix, to + order + LANES);
    c.intoArray(matrix, to + 2 * order);
    c2.intoArray(matrix, to + 2 * order + LANES);
    d.intoArray(matrix, to + 3 * order);
    d2.intoArray(matrix, to + 3 * order + LANES);
    e.intoArray(matrix, to + 4 * order);
    e2.intoArray(matrix, to + 4 * order + LANES);
    f.intoArray(matrix, to + 5 * order);
    f2.intoArray(matrix, to + 5 * order + LANES);
    g.intoArray(matrix, to + 6 * order);
    g2.intoArray(matrix, to + 6 * order + LANES);
    h.intoArray(matrix, to + 7 * order);
    h2.intoArray(matrix, to + 7 * order + LANES);
  }

  /// Eight rows of the matrix by one register of columns.
  private static void addGramTile(
      float[] rows, int from, int count, int order, float[] matrix, int i, int j) {
    int to = i * order + j;
    var a = at(matrix, to);
    var b = at(matrix, to + order);
    var c = at(matrix, to + 2 * order);
    var d = at(matrix, to + 3 * order);
    var e = at(matrix, to + 4 * order);
    var f = at(matrix, to + 5 * order);
    var g = at(matrix, to + 6 * order);
    var h = at(matrix, to + 7 * order);
    for (int r = 0, row = from; r < count; r++, row += order) {
      var columns = at(rows, row + j);
      a = columns.fma(all(rows[row + i]), a);
      b = columns.fma(all(rows[row + i + 1]), b);
      c = columns.fma(all(rows[row + i + 2]), c);
      d = columns.fma(all(rows[row + i + 3]), d);
      e = columns.fma(all(rows[row + i + 4]), e);
      f = columns.fma(all(rows[row + i + 5]), f);
      g = columns.fma(all(rows[row + i + 6]), g);
      h = columns.fma(all(rows[row + i + 7]), h);
    }
    a.intoArray(matrix, to);
    b.intoArray(matrix, to + order);
    c.intoArray(matrix, to + 2 * order);
    d.intoArray(matrix, to + 3 * order);
    e.intoArray(matrix, to + 4 * order);
    f.intoArray(matrix, to + 5 * order);
    g.intoArray(matrix, to + 6 * order);
    h.intoArray(matrix, to + 7 * order);
  }

  /// Right-looking, four rows of U at a time.
  static boolean cholesky(float[] matrix, int order) {
    for (int p = 0; p < order; p += 4) {
      if (!panel(matrix, order, p)) {
        return false;
      }
      for (int i = p + 4; i < order; i += 4) {
        subtractPanel(matrix, order, p, i);
      }
    }
    return true;
  }

  /// Rows p to p + 3 of U: their 4 × 4 corner first, then all columns with its coefficients.
  private static boolean panel(float[] m, int order, int p) {
    int r0 = p * order;
    int r1 = r0 + order;
    int r2 = r1 + order;
    int r3 = r2 + order;
    float i0 = ScalarKernels.inverseRoot(m[r0 + p]);
    float u01 = m[r0 + p + 1] * i0;
    float u02 = m[r0 + p + 2] * i0;
    float u03 = m[r0 + p + 3] * i0;
    float i1 = ScalarKernels.inverseRoot(m[r1 + p + 1] - u01 * u01);
    float u12 = (m[r1 + p + 2] - u01 * u02) * i1;
    float u13 = (m[r1 + p + 3] - u01 * u03) * i1;
    float i2 = ScalarKernels.inverseRoot(m[r2 + p + 2] - u02 * u02 - u12 * u12);
    float u23 = (m[r2 + p + 3] - u02 * u03 - u12 * u13) * i2;
    float i3 = ScalarKernels.inverseRoot(m[r3 + p + 3] - u03 * u03 - u13 * u13 - u23 * u23);
    if (!(i0 > 0 && i1 > 0 && i2 > 0 && i3 > 0)) {
      return false;
    }
    for (int j = p / LANES * LANES; j < order; j += LANES) {
      var a = at(m, r0 + j).mul(i0);
      var b = at(m, r1 + j).sub(a.mul(u01)).mul(i1);
      var c = at(m, r2 + j).sub(a.mul(u02)).sub(b.mul(u12)).mul(i2);
      var d = at(m, r3 + j).sub(a.mul(u03)).sub(b.mul(u13)).sub(c.mul(u23)).mul(i3);
      a.intoArray(m, r0 + j);
      b.intoArray(m, r1 + j);
      c.intoArray(m, r2 + j);
      d.intoArray(m, r3 + j);
    }
    return true;
  }

  /// Takes what rows p to p + 3 of U explain out of rows i to i + 3 of the rest.
  private static void subtractPanel(float[] m, int order, int p, int i) {
    for (int r = 0; r < 4; r += 2) {
      int u = p * order + i + r;
      var a0 = all(-m[u]);
      var a1 = all(-m[u + order]);
      var a2 = all(-m[u + 2 * order]);
      var a3 = all(-m[u + 3 * order]);
      var b0 = all(-m[u + 1]);
      var b1 = all(-m[u + order + 1]);
      var b2 = all(-m[u + 2 * order + 1]);
      var b3 = all(-m[u + 3 * order + 1]);
      int to = (i + r) * order;
      for (int j = i / LANES * LANES; j < order; j += LANES) {
        int from = p * order + j;
        var first = at(m, from);
        var second = at(m, from + order);
        var third = at(m, from + 2 * order);
        var fourth = at(m, from + 3 * order);
        first
            .fma(a0, second.fma(a1, third.fma(a2, fourth.fma(a3, at(m, to + j)))))
            .intoArray(m, to + j);
        first
            .fma(b0, second.fma(b1, third.fma(b2, fourth.fma(b3, at(m, to + order + j)))))
            .intoArray(m, to + order + j);
      }
    }
  }

  /// Uᵀ·y = b.
  static void solveForward(float[] factor, int order, float[] x) {
    for (int i = 0; i < order; i++) {
      x[i] /= factor[i * order + i];
      int next = i + 1;
      int whole = Math.min(order, (next + LANES - 1) / LANES * LANES);
      for (int j = next; j < whole; j++) {
        x[j] -= factor[i * order + j] * x[i];
      }
      axpy(-x[i], factor, i * order + whole, x, whole, order - whole);
    }
  }

  /// U·x = y.
  static void solveBackward(float[] factor, int order, float[] x) {
    for (int i = order - 1; i >= 0; i--) {
      int next = i + 1;
      int whole = Math.min(order, (next + LANES - 1) / LANES * LANES);
      float rest = x[i];
      for (int j = next; j < whole; j++) {
        rest -= factor[i * order + j] * x[j];
      }
      rest -= dot(factor, i * order + whole, x, whole, order - whole);
      x[i] = rest / factor[i * order + i];
    }
  }

  /// Uᵀ·Y = B for several right sides, one in each column of `x`.
  static void solveForward(float[] factor, int order, float[] x, int width) {
    for (int column = 0; column < width; column += LANES) {
      for (int i = 0; i < order; i++) {
        var solved = at(x, i * width + column).mul(1 / factor[i * order + i]);
        solved.intoArray(x, i * width + column);
        for (int r = i + 1; r < order; r++) {
          subtract(solved, factor[i * order + r], x, r * width + column);
        }
      }
    }
  }

  /// U·X = Y for several right sides, one in each column of `x`.
  static void solveBackward(float[] factor, int order, float[] x, int width) {
    for (int column = 0; column < width; column += LANES) {
      for (int i = order - 1; i >= 0; i--) {
        var solved = at(x, i * width + column).mul(1 / factor[i * order + i]);
        solved.intoArray(x, i * width + column);
        for (int r = 0; r < i; r++) {
          subtract(solved, factor[r * order + i], x, r * width + column);
        }
      }
    }
  }

  private static void subtract(FloatVector solved, float times, float[] x, int from) {
    solved.fma(all(-times), at(x, from)).intoArray(x, from);
  }
}
