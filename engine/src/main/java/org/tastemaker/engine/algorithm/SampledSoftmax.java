package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.tastemaker.engine.kernel.ItemBlocks;
import org.tastemaker.engine.kernel.Kernels;

/// A softmax over the items whose outputs and biases are learnt in steps: every row of a step has a
/// state, wants some items and knows others, and its loss is the cross-entropy of what it wants
/// among that and all that it does not know, `b_i + state·q_i` being an item's logarithm.
///
/// A step draws `negatives` items for all of its rows, evenly and without repetition, and counts
/// each of them `items / negatives` times: the correction of a sampled softmax (Yoshua Bengio,
/// Jean-Sébastien Senécal, "Adaptive Importance Sampling to Accelerate Training of a Neural
/// Probabilistic Language Model", IEEE Transactions on Neural Networks 19, 2008) where all are
/// drawn alike. What a row wants is scored exactly. With as many negatives as items nothing is
/// sampled.
///
/// Rows are padded to a multiple of 16 factors, and to full tiles. A step costs O(rows·negatives·k
/// + wanted·k), memory O(rows·(negatives + k)). Every sum has an order of its own, so threads do
///   not change it.
final class SampledSoftmax {
  private final int order;
  private final int negatives;
  private final Adam outputs;
  private final Adam biases;
  private final int[] drawn;
  private final int[] columnOf;
  private final float[] states;
  private final float[] slopes;
  private final double[] losses;

  /// What the rows of a step are. Of the items that a row has, from `from` to `to`, the last are
  /// wanted and those before known.
  interface Rows {
    int count();

    int from(int row);

    int wantedFrom(int row);

    int to(int row);

    int item(int at);

    /// What a wanted item's loss counts.
    float weight(int at);

    /// What the losses of all rows are divided by.
    float total();
  }

  /// @param order numbers of a row of the outputs
  /// @param most rows that a step may have
  SampledSoftmax(Adam outputs, Adam biases, int order, int negatives, int most) {
    this.outputs = outputs;
    this.biases = biases;
    this.order = order;
    drawn = new int[biases.values().length];
    Arrays.setAll(drawn, item -> item);
    this.negatives = Math.min(negatives, drawn.length);
    columnOf = new int[drawn.length];
    int rows = padded(most);
    states = new float[Math.multiplyExact(rows, order)];
    slopes = new float[states.length];
    losses = new double[rows];
  }

  private static int padded(int rows) {
    return tiles(rows) * Kernels.TILE;
  }

  /// How many tiles there are of so many rows.
  static int tiles(int rows) {
    return (rows + Kernels.TILE - 1) / Kernels.TILE;
  }

  /// Where the rows' states are written, `order` numbers each, before their tile is learnt from.
  float[] states() {
    return states;
  }

  /// The gradient of the states, afterwards.
  float[] slopes() {
    return slopes;
  }

  /// Draws the items of a step.
  Step step(Rows rows, RandomGenerator random) {
    if (negatives < drawn.length) {
      for (int i = 0; i < negatives; i++) {
        int j = i + random.nextInt(drawn.length - i);
        int swapped = drawn[i];
        drawn[i] = drawn[j];
        drawn[j] = swapped;
      }
    }
    Arrays.fill(columnOf, -1);
    for (int i = 0; i < negatives; i++) {
      columnOf[drawn[i]] = i;
    }
    return new Step(rows);
  }

  /// One step's rows and items.
  final class Step {
    private final Rows rows;
    private final int height;
    private final float times;
    private final ItemBlocks sample;
    private final ItemBlocks sampleColumns;
    private final float[] sampleBiases;
    private final float[] errors;
    private final int[] wantedBegins;
    private final float[] wantedErrors;

    private Step(Rows rows) {
      this.rows = rows;
      height = padded(rows.count());
      times = drawn.length / (float) negatives;
      var vectors = new float[negatives * order];
      for (int i = 0; i < negatives; i++) {
        System.arraycopy(outputs.values(), drawn[i] * order, vectors, i * order, order);
      }
      sample = ItemBlocks.of(vectors, negatives, order, order);
      sampleColumns = ItemBlocks.ofColumns(vectors, order, negatives, order);
      sampleBiases = new float[sample.width()];
      Arrays.fill(sampleBiases, Float.NEGATIVE_INFINITY);
      for (int i = 0; i < negatives; i++) {
        sampleBiases[i] = biases.values()[drawn[i]];
      }
      errors = new float[Math.multiplyExact(sample.width(), height)];
      wantedBegins = new int[rows.count() + 1];
      for (int row = 0; row < rows.count(); row++) {
        wantedBegins[row + 1] = wantedBegins[row] + rows.to(row) - rows.wantedFrom(row);
      }
      wantedErrors = new float[wantedBegins[rows.count()]];
    }

    /// What a thread scores tiles with.
    Tiles tiles() {
      return new Tiles();
    }

    /// The gradient of the sampled items' outputs and biases, when all tiles are learnt from; a
    /// tile of items a task.
    void outputs(Run run, Parallel.Span span) {
      Parallel.tasks(run, sample.width() / Kernels.TILE, span, this::outputs);
      addWanted();
    }

    private Parallel.Work outputs() {
      var stateColumns = ItemBlocks.ofColumns(states, order, height, order);
      var sums = new float[Kernels.TILE * stateColumns.width()];
      return tile -> {
        stateColumns.multiplyTile(errors, tile * Kernels.TILE * height, height, sums);
        for (int r = 0; r < Kernels.TILE && tile * Kernels.TILE + r < negatives; r++) {
          int column = tile * Kernels.TILE + r;
          int item = drawn[column];
          Kernels.axpy(1, sums, r * stateColumns.width(), outputs.gradient(), item * order, order);
          for (int row = 0; row < height; row++) {
            biases.gradient()[item] += errors[column * height + row];
          }
        }
      };
    }

    private void addWanted() {
      for (int row = 0; row < rows.count(); row++) {
        for (int i = 0; i < wanted(row); i++) {
          int item = rows.item(rows.wantedFrom(row) + i);
          float error = wantedErrors[wantedBegins[row] + i];
          biases.gradient()[item] += error;
          Kernels.axpy(error, states, row * order, outputs.gradient(), item * order, order);
        }
      }
    }

    private int wanted(int row) {
      return wantedBegins[row + 1] - wantedBegins[row];
    }

    /// The sum of all rows' losses, not divided.
    double loss() {
      return Arrays.stream(losses, 0, rows.count()).sum();
    }

    /// Scores tiles of rows, and takes their gradients.
    final class Tiles {
      private final float[] scores = new float[Kernels.TILE * sample.width()];
      private final float[] back = new float[Kernels.TILE * sampleColumns.width()];
      private double[] chances = new double[16];

      private Tiles() {}

      /// Learns from the rows of a tile, whose states are there.
      void learn(int tile) {
        int first = tile * Kernels.TILE;
        sample.multiplyTile(states, first * order, order, scores);
        for (int r = 0; r < Kernels.TILE; r++) {
          soften(first + r, r * sample.width());
        }
        sampleColumns.multiplyTile(scores, 0, sample.width(), back);
        for (int r = 0; r < Kernels.TILE && first + r < rows.count(); r++) {
          takeSlope(first + r, r);
        }
        turnErrors(first);
      }

      /// Makes errors of scores: chances, times what is wanted, over the total.
      private void soften(int row, int at) {
        int width = sample.width();
        if (row >= rows.count() || wanted(row) == 0) {
          Arrays.fill(scores, at, at + width, 0);
          losses[row] = 0;
          return;
        }
        Kernels.axpy(1, sampleBiases, 0, scores, at, width);
        hide(row, at);
        float most = Math.max(scoreWanted(row), largest(at, width));
        double sum = times * Kernels.exponentials(scores, at, width, most);
        double weights = 0;
        for (int i = 0; i < wanted(row); i++) {
          chances[i] = Math.exp((float) chances[i] - most);
          sum += chances[i];
          weights += rows.weight(rows.wantedFrom(row) + i);
        }
        float scale = (float) (times * weights / (sum * rows.total()));
        for (int i = at; i < at + width; i++) {
          scores[i] *= scale;
        }
        blame(row, sum, weights);
      }

      private void blame(int row, double sum, double weights) {
        losses[row] = 0;
        for (int i = 0; i < wanted(row); i++) {
          double chance = chances[i] / sum;
          float weight = rows.weight(rows.wantedFrom(row) + i);
          losses[row] -= weight * Math.log(Math.max(chance, Double.MIN_NORMAL));
          wantedErrors[wantedBegins[row] + i] =
              (float) ((weights * chance - weight) / rows.total());
        }
      }

      /// What a row has is none of the others.
      private void hide(int row, int at) {
        for (int had = rows.from(row); had < rows.to(row); had++) {
          int column = columnOf[rows.item(had)];
          if (column >= 0) {
            scores[at + column] = Float.NEGATIVE_INFINITY;
          }
        }
      }

      /// Leaves the scores of what a row wants in `chances`.
      ///
      /// @return the largest
      private float scoreWanted(int row) {
        float most = Float.NEGATIVE_INFINITY;
        int count = wanted(row);
        chances = chances.length < count ? new double[2 * count] : chances;
        for (int i = 0; i < count; i++) {
          int item = rows.item(rows.wantedFrom(row) + i);
          float score =
              biases.values()[item]
                  + Kernels.dot(states, row * order, outputs.values(), item * order, order);
          chances[i] = score;
          most = Math.max(most, score);
        }
        return most;
      }

      private float largest(int at, int width) {
        float most = Float.NEGATIVE_INFINITY;
        for (int i = at; i < at + width; i++) {
          most = Math.max(most, scores[i]);
        }
        return most;
      }

      private void takeSlope(int row, int r) {
        int to = row * order;
        System.arraycopy(back, r * sampleColumns.width(), slopes, to, order);
        for (int i = 0; i < wanted(row); i++) {
          int item = rows.item(rows.wantedFrom(row) + i);
          float error = wantedErrors[wantedBegins[row] + i];
          Kernels.axpy(error, outputs.values(), item * order, slopes, to, order);
        }
      }

      private void turnErrors(int first) {
        for (int column = 0; column < sample.width(); column++) {
          for (int r = 0; r < Kernels.TILE; r++) {
            errors[column * height + first + r] = scores[r * sample.width() + column];
          }
        }
      }
    }
  }
}
