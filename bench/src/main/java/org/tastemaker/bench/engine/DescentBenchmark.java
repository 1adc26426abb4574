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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;

/// A training of [BiasedMf] with 100 factors and 20 passes on one thread, over generated ratings of
/// the shape of MovieLens 100K: 943 people, 1,682 items, 100,000 ratings (fewer by those drawn
/// twice), few items rated by many.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DescentBenchmark {
  private static final int PEOPLE = 943;
  private static final int ITEMS = 1682;
  private static final int RATINGS = 100_000;

  private final Interactions ratings = ratings();

  private static Interactions ratings() {
    var random = new SplittableRandom(1);
    var builder = Interactions.builder();
    for (int i = 0; i < RATINGS; i++) {
      int item = (int) (ITEMS * Math.pow(random.nextDouble(), 2));
      builder.add(random.nextInt(PEOPLE), item, 1 + random.nextInt(5));
    }
    return builder.build(PEOPLE, ITEMS);
  }

  @Benchmark
  public Model train() {
    return new BiasedMf(100, 20, 0.01, 0.06, 0.02, 3).train(ratings, Run.quiet(1));
  }
}
