package org.tastemaker.engine.model;

import java.util.Arrays;
import java.util.Objects;
import org.tastemaker.engine.kernel.ItemBlocks;
import org.tastemaker.engine.kernel.Kernels;

/// What items are scored by where people are a vector of their own: `b_i + x·q_i` for the state x.
///
/// Layout: `vectors` q: items × k, row-major, a second copy in [ItemBlocks]; `biases: items`.
/// Scoring O(items·k), one score O(k).
final class OutputFactors {
  private final int factors;
  private final float[] vectors;
  private final float[] biases;
  private final float[] inverseNorms;
  private final ItemBlocks blocks;

  OutputFactors(int factors, float[] vectors, float[] biases) {
    int items = biases.length;
    Shapes.requireLength("outputs", vectors, (long) items * factors);
    Shapes.requireLength("biases", biases, items);
    this.factors = factors;
    this.vectors = vectors.clone();
    this.biases = biases.clone();
    this.inverseNorms = Shapes.inverseNorms(vectors, items, factors);
    this.blocks = ItemBlocks.of(vectors, items, factors, factors);
  }

  int items() {
    return biases.length;
  }

  float[] vectors() {
    return vectors;
  }

  float[] biases() {
    return biases;
  }

  void score(float[] state, float[] scores) {
    blocks.scores(state, scores);
    for (int item = 0; item < biases.length; item++) {
      scores[item] += biases[item];
    }
  }

  float score(float[] state, int item) {
    return biases[item] + product(state, 0, item);
  }

  /// What a vector adds to the score of an item.
  float product(float[] state, int from, int item) {
    Objects.checkIndex(item, biases.length);
    return Kernels.dot(state, from, vectors, item * factors, factors);
  }

  /// The cosine of the items' vectors: alike is what is liked after the same things.
  void similar(int item, float[] scores) {
    Objects.checkIndex(item, biases.length);
    blocks.scores(Arrays.copyOfRange(vectors, item * factors, (item + 1) * factors), scores);
    for (int other = 0; other < biases.length; other++) {
      scores[other] *= inverseNorms[item] * inverseNorms[other];
    }
    scores[item] = 1;
  }
}
