package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.model.SummedFactors;

/// The state of the gradient descent of [SoftmaxFactors]; a unit is a person.
final class SumDescent implements SoftmaxDescent.Learner {
  private static final int WARM_UP = 200;

  private final SoftmaxFactors settings;
  private final Rows rows;
  private final RandomGenerator random;
  private final SoftmaxDescent descent;

  SumDescent(SoftmaxFactors settings, Interactions data, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    rows = data.byUser();
    var counts = new int[data.items()];
    Arrays.setAll(counts, data.byItem()::length);
    var people = new int[data.users()];
    Arrays.setAll(people, i -> i);
    int steps = settings.epochs() * (1 + people.length / settings.batch());
    var course =
        new SoftmaxDescent.Course(
            settings.factors(),
            settings.epochs(),
            settings.learningRate(),
            Math.min(WARM_UP, steps / 10 + 1),
            settings.negatives(),
            settings.batch(),
            settings.factorDropout());
    descent = new SoftmaxDescent(course, people, counts, random);
  }

  /// Learns from everybody once.
  ///
  /// @return the mean loss of a person
  double epoch(int epoch, Run run) {
    return descent.epoch(epoch, run, this);
  }

  SummedFactors model() {
    return new SummedFactors(
        settings.factors(),
        (float) settings.personExponent(),
        descent.packedInputs(),
        descent.packedOutputs(),
        descent.biases());
  }

  @Override
  public Batch batch(int[] people) {
    return new Batch(people);
  }

  @Override
  public void descend(Adam.Stride stride) {}

  /// People whose likings are parted at random: those that are given come first, then those that
  /// are hidden, and wanted.
  final class Batch implements SoftmaxDescent.Batch {
    private final int[] begins;
    private final int[] middles;
    private final int[] items;
    private final float[] preferences;
    private final float[] scales;
    private final float total;

    Batch(int[] people) {
      begins = new int[people.length + 1];
      for (int row = 0; row < people.length; row++) {
        begins[row + 1] = begins[row] + rows.length(people[row]);
      }
      middles = new int[people.length];
      items = new int[begins[people.length]];
      preferences = new float[items.length];
      scales = new float[people.length];
      double wanted = 0;
      for (int row = 0; row < people.length; row++) {
        wanted += part(row, people[row]);
      }
      total = (float) Math.max(wanted, Float.MIN_NORMAL);
    }

    /// Returns the sum of what is hidden.
    private double part(int row, int person) {
      int front = begins[row];
      int back = begins[row + 1];
      double given = 0;
      double hidden = 0;
      for (int entry = rows.begin(person); entry < rows.end(person); entry++) {
        boolean hide = random.nextFloat() < settings.hidden();
        int to = hide ? --back : front++;
        items[to] = rows.column(entry);
        preferences[to] = Math.max(0, rows.value(entry));
        given += hide ? 0 : preferences[to];
        hidden += hide ? preferences[to] : 0;
      }
      middles[row] = front;
      scales[row] = SummedFactors.scale(given, settings.personExponent());
      return hidden;
    }

    @Override
    public void foldIn(int row, SplittableRandom coins, float[] states, int at) {
      for (int given = begins[row]; given < middles[row]; given++) {
        int from = items[given] * descent.order();
        float share = scales[row] * preferences[given];
        Kernels.axpy(share, descent.inputs().values(), from, states, at, descent.order());
      }
    }

    @Override
    public void giveBack(int row, float[] slopes, int at, int from, int width) {
      for (int given = begins[row]; given < middles[row]; given++) {
        int to = items[given] * descent.order() + from;
        float share = scales[row] * preferences[given];
        Kernels.axpy(share, slopes, at, descent.inputs().gradient(), to, width);
      }
    }

    @Override
    public int count() {
      return middles.length;
    }

    @Override
    public int from(int row) {
      return begins[row];
    }

    @Override
    public int wantedFrom(int row) {
      return middles[row];
    }

    @Override
    public int to(int row) {
      return begins[row + 1];
    }

    @Override
    public int item(int at) {
      return items[at];
    }

    @Override
    public float weight(int at) {
      return preferences[at];
    }

    @Override
    public float total() {
      return total;
    }
  }
}
