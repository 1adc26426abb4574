package org.tastemaker.bench.engine;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tastemaker.engine.kernel.Kernels;

/// The kernels at order 64: one scalar product, the Gram matrix of a hundred rows, one solve.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  private static final int ORDER = 64;
  private static final int ROWS = 100;

  private final float[] rows = new float[ROWS * ORDER];
  private final float[] gram = new float[ORDER * ORDER];
  private final float[] matrix = new float[ORDER * ORDER];
  private final float[] x = new float[ORDER];

  /// Random rows, and a matrix that is positive definite.
  @Setup
  public void fill() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextDouble(-1, 1);
    }
    for (int i = 0; i < ORDER; i++) {
      gram[i * ORDER + i] = 10;
    }
    Kernels.addGram(rows, 0, ROWS, ORDER, gram);
  }

  @Benchmark
  public float dot() {
    return Kernels.dot(rows, 0, rows, ORDER, ORDER);
  }

  /// Into a copy, so that it does not grow without end.
  @Benchmark
  public float[] gramOfHundredRows() {
    System.arraycopy(gram, 0, matrix, 0, matrix.length);
    Kernels.addGram(rows, 0, ROWS, ORDER, matrix);
    return matrix;
  }

  @Benchmark
  public float[] choleskyAndSolve() {
    System.arraycopy(gram, 0, matrix, 0, matrix.length);
    System.arraycopy(rows, 0, x, 0, ORDER);
    Kernels.cholesky(matrix, ORDER);
    Kernels.solve(matrix, ORDER, x);
    return x;
  }
}
