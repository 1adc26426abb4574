package org.tastemaker.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EigenbasisTest {
  @Test
  void theMatrixWorkedOutByHandHasItsValues() {
    // 2x + y, x + 2y: 1 along (1, −1) and 3 along (1, 1).
    var basis = Eigenbasis.of(new float[] {2, 1, Float.NaN, 2}, 2);
    assertThat(basis.values()).containsExactlyInAnyOrder(1, 3);
    float first = basis.vectors()[0] * basis.vectors()[1];
    assertThat(Math.abs(first)).isCloseTo(0.5f, within(1e-6f));
  }

  @Test
  void nothingHasNothingInItsBasis() {
    var basis = Eigenbasis.of(new float[9], 3);
    assertThat(basis.values()).containsOnly(0);
    assertThat(basis.vectors()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 64})
  void theBasisMakesTheMatrixDiagonal(int order) {
    var random = new SplittableRandom(order);
    var rows = new float[order * order];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextDouble(-1, 1);
    }
    var matrix = new float[order * order];
    ScalarKernels.addGram(rows, 0, order, order, matrix);
    var basis = Eigenbasis.of(matrix, order);
    ItemBlocks.of(basis.vectors(), order, order, order).multiplyInPlace(rows, 0, order, order);
    var turned = new float[order * order];
    ScalarKernels.addGram(rows, 0, order, order, turned);
    for (int i = 0; i < order; i++) {
      assertThat(turned[i * order + i]).isCloseTo(basis.values()[i], within(1e-3f));
      for (int j = i + 1; j < order; j++) {
        assertThat(turned[i * order + j]).isCloseTo(0, within(1e-4f));
      }
    }
  }
}
