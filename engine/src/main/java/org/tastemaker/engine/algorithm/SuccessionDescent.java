package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.tastemaker.engine.kernel.ItemBlocks;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.model.LaggedFactors;

/// The state of the gradient descent of [NextItem].
///
/// A step works in phases, each on all threads: tiles of places are scored against the step's
/// items, and their gradients taken (`Places`); the errors, turned round, make the gradient of the
/// items' outputs (`Outputs`); what the places' gradients say goes back to inputs and lags, a slice
/// of factors a task (`History`); Adam steps. Rows are padded to a multiple of 16 factors.
final class SuccessionDescent {
  private static final double INITIAL_DEVIATION = 0.05;
  private static final double SHORTEST_MEMORY = 0.7;
  private static final double LONGEST_MEMORY = 0.8;
  private static final int WARM_UP = 200;
  private static final double LAST_RATE = 0.02;
  private static final int SLICE = 32;

  private final NextItem settings;
  private final Succession succession;
  private final RandomGenerator random;
  private final int order;
  private final int[] places;
  private final int size;
  private final int steps;

  private final Adam lags;
  private final Adam inputs;
  private final Adam outputs;
  private final Adam biases;

  private final int[] drawn;
  private final int[] columnOf;
  private final float[] states;
  private final float[] slopes;
  private final boolean[] kept;
  private final float[] targetErrors;
  private final double[] losses;
  private int step;

  SuccessionDescent(NextItem settings, Succession succession, RandomGenerator random) {
    this.settings = settings;
    this.succession = succession;
    this.random = random;
    order = Kernels.padded(settings.factors());
    places = succession.places();
    size = Math.min(settings.batch(), places.length);
    steps = size == 0 ? 0 : (places.length + size - 1) / size * settings.epochs();
    lags = new Adam(initialLags());
    inputs = new Adam(initialVectors());
    outputs = new Adam(initialVectors());
    biases = new Adam(initialBiases());
    drawn = new int[succession.items()];
    Arrays.setAll(drawn, item -> item);
    columnOf = new int[drawn.length];
    int rows = (size + Kernels.TILE - 1) / Kernels.TILE * Kernels.TILE;
    states = new float[rows * order];
    slopes = new float[rows * order];
    kept = new boolean[rows * settings.lags()];
    targetErrors = new float[rows];
    losses = new double[rows];
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

  private float[] initialVectors() {
    var vectors = new float[Math.multiplyExact(succession.items(), order)];
    for (int item = 0; item < succession.items(); item++) {
      for (int d = 0; d < settings.factors(); d++) {
        vectors[item * order + d] = (float) (INITIAL_DEVIATION * random.nextGaussian());
      }
    }
    return vectors;
  }

  private float[] initialBiases() {
    var logarithms = new float[succession.items()];
    double sum = 0;
    for (int item = 0; item < logarithms.length; item++) {
      logarithms[item] = (float) Math.log1p(succession.count(item));
      sum += logarithms[item];
    }
    for (int item = 0; item < logarithms.length; item++) {
      logarithms[item] -= (float) (sum / logarithms.length);
    }
    return logarithms;
  }

  /// Learns from every place once.
  ///
  /// @return the mean loss of a place
  double epoch(int epoch, Run run) {
    RatingDescent.shuffle(places, places.length, random);
    double loss = 0;
    for (int from = 0; from < places.length; from += size) {
      double done = step / (double) steps;
      var words = "epoch " + (epoch + 1) + " of " + settings.epochs();
      loss +=
          step(
              from,
              Math.min(size, places.length - from),
              run,
              new Parallel.Span(done, done, words));
    }
    return places.length == 0 ? 0 : loss / places.length;
  }

  private double step(int from, int count, Run run, Parallel.Span span) {
    var batch = new Batch(from, count, draw(), random.nextLong());
    int tiles = (count + Kernels.TILE - 1) / Kernels.TILE;
    Parallel.tasks(run, tiles, span, () -> batch.new Places());
    Parallel.tasks(run, batch.sample.width() / Kernels.TILE, span, batch::outputs);
    batch.addTargets();
    int slices = (order + SLICE - 1) / SLICE;
    Parallel.tasks(run, slices, span, () -> slice -> batch.history(slice * SLICE));
    descend(run, span);
    return Arrays.stream(losses, 0, count).sum();
  }

  private void descend(Run run, Parallel.Span span) {
    double falling = Math.max(LAST_RATE, 1 - step / (double) steps);
    step++;
    double rate = settings.learningRate() * falling * Math.min(1, step / (double) WARM_UP);
    var stride = Adam.Stride.of(rate, step);
    Parallel.rows(
        run,
        succession.items(),
        span,
        () ->
            item -> {
              inputs.step(item * order, order, stride);
              outputs.step(item * order, order, stride);
              biases.step(item, 1, stride);
            });
    lags.step(0, lags.values().length, stride);
  }

  /// Other items for every step, without repetition: the first of a shuffle.
  private int[] draw() {
    int count = Math.min(settings.negatives(), drawn.length);
    if (count < drawn.length) {
      for (int i = 0; i < count; i++) {
        int j = i + random.nextInt(drawn.length - i);
        int swapped = drawn[i];
        drawn[i] = drawn[j];
        drawn[j] = swapped;
      }
    }
    Arrays.fill(columnOf, -1);
    for (int i = 0; i < count; i++) {
      columnOf[drawn[i]] = i;
    }
    return Arrays.copyOf(drawn, count);
  }

  LaggedFactors model() {
    int k = settings.factors();
    int items = succession.items();
    return new LaggedFactors(
        k,
        ImplicitAls.packed(lags.values(), settings.lags(), k, order),
        ImplicitAls.packed(inputs.values(), items, k, order),
        ImplicitAls.packed(outputs.values(), items, k, order),
        biases.values());
  }

  /// One step's places and items.
  private final class Batch {
    private final int from;
    private final int count;
    private final int rows;
    private final int[] items;
    private final long seed;
    private final float times;
    private final ItemBlocks sample;
    private final ItemBlocks sampleColumns;
    private final float[] sampleBiases;
    private final float[] errors;

    Batch(int from, int count, int[] items, long seed) {
      this.from = from;
      this.count = count;
      this.rows = (count + Kernels.TILE - 1) / Kernels.TILE * Kernels.TILE;
      this.items = items;
      this.seed = seed;
      times = succession.items() / (float) items.length;
      var vectors = new float[items.length * order];
      for (int i = 0; i < items.length; i++) {
        System.arraycopy(outputs.values(), items[i] * order, vectors, i * order, order);
      }
      sample = ItemBlocks.of(vectors, items.length, order, order);
      sampleColumns = ItemBlocks.ofColumns(vectors, order, items.length, order);
      sampleBiases = new float[sample.width()];
      Arrays.fill(sampleBiases, Float.NEGATIVE_INFINITY);
      for (int i = 0; i < items.length; i++) {
        sampleBiases[i] = biases.values()[items[i]];
      }
      errors = new float[sample.width() * rows];
    }

    private int target(int row) {
      return succession.item(places[from + row]);
    }

    /// Scores tiles of places, and takes their gradients.
    private final class Places implements Parallel.Work {
      private final float[] scores = new float[Kernels.TILE * sample.width()];
      private final float[] back = new float[Kernels.TILE * sampleColumns.width()];
      private final float[] mask = new float[Kernels.TILE * order];

      @Override
      public void row(int tile) {
        int first = tile * Kernels.TILE;
        Arrays.fill(states, first * order, (first + Kernels.TILE) * order, 0);
        for (int r = 0; r < Kernels.TILE && first + r < count; r++) {
          foldIn(first + r, r * order);
        }
        sample.multiplyTile(states, first * order, order, scores);
        for (int r = 0; r < Kernels.TILE; r++) {
          soften(first + r, r * sample.width());
        }
        sampleColumns.multiplyTile(scores, 0, sample.width(), back);
        for (int r = 0; r < Kernels.TILE && first + r < count; r++) {
          takeSlope(first + r, r);
        }
        turnErrors(first);
      }

      private void foldIn(int row, int maskAt) {
        int place = places[from + row];
        var coins = new SplittableRandom(seed + place);
        int reached = Math.min(settings.lags(), place - succession.begin(place));
        for (int lag = 0; lag < reached; lag++) {
          boolean keep = coins.nextFloat() >= settings.historyDropout();
          kept[row * settings.lags() + lag] = keep;
          if (keep) {
            int item = succession.item(place - 1 - lag);
            Kernels.addProducts(
                lags.values(),
                lag * order,
                inputs.values(),
                item * order,
                states,
                row * order,
                order);
          }
        }
        float scale = (float) (1 / (1 - settings.factorDropout()));
        for (int d = 0; d < order; d++) {
          mask[maskAt + d] = coins.nextFloat() >= settings.factorDropout() ? scale : 0;
          states[row * order + d] *= mask[maskAt + d];
        }
      }

      /// Makes errors of scores: chances, over the places.
      private void soften(int row, int at) {
        int width = sample.width();
        if (row >= count) {
          Arrays.fill(scores, at, at + width, 0);
          return;
        }
        Kernels.axpy(1, sampleBiases, 0, scores, at, width);
        hide(places[from + row], at);
        float own = ownScore(row);
        float most = largest(own, at, width);
        float others = times * Kernels.exponentials(scores, at, width, most);
        double mine = Math.exp(own - most);
        float scale = (float) (times / ((others + mine) * count));
        for (int i = at; i < at + width; i++) {
          scores[i] *= scale;
        }
        losses[row] = -Math.log(mine / (others + mine));
        targetErrors[row] = (float) ((mine / (others + mine) - 1) / count);
      }

      /// What somebody has had, and the target itself, is none of the others.
      private void hide(int place, int at) {
        for (int had = succession.begin(place); had <= place; had++) {
          int column = columnOf[succession.item(had)];
          if (column >= 0) {
            scores[at + column] = Float.NEGATIVE_INFINITY;
          }
        }
      }

      private float ownScore(int row) {
        int target = target(row);
        return biases.values()[target]
            + Kernels.dot(states, row * order, outputs.values(), target * order, order);
      }

      private float largest(float own, int at, int width) {
        float most = own;
        for (int i = at; i < at + width; i++) {
          most = Math.max(most, scores[i]);
        }
        return most;
      }

      private void takeSlope(int row, int r) {
        int to = row * order;
        System.arraycopy(back, r * sampleColumns.width(), slopes, to, order);
        Kernels.axpy(targetErrors[row], outputs.values(), target(row) * order, slopes, to, order);
        for (int d = 0; d < order; d++) {
          slopes[to + d] *= mask[r * order + d];
        }
      }

      private void turnErrors(int first) {
        for (int column = 0; column < sample.width(); column++) {
          for (int r = 0; r < Kernels.TILE; r++) {
            errors[column * rows + first + r] = scores[r * sample.width() + column];
          }
        }
      }
    }

    /// The gradient of the sampled items' outputs and biases, a tile of items a task.
    private Parallel.Work outputs() {
      var stateColumns = ItemBlocks.ofColumns(states, order, rows, order);
      var sums = new float[Kernels.TILE * stateColumns.width()];
      return tile -> {
        stateColumns.multiplyTile(errors, tile * Kernels.TILE * rows, rows, sums);
        for (int r = 0; r < Kernels.TILE && tile * Kernels.TILE + r < items.length; r++) {
          int column = tile * Kernels.TILE + r;
          int item = items[column];
          Kernels.axpy(1, sums, r * stateColumns.width(), outputs.gradient(), item * order, order);
          for (int row = 0; row < rows; row++) {
            biases.gradient()[item] += errors[column * rows + row];
          }
        }
      };
    }

    private void addTargets() {
      for (int row = 0; row < count; row++) {
        int target = target(row);
        biases.gradient()[target] += targetErrors[row];
        Kernels.axpy(
            targetErrors[row], states, row * order, outputs.gradient(), target * order, order);
      }
    }

    /// The gradient of inputs and lags, in some factors.
    private void history(int slice) {
      int width = Math.min(SLICE, order - slice);
      for (int row = 0; row < count; row++) {
        int place = places[from + row];
        int slope = row * order + slice;
        int reached = Math.min(settings.lags(), place - succession.begin(place));
        for (int lag = 0; lag < reached; lag++) {
          if (kept[row * settings.lags() + lag]) {
            int weight = lag * order + slice;
            int input = succession.item(place - 1 - lag) * order + slice;
            Kernels.addProducts(
                lags.values(), weight, slopes, slope, inputs.gradient(), input, width);
            Kernels.addProducts(
                inputs.values(), input, slopes, slope, lags.gradient(), weight, width);
          }
        }
      }
    }
  }
}
