package org.tastemaker.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector kernels against their scalar twins.
class KernelsTest {
  private final SplittableRandom random = new SplittableRandom(11);

  @BeforeAll
  static void vectorsAreThere() {
    assumeTrue(
        Kernels.vectorised(), "The Vector API is not in this run: there is no twin to compare.");
  }

  private float[] numbers(int count) {
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 63, 64, 65, 100})
  void dotAxpyAndDescendAreTheirTwins(int length) {
    var a = numbers(length + 3);
    var b = numbers(length + 5);
    assertThat(VectorKernels.dot(a, 3, b, 5, length))
        .isCloseTo(ScalarKernels.dot(a, 3, b, 5, length), within(1e-5f));
    var expected = b.clone();
    ScalarKernels.axpy(0.7f, a, 3, expected, 5, length);
    var y = b.clone();
    VectorKernels.axpy(0.7f, a, 3, y, 5, length);
    assertThat(y).containsExactly(expected, within(1e-6f));
    var aExpected = a.clone();
    var bExpected = b.clone();
    ScalarKernels.descend(aExpected, 3, bExpected, 5, length, 0.1f, 0.01f);
    VectorKernels.descend(a, 3, b, 5, length, 0.1f, 0.01f);
    assertThat(a).containsExactly(aExpected, within(1e-6f));
    assertThat(b).containsExactly(bExpected, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 8, 15, 16, 17, 32, 33, 64, 65, 100})
  void marginsAreTheirTwins(int length) {
    var p = numbers(length + 3);
    var q = numbers(2 * length + 5);
    int other = length + 4;
    assertThat(VectorKernels.margin(p, 3, q, 2, other, length))
        .isCloseTo(ScalarKernels.margin(p, 3, q, 2, other, length), within(1e-5f));
    var pExpected = p.clone();
    var qExpected = q.clone();
    ScalarKernels.part(pExpected, 3, qExpected, 2, other, length, 0.1f, 0.01f);
    VectorKernels.part(p, 3, q, 2, other, length, 0.1f, 0.01f);
    assertThat(p).containsExactly(pExpected, within(1e-6f));
    assertThat(q).containsExactly(qExpected, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100})
  void addedProductsAndExponentialsAreTheirTwins(int length) {
    var a = numbers(length + 3);
    var b = numbers(length + 5);
    var expected = numbers(length + 1);
    var y = expected.clone();
    ScalarKernels.addProducts(a, 3, b, 5, expected, 1, length);
    VectorKernels.addProducts(a, 3, b, 5, y, 1, length);
    assertThat(y).containsExactly(expected, within(1e-6f));
    if (length > 2) {
      a[4] = Float.NEGATIVE_INFINITY;
      a[5] = -80;
    }
    for (int i = 6; i < length; i++) {
      a[i] = -i;
    }
    var exponentials = a.clone();
    float sum = ScalarKernels.exponentials(exponentials, 3, length, 0.5f);
    assertThat(VectorKernels.exponentials(a, 3, length, 0.5f)).isCloseTo(sum, within(1e-4f));
    assertThat(a).containsExactly(exponentials, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 63, 64, 65})
  void blockScoresAreTheirTwins(int dimensions) {
    var blocks = numbers(dimensions * 64 + 64);
    var x = numbers(dimensions);
    var expected = new float[64];
    var sums = new float[64];
    ScalarKernels.scoreBlock(blocks, 64, dimensions, x, expected, 0);
    VectorKernels.scoreBlock(blocks, 64, dimensions, x, sums, 0);
    assertThat(sums).containsExactly(expected, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 33})
  void normalEquationsAreTheirTwins(int count) {
    for (int order : new int[] {16, 48, 64, 80, 128}) {
      var rows = numbers(9 * order + 7);
      var begins = random.ints(count + 2L, 0, 9).map(row -> row * order + 7).toArray();
      var weights = numbers(count + 3);
      var x = numbers(order);
      var y = numbers(order);
      var expected = y.clone();
      ScalarKernels.addNormal(rows, begins, weights, count, order, x, 0.7f, expected);
      VectorNormals.addNormal(rows, begins, weights, count, order, x, 0.7f, y);
      assertThat(y).containsExactly(expected, within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15, 64})
  void tilesAreTheirTwins(int dimensions) {
    int xStride = dimensions + 3;
    var x = numbers(8 * xStride + 5);
    var blocks = numbers(dimensions * 64 + 64);
    var sums = numbers(8 * 70 + 2);
    var expected = sums.clone();
    ScalarKernels.addTile(x, 5, xStride, blocks, 64, dimensions, expected, 2, 70);
    VectorKernels.addTile(x, 5, xStride, blocks, 64, dimensions, sums, 2, 70);
    assertThat(sums).containsExactly(expected, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 20})
  void rowsAreMultipliedInPlace(int count) {
    for (int items : new int[] {1, 10, 64, 65}) {
      var rows = numbers(items * 16);
      var x = numbers((count + 1) * 80);
      var blocks = ItemBlocks.of(rows, items, 10, 16);
      var product = x.clone();
      blocks.multiplyInPlace(product, 1, count, 80);
      for (int i = 0; i < product.length; i++) {
        int row = i / 80;
        int item = i % 80;
        float expected =
            row == 0
                ? x[i]
                : item < items ? ScalarKernels.dot(x, row * 80, rows, item * 16, 10) : 0;
        assertThat(product[i]).isCloseTo(expected, within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 48, 64, 80, 128})
  void gramCholeskyAndSolveAreTheirTwins(int order) {
    var rows = numbers(2 * order * order + order);
    var matrix = ridge(order);
    var expected = matrix.clone();
    ScalarKernels.addGram(rows, order, 2 * order, order, expected);
    VectorKernels.addGram(rows, order, 2 * order, order, matrix);
    assertUpperTriangle(matrix, expected, order, 1e-4f);
    var whole = expected.clone();
    assertThat(ScalarKernels.cholesky(expected, order)).isTrue();
    assertThat(VectorKernels.cholesky(matrix, order)).isTrue();
    assertUpperTriangle(matrix, expected, order, 1e-3f);
    var x = numbers(order);
    var b = times(whole, x, order);
    var scalar = b.clone();
    ScalarKernels.solveForward(expected, order, scalar);
    ScalarKernels.solveBackward(expected, order, scalar);
    VectorKernels.solveForward(matrix, order, b);
    VectorKernels.solveBackward(matrix, order, b);
    assertThat(b).containsExactly(scalar, within(1e-3f)).containsExactly(x, within(1e-2f));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 16, 17, 40})
  void severalRightSidesAreSolvedAsOneByOne(int count) {
    for (int order : new int[] {16, 48, 64}) {
      var matrix = ridge(order);
      ScalarKernels.addGram(numbers(2 * order * order), 0, 2 * order, order, matrix);
      assertThat(ScalarKernels.cholesky(matrix, order)).isTrue();
      var b = numbers(count * order);
      var solved = b.clone();
      Kernels.solve(matrix, order, solved, count);
      var forms = Kernels.inverseForms(matrix, order, b, count);
      assertThat(forms).hasSize(count);
      for (int row = 0; row < count; row++) {
        var x = Arrays.copyOfRange(b, row * order, (row + 1) * order);
        Kernels.solve(matrix, order, x);
        assertThat(Arrays.copyOfRange(solved, row * order, (row + 1) * order))
            .containsExactly(x, within(1e-4f));
        float form = Kernels.dot(x, 0, b, row * order, order);
        assertThat(forms[row]).isCloseTo(form, within(1e-4f));
      }
    }
  }

  @Test
  void severalRightSidesAreTheirTwins() {
    var matrix = ridge(48);
    ScalarKernels.addGram(numbers(96 * 48), 0, 96, 48, matrix);
    assertThat(ScalarKernels.cholesky(matrix, 48)).isTrue();
    var columns = numbers(48 * 32);
    var expected = columns.clone();
    ScalarKernels.solveForward(matrix, 48, expected, 32);
    VectorKernels.solveForward(matrix, 48, columns, 32);
    assertThat(columns).containsExactly(expected, within(1e-4f));
    ScalarKernels.solveBackward(matrix, 48, expected, 32);
    VectorKernels.solveBackward(matrix, 48, columns, 32);
    assertThat(columns).containsExactly(expected, within(1e-4f));
  }

  private static float[] ridge(int order) {
    var matrix = new float[order * order];
    for (int i = 0; i < order; i++) {
      matrix[i * order + i] = 1;
    }
    return matrix;
  }

  private static void assertUpperTriangle(
      float[] matrix, float[] expected, int order, float tolerance) {
    for (int i = 0; i < order; i++) {
      for (int j = i; j < order; j++) {
        assertThat(matrix[i * order + j]).isCloseTo(expected[i * order + j], within(tolerance));
      }
    }
  }

  private static float[] times(float[] upper, float[] x, int order) {
    var product = new float[order];
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < order; j++) {
        product[i] += upper[Math.min(i, j) * order + Math.max(i, j)] * x[j];
      }
    }
    return product;
  }

  @Test
  void solvesTheSystemWorkedOutByHand() {
    // 4x + 2y = 10, 2x + 5y = 9; the other fourteen equations say 1·x = 0.
    var matrix = ridge(16);
    matrix[0] = 4;
    matrix[1] = 2;
    matrix[17] = 5;
    var x = new float[16];
    x[0] = 10;
    x[1] = 9;
    assertThat(Kernels.cholesky(matrix, 16)).isTrue();
    Kernels.solve(matrix, 16, x);
    assertThat(x[0]).isCloseTo(2, within(1e-6f));
    assertThat(x[1]).isCloseTo(1, within(1e-6f));
    assertThat(x[2]).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
  void whatIsNotPositiveDefiniteIsSaidToBeNot(float pivot) {
    for (int at = 0; at < 16; at++) {
      var matrix = ridge(16);
      matrix[at * 17] = pivot;
      var twin = matrix.clone();
      assertThat(VectorKernels.cholesky(matrix, 16)).isFalse();
      assertThat(ScalarKernels.cholesky(twin, 16)).isFalse();
    }
  }

  @Test
  void nanSpreadsIntoSumsAndIsNeverAbove() {
    var values = new float[40];
    values[20] = Float.NaN;
    assertThat(VectorKernels.dot(values, 0, new float[40], 0, 40)).isNaN();
    assertThat(VectorKernels.anyAbove(values, 0, 40, 0)).isFalse();
    assertThat(VectorKernels.anyAbove(values, 0, 40, -1)).isTrue();
    values[21] = 1;
    assertThat(VectorKernels.anyAbove(values, 0, 40, 0.5f)).isTrue();
    assertThat(ScalarKernels.anyAbove(values, 0, 40, 0.5f)).isTrue();
  }

  @Test
  void whatIsAboveIsTheTwins() {
    var values = numbers(70);
    values[30] = Float.NaN;
    values[31] = Float.NEGATIVE_INFINITY;
    for (float threshold : new float[] {Float.NEGATIVE_INFINITY, -0.5f, values[20], 2}) {
      assertThat(VectorKernels.above(values, 3, threshold))
          .isEqualTo(ScalarKernels.above(values, 3, threshold));
    }
  }

  @Test
  void scoresOfAllItemsAreTheirScalarProducts() {
    for (int items : new int[] {1, 63, 64, 65, 200}) {
      var rows = numbers(items * 16);
      var x = numbers(10);
      var scores = new float[items];
      ItemBlocks.of(rows, items, 10, 16).scores(x, scores);
      for (int item = 0; item < items; item++) {
        assertThat(scores[item])
            .isCloseTo(ScalarKernels.dot(rows, item * 16, x, 0, 10), within(1e-5f));
      }
    }
  }
}
