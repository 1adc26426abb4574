package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampledSoftmaxTest {
  private static final int ORDER = 16;
  private static final double[] STATE = {0.5, -1};
  private static final double[][] OUTPUTS = {{1, 0}, {0.5, 1}, {-1, 2}, {0, -0.5}};
  private static final double[] BIASES = {0.1, 0, -0.3, 0.2};

  private final Adam outputs = new Adam(padded());
  private final Adam biases = new Adam(new float[] {0.1f, 0, -0.3f, 0.2f});

  private static float[] padded() {
    var padded = new float[OUTPUTS.length * ORDER];
    for (int item = 0; item < OUTPUTS.length; item++) {
      for (int d = 0; d < 2; d++) {
        padded[item * ORDER + d] = (float) OUTPUTS[item][d];
      }
    }
    return padded;
  }

  /// One row that knows item 0 and wants 1, twice as much, and 3.
  private record OneRow() implements SampledSoftmax.Rows {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public int from(int row) {
      return 0;
    }

    @Override
    public int wantedFrom(int row) {
      return 1;
    }

    @Override
    public int to(int row) {
      return 3;
    }

    @Override
    public int item(int at) {
      return new int[] {0, 1, 3}[at];
    }

    @Override
    public float weight(int at) {
      return at == 1 ? 2 : 1;
    }

    @Override
    public float total() {
      return 3;
    }
  }

  private SampledSoftmax.Step learnt(int negatives) {
    var softmax = new SampledSoftmax(outputs, biases, ORDER, negatives, 1);
    softmax.states()[0] = (float) STATE[0];
    softmax.states()[1] = (float) STATE[1];
    var step = softmax.step(new OneRow(), new SplittableRandom(1));
    step.tiles().learn(0);
    step.outputs(Run.quiet(1), new Parallel.Span(0, 1, "one"));
    assertThat(softmax.slopes()[0]).isCloseTo((float) slope(0), within(1e-6f));
    assertThat(softmax.slopes()[1]).isCloseTo((float) slope(1), within(1e-6f));
    return step;
  }

  /// e to the logarithm of each item that is not known: 0 is not among them.
  private static double[] chances() {
    var chances = new double[4];
    for (int item = 1; item < 4; item++) {
      chances[item] =
          Math.exp(BIASES[item] + STATE[0] * OUTPUTS[item][0] + STATE[1] * OUTPUTS[item][1]);
    }
    double sum = Arrays.stream(chances).sum();
    return Arrays.stream(chances).map(chance -> chance / sum).toArray();
  }

  /// Of a weight of three altogether: three times the chance, less what is wanted.
  private static double error(int item) {
    double wanted = item == 1 ? 2 : item == 3 ? 1 : 0;
    return (3 * chances()[item] - wanted) / 3;
  }

  private static double slope(int d) {
    return error(1) * OUTPUTS[1][d] + error(2) * OUTPUTS[2][d] + error(3) * OUTPUTS[3][d];
  }

  @Test
  void theGradientOfAStepIsTheOneWorkedOutByHand() {
    var step = learnt(4);
    double loss = -2 * Math.log(chances()[1]) - Math.log(chances()[3]);
    assertThat(step.loss()).isCloseTo(loss, within(1e-5));
    for (int item = 0; item < 4; item++) {
      assertThat(biases.gradient()[item]).isCloseTo((float) error(item), within(1e-6f));
      for (int d = 0; d < 2; d++) {
        assertThat(outputs.gradient()[item * ORDER + d])
            .isCloseTo((float) (error(item) * STATE[d]), within(1e-6f));
      }
    }
  }

  /// Drawn often enough, the two negatives a step give the same sums of chances as all of them.
  @Test
  void aDrawnItemStandsForThoseThatAreNot() {
    var softmax = new SampledSoftmax(outputs, biases, ORDER, 2, 1);
    var random = new SplittableRandom(5);
    double odds = 0;
    int steps = 4000;
    for (int i = 0; i < steps; i++) {
      softmax.states()[0] = (float) STATE[0];
      softmax.states()[1] = (float) STATE[1];
      var step = softmax.step(new OneRow(), random);
      step.tiles().learn(0);
      // of the three that are not known, 2 alone is none that is wanted
      odds += Math.exp(step.loss() / 3);
    }
    double without = Math.exp((-2 * Math.log(share(1)) - Math.log(share(3))) / 3);
    double all = without * (1 + odds2());
    assertThat(odds / steps).isCloseTo(all, within(0.02 * all));
  }

  /// The share of a wanted item among those that are wanted.
  private static double share(int item) {
    return chances()[item] / (chances()[1] + chances()[3]);
  }

  /// How much item 2 adds to what is wanted.
  private static double odds2() {
    return chances()[2] / (chances()[1] + chances()[3]);
  }
}
