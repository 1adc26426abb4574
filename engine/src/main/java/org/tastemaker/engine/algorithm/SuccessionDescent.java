package org.tastemaker.engine.algorithm;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.model.LaggedFactors;

/// The state of the gradient descent of [NextItem]; a unit is a place in somebody's history.
final class SuccessionDescent implements SoftmaxDescent.Learner {
  private static final int WARM_UP = 200;
  private static final double SHORTEST_MEMORY = 0.7;
  private static final double LONGEST_MEMORY = 0.8;

  private final NextItem settings;
  private final Succession succession;
  private final SoftmaxDescent descent;
  private final int order;
  private final Adam lags;
  private final boolean[] kept;

  SuccessionDescent(NextItem settings, Succession succession, RandomGenerator random) {
    this.settings = settings;
    this.succession = succession;
    var course =
        new SoftmaxDescent.Course(
            settings.factors(),
            settings.epochs(),
            settings.learningRate(),
            WARM_UP,
            settings.negatives(),
            settings.batch(),
            settings.factorDropout());
    var places = succession.places();
    descent = new SoftmaxDescent(course, places, succession.counts(), random);
    order = descent.order();
    lags = new Adam(initialLags());
    kept = new boolean[Math.min(settings.batch(), places.length) * settings.lags()];
  }

  /// Memories of all lengths, from less than an item to most of the lags.
  private float[] initialLags() {
    var weights = new float[settings.lags() * order];
    double longest = Math.max(SHORTEST_MEMORY, LONGEST_MEMORY * settings.lags());
    for (int d = 0; d < settings.factors(); d++) {
      double share = d / (double) Math.max(1, settings.factors() - 1);
      double memory = SHORTEST_MEMORY * Math.pow(longest / SHORTEST_MEMORY, share);
      for (int lag = 0; lag < settings.lags(); lag++) {
        weights[lag * order + d] = (float) Math.exp(-lag / memory);
      }
    }
    return weights;
  }

  /// Learns from every place once.
  ///
  /// @return the mean loss of a place
  double epoch(int epoch, Run run) {
    return descent.epoch(epoch, run, this);
  }

  LaggedFactors model() {
    int k = settings.factors();
    return new LaggedFactors(
        k,
        ImplicitAls.packed(lags.values(), settings.lags(), k, order),
        descent.packedInputs(),
        descent.packedOutputs(),
        descent.biases());
  }

  @Override
  public Batch batch(int[] places) {
    return new Batch(places);
  }

  @Override
  public void descend(Adam.Stride stride) {
    lags.step(0, lags.values().length, stride);
  }

  /// A step's places: somebody's history, of which the last item is wanted.
  final class Batch implements SoftmaxDescent.Batch {
    private final int[] places;

    Batch(int[] places) {
      this.places = places;
    }

    @Override
    public void foldIn(int row, SplittableRandom coins, float[] states, int at) {
      for (int lag = 0; lag < reached(row); lag++) {
        boolean keep = coins.nextFloat() >= settings.historyDropout();
        kept[row * settings.lags() + lag] = keep;
        if (keep) {
          int input = succession.item(places[row] - 1 - lag) * order;
          Kernels.addProducts(
              lags.values(), lag * order, descent.inputs().values(), input, states, at, order);
        }
      }
    }

    private int reached(int row) {
      return Math.min(settings.lags(), places[row] - succession.begin(places[row]));
    }

    @Override
    public void giveBack(int row, float[] slopes, int at, int from, int width) {
      var inputs = descent.inputs();
      int reached = reached(row);
      for (int lag = 0; lag < reached; lag++) {
        if (kept[row * settings.lags() + lag]) {
          int weight = lag * order + from;
          int input = succession.item(places[row] - 1 - lag) * order + from;
          Kernels.addProducts(lags.values(), weight, slopes, at, inputs.gradient(), input, width);
          Kernels.addProducts(inputs.values(), input, slopes, at, lags.gradient(), weight, width);
        }
      }
    }

    @Override
    public int count() {
      return places.length;
    }

    @Override
    public int from(int row) {
      return succession.begin(places[row]);
    }

    @Override
    public int wantedFrom(int row) {
      return places[row];
    }

    @Override
    public int to(int row) {
      return places[row] + 1;
    }

    @Override
    public int item(int at) {
      return succession.item(at);
    }

    @Override
    public float weight(int at) {
      return 1;
    }

    @Override
    public float total() {
      return places.length;
    }
  }
}
