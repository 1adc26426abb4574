package org.tastemaker.bench.algorithm;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.tastemaker.engine.kernel.ItemBlocks;
import org.tastemaker.engine.kernel.Kernels;

/// The kernels on one thread, beside the rates of the machine measured in the same run.
final class KernelRows {
  private static final int TIMES = 20;
  private static final int PASSES = 200;
  private static final int ITEMS = 59_047;

  private final MachineRates machine = MachineRates.measured();
  private final SplittableRandom random = new SplittableRandom(1);

  void print() {
    for (int order : new int[] {64, 128}) {
      gram(order);
      conjugate(order);
      cholesky(order);
    }
    products();
    scores();
  }

  private float[] numbers(int count) {
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  private void gram(int order) {
    int count = 6144 / order;
    var rows = numbers(count * order);
    var matrix = new float[order * order];
    var clock =
        Clock.leastAlone(
            TIMES,
            () -> {
              for (int i = 0; i < PASSES * 10; i++) {
                Kernels.addGram(rows, 0, count, order, matrix);
              }
            });
    double flops = 10.0 * PASSES * count * order * (order + 1);
    machine.printProducts("Gram matrix of %d rows of %d".formatted(count, order), flops, clock);
  }

  /// Two passes over rows in the first-level cache, as a step of conjugate gradients makes them.
  private void conjugate(int order) {
    var rows = numbers(32 * order);
    var x = numbers(order);
    var y = new float[order];
    var weights = numbers(32);
    var begins = new int[32];
    Arrays.setAll(begins, row -> row * order);
    var clock =
        Clock.leastAlone(
            TIMES,
            () -> {
              for (int i = 0; i < PASSES * 100; i++) {
                Kernels.addNormal(rows, begins, weights, 32, order, x, 0, y);
              }
            });
    double flops = 100.0 * PASSES * 32 * order * 4;
    machine.printProducts(
        "conjugate step, a row of %d in the cache".formatted(order), flops, clock);
  }

  private void cholesky(int order) {
    var definite = new float[order * order];
    for (int i = 0; i < order; i++) {
      definite[i * order + i] = 1;
    }
    Kernels.addGram(numbers(2 * order * order), 0, 2 * order, order, definite);
    var matrix = definite.clone();
    var x = numbers(order);
    var clock =
        Clock.leastAlone(
            TIMES,
            () -> {
              for (int i = 0; i < PASSES * 5; i++) {
                System.arraycopy(definite, 0, matrix, 0, matrix.length);
                Kernels.cholesky(matrix, order);
                Kernels.solve(matrix, order, x);
              }
            });
    double flops = 5.0 * PASSES * (order * (double) order * order / 3 + 2.0 * order * order);
    machine.printProducts("Cholesky and solve of order %d".formatted(order), flops, clock);
  }

  private void products() {
    int rows = 4096;
    var blocks = ItemBlocks.of(numbers(512 * 512), 512, 512, 512);
    var x = numbers(rows * 512);
    var clock = Clock.leastAlone(TIMES, () -> blocks.multiplyInPlace(x, 0, rows, 512));
    machine.printProducts("matrix product, 4096 × 512 × 512", 2.0 * rows * 512 * 512, clock);
  }

  private void scores() {
    var blocks = ItemBlocks.of(numbers(ITEMS * 64), ITEMS, 64, 64);
    var x = numbers(64);
    var scores = new float[ITEMS];
    var clock =
        Clock.leastAlone(
            TIMES,
            () -> {
              for (int i = 0; i < PASSES; i++) {
                blocks.scores(x, scores);
              }
            });
    machine.printBytes(
        "scores of %d items of 64 for one person".formatted(ITEMS),
        4.0 * PASSES * ITEMS * 65,
        clock);
  }
}
