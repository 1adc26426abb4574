package org.tastemaker.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricInverseTest {
  private static boolean inverted(float[] matrix, int order) {
    var inverse = new SymmetricInverse(matrix, order);
    for (int sweep = 0; sweep < inverse.sweeps(); sweep++) {
      if (!inverse.begin(sweep)) {
        return false;
      }
      for (int step = 0; step < inverse.steps(); step++) {
        inverse.prepare(step);
      }
      for (int step = 0; step < inverse.updates(); step++) {
        inverse.update(step);
      }
    }
    return true;
  }

  private static float[] identity(int order) {
    var matrix = new float[order * order];
    for (int i = 0; i < order; i++) {
      matrix[i * order + i] = 1;
    }
    return matrix;
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 192, 256, 320, 576})
  void matrixTimesInverseIsOne(int order) {
    var random = new SplittableRandom(order);
    var rows = new float[order * order];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextDouble(-1, 1);
    }
    var matrix = identity(order);
    for (int i = 0; i < order; i++) {
      matrix[i * order + i] = order / 10f;
    }
    ScalarKernels.addGram(rows, 0, order, order, matrix);
    var negative = matrix.clone();
    assertThat(inverted(negative, order)).isTrue();
    for (int i = 0; i < order; i += 7) {
      for (int j = 0; j < order; j++) {
        double sum = 0;
        for (int k = 0; k < order; k++) {
          sum -= (double) upper(matrix, order, i, k) * upper(negative, order, k, j);
        }
        assertThat(sum).isCloseTo(i == j ? 1 : 0, within(1e-4));
      }
    }
  }

  private static float upper(float[] matrix, int order, int i, int j) {
    return matrix[Math.min(i, j) * order + Math.max(i, j)];
  }

  @Test
  void theInverseWorkedOutByHand() {
    // 3x + y, x + 2y: the inverse is (2, −1; −1, 3) / 5.
    var matrix = identity(64);
    matrix[0] = 3;
    matrix[1] = 1;
    matrix[65] = 2;
    assertThat(inverted(matrix, 64)).isTrue();
    assertThat(matrix[0]).isCloseTo(-0.4f, within(1e-6f));
    assertThat(matrix[1]).isCloseTo(0.2f, within(1e-6f));
    assertThat(matrix[65]).isCloseTo(-0.6f, within(1e-6f));
    assertThat(matrix[63 * 65]).isEqualTo(-1);
  }

  @Test
  void whatIsNotPositiveDefiniteIsSaidToBeNot() {
    var matrix = identity(192);
    matrix[150 * 193] = -1;
    assertThat(inverted(matrix, 192)).isFalse();
    assertThatThrownBy(() -> new SymmetricInverse(new float[100 * 100], 100))
        .hasMessageContaining("100");
  }
}
