package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.tastemaker.engine.kernel.Kernels;

/// A gradient descent by which items learn inputs, outputs and biases: what somebody is made of
/// adds up to a state, and a softmax over the outputs says what they want.
///
/// A step works in phases, each on all threads: tiles of rows are folded in, scored and their
/// gradients taken (`Tiles`); the errors make the gradient of the items' outputs
/// ([SampledSoftmax]); what the rows' gradients say goes back to what they are made of, a slice of
/// factors a task; [Adam] steps, at a rate that rises for the first steps and falls to nothing
/// after. Rows are padded to a multiple of 16 factors.
final class SoftmaxDescent {
  private static final double INITIAL_DEVIATION = 0.05;
  private static final double LAST_RATE = 0.02;
  private static final int SLICE = 32;

  private final Course course;
  private final RandomGenerator random;
  private final int order;
  private final int[] units;
  private final int size;
  private final int steps;
  private final Adam inputs;
  private final Adam outputs;
  private final Adam biases;
  private final SampledSoftmax softmax;
  private int step;

  /// The hyper-parameters.
  ///
  /// @param batch units a step
  /// @param warmUp steps until the rate has risen
  /// @param dropout how likely a factor of a state is left out
  record Course(
      int factors,
      int epochs,
      double learningRate,
      int warmUp,
      int negatives,
      int batch,
      double dropout) {}

  /// What a step learns from. Its methods are called from any thread, a row or a slice at a time.
  interface Batch extends SampledSoftmax.Rows {
    /// Adds up the state of a row, which is empty.
    ///
    /// @param at where in `states` it begins
    void foldIn(int row, SplittableRandom coins, float[] states, int at);

    /// Adds to the gradients what a row's slope says, in `width` factors from `from` on.
    ///
    /// @param at where in `slopes` those of the row begin
    void giveBack(int row, float[] slopes, int at, int from, int width);
  }

  /// How units become batches.
  interface Learner {
    Batch batch(int[] units);

    /// Steps along what it learns besides the items.
    void descend(Adam.Stride stride);
  }

  /// @param units what an epoch learns from, once each
  /// @param counts how often every item came
  SoftmaxDescent(Course course, int[] units, int[] counts, RandomGenerator random) {
    this.course = course;
    this.units = units;
    this.random = random;
    order = Kernels.padded(course.factors());
    size = Math.min(course.batch(), units.length);
    steps = size == 0 ? 0 : (units.length + size - 1) / size * course.epochs();
    inputs = new Adam(initialVectors(counts.length));
    outputs = new Adam(initialVectors(counts.length));
    biases = new Adam(initialBiases(counts));
    softmax = new SampledSoftmax(outputs, biases, order, course.negatives(), size);
  }

  private float[] initialVectors(int items) {
    var vectors = new float[Math.multiplyExact(items, order)];
    for (int item = 0; item < items; item++) {
      for (int d = 0; d < course.factors(); d++) {
        vectors[item * order + d] = (float) (INITIAL_DEVIATION * random.nextGaussian());
      }
    }
    return vectors;
  }

  private static float[] initialBiases(int[] counts) {
    var logarithms = new float[counts.length];
    double sum = 0;
    for (int item = 0; item < logarithms.length; item++) {
      logarithms[item] = (float) Math.log1p(counts[item]);
      sum += logarithms[item];
    }
    for (int item = 0; item < logarithms.length; item++) {
      logarithms[item] -= (float) (sum / logarithms.length);
    }
    return logarithms;
  }

  /// Numbers of a row of inputs or outputs.
  int order() {
    return order;
  }

  Adam inputs() {
    return inputs;
  }

  /// The inputs as they stand, items × k; a copy.
  float[] packedInputs() {
    return packed(inputs);
  }

  /// The outputs as they stand, items × k; a copy.
  float[] packedOutputs() {
    return packed(outputs);
  }

  float[] biases() {
    return biases.values();
  }

  private float[] packed(Adam vectors) {
    return ImplicitAls.packed(vectors.values(), biases.values().length, course.factors(), order);
  }

  /// Learns from every unit once.
  ///
  /// @return the mean loss of a unit
  double epoch(int epoch, Run run, Learner learner) {
    RatingDescent.shuffle(units, units.length, random);
    double loss = 0;
    for (int from = 0; from < units.length; from += size) {
      double done = step / (double) steps;
      var words = "epoch " + (epoch + 1) + " of " + course.epochs();
      var some = Arrays.copyOfRange(units, from, Math.min(from + size, units.length));
      loss += step(some, run, new Parallel.Span(done, done, words), learner);
    }
    return units.length == 0 ? 0 : loss / units.length;
  }

  private double step(int[] some, Run run, Parallel.Span span, Learner learner) {
    var batch = learner.batch(some);
    var softmaxStep = softmax.step(batch, random);
    long seed = random.nextLong();
    int tiles = SampledSoftmax.tiles(some.length);
    Parallel.tasks(run, tiles, span, () -> new Tiles(batch, some, softmaxStep.tiles(), seed));
    softmaxStep.outputs(run, span);
    int slices = (order + SLICE - 1) / SLICE;
    Parallel.tasks(run, slices, span, () -> slice -> giveBack(batch, slice * SLICE));
    descend(run, span, learner);
    return softmaxStep.loss();
  }

  private void giveBack(Batch batch, int from) {
    int width = Math.min(SLICE, order - from);
    for (int row = 0; row < batch.count(); row++) {
      batch.giveBack(row, softmax.slopes(), row * order + from, from, width);
    }
  }

  private void descend(Run run, Parallel.Span span, Learner learner) {
    double falling = Math.max(LAST_RATE, 1 - step / (double) steps);
    step++;
    double risen = Math.min(1, step / (double) course.warmUp());
    double rate = course.learningRate() * falling * risen;
    var stride = Adam.Stride.of(rate, step);
    Parallel.rows(
        run,
        biases.values().length,
        span,
        () ->
            item -> {
              inputs.step(item * order, order, stride);
              outputs.step(item * order, order, stride);
              biases.step(item, 1, stride);
            });
    learner.descend(stride);
  }

  /// Folds tiles of rows in, and takes their gradients.
  private final class Tiles implements Parallel.Work {
    private final Batch batch;
    private final int[] some;
    private final SampledSoftmax.Step.Tiles tiles;
    private final long seed;
    private final float[] mask = new float[Kernels.TILE * order];

    Tiles(Batch batch, int[] some, SampledSoftmax.Step.Tiles tiles, long seed) {
      this.batch = batch;
      this.some = some;
      this.tiles = tiles;
      this.seed = seed;
    }

    @Override
    public void row(int tile) {
      int first = tile * Kernels.TILE;
      int rows = Math.min(Kernels.TILE, some.length - first);
      Arrays.fill(softmax.states(), first * order, (first + Kernels.TILE) * order, 0);
      for (int r = 0; r < rows; r++) {
        var coins = new SplittableRandom(seed + some[first + r]);
        batch.foldIn(first + r, coins, softmax.states(), (first + r) * order);
        drawMask(r, coins);
      }
      applyMask(softmax.states(), first, rows);
      tiles.learn(tile);
      applyMask(softmax.slopes(), first, rows);
    }

    private void drawMask(int r, SplittableRandom coins) {
      float scale = (float) (1 / (1 - course.dropout()));
      for (int d = 0; d < order; d++) {
        mask[r * order + d] = coins.nextFloat() >= course.dropout() ? scale : 0;
      }
    }

    private void applyMask(float[] vectors, int first, int rows) {
      for (int at = 0; at < rows * order; at++) {
        vectors[first * order + at] *= mask[at];
      }
    }
  }
}
