package org.tastemaker.bench.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.ImplicitFactors;
import org.tastemaker.engine.model.Taste;

/// A request's way through the engine, in whole and in parts: a profile of a hundred items is
/// folded into 64 factors, all items are scored and the best hundred of nine tenths of them are
/// taken; ten items are explained to the person anew.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestBenchmark {
  private static final int FACTORS = 64;
  private static final int LIKED = 100;
  private static final int BEST = 100;
  private static final int PAGE = 10;

  /// How many items the model has.
  @Param({"10000", "59047"})
  public int items;

  private Scene state = new Scene(1);

  /// Everything that depends on the number of items.
  private static final class Scene {
    private final ImplicitFactors model;
    private final Profile profile;
    private final Taste taste;
    private final float[] scores;
    private final long[] allowed;
    private final int[] page;

    Scene(int items) {
      var random = new SplittableRandom(1);
      var factors = new float[items * FACTORS];
      for (int i = 0; i < factors.length; i++) {
        factors[i] = (float) random.nextDouble(-0.3, 0.3);
      }
      model =
          new ImplicitFactors(
              items, factors, new ImplicitFactors.Objective(FACTORS, 0.2f, 0.1f, 0.6f));
      var liked = random.ints(LIKED, 0, items).toArray();
      var preferences = new float[LIKED];
      Arrays.fill(preferences, 1);
      profile = Profile.of(liked, preferences);
      taste = model.foldIn(profile);
      scores = new float[items];
      taste.score(scores);
      var mask = new BitSet();
      for (int i = 0; i < items; i++) {
        mask.set(i, random.nextInt(10) > 0);
      }
      allowed = mask.toLongArray();
      page = random.ints(PAGE, 0, items).toArray();
    }
  }

  /// A random model of so many items.
  @Setup
  public void fill() {
    state = new Scene(items);
  }

  @Benchmark
  public Taste foldIn() {
    return state.model.foldIn(state.profile);
  }

  @Benchmark
  public float[] scoreAll() {
    state.taste.score(state.scores);
    return state.scores;
  }

  @Benchmark
  public int[] bestHundred() {
    return TopK.best(state.scores, items, BEST, state.allowed);
  }

  @Benchmark
  public int[] whole() {
    var scores = new float[items];
    state.model.foldIn(state.profile).score(scores);
    return TopK.best(scores, items, BEST, state.allowed);
  }

  @Benchmark
  public float[][] explained() {
    return state.model.foldIn(state.profile).contributions(state.page);
  }
}
