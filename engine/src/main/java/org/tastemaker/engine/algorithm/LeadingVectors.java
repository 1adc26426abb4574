package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Eigenbasis;
import org.tastemaker.engine.kernel.ItemBlocks;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.kernel.TopK;

/// The right singular vectors of a sparse matrix with the largest singular values, by subspace
/// iteration from a random start with a few vectors more than are asked for (Nathan Halko,
/// Per-Gunnar Martinsson, Joel Tropp, "Finding Structure with Randomness", SIAM Review 53(2),
/// 2011). The matrix is `W·X·D` with positive weights of people and items. Every turn replaces Q by
/// `Y·V·Λ^−½`, where `Y = (WXD)ᵀ·(WXD)·Q` and `YᵀY = V·Λ·Vᵀ`: orthonormal again, and turned towards
/// the singular vectors. Directions that the matrix does not have become zeros.
///
/// Layout: items × order, row-major, order a multiple of 16. A turn costs O(entries·order + items·
/// order² + order³); memory (people + items)·order floats. Every row is worked out by one thread in
/// a fixed order, so threads do not change the bytes.
final class LeadingVectors {
  private static final int SPARE = 16;
  private static final int TURNS = 12;

  /// What of the largest eigenvalue, that of the fourth power of a singular value, is nothing.
  private static final float NOTHING = 1e-8f;

  private static final int TURNED = 8192;

  private final Interactions data;
  private final float[] personWeights;
  private final float[] itemWeights;
  private final int order;
  private final Run run;
  private final float[] vectors;
  private float[] strengths = {};

  private LeadingVectors(
      Interactions data, float[] personWeights, float[] itemWeights, int order, Run run) {
    this.data = data;
    this.personWeights = personWeights;
    this.itemWeights = itemWeights;
    this.order = order;
    this.run = run;
    this.vectors = new float[Math.multiplyExact(data.items(), order)];
  }

  /// The `count` leading vectors, fewer where there are fewer; all else in a row is 0.
  ///
  /// @return items × order, row-major, [#order] of `count`
  static float[] of(
      Interactions data,
      float[] personWeights,
      float[] itemWeights,
      int count,
      Run run,
      Parallel.Span span) {
    var leading = new LeadingVectors(data, personWeights, itemWeights, order(count), run);
    leading.draw();
    for (int turn = 0; turn < TURNS; turn++) {
      double from = span.from() + (span.to() - span.from()) * turn / TURNS;
      leading.turn(new Parallel.Span(from, from, span.step()));
    }
    leading.keep(count);
    return leading.vectors;
  }

  /// How long the rows are for so many vectors.
  static int order(int count) {
    return Kernels.padded(count + SPARE);
  }

  private void draw() {
    RandomGenerator random =
        RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(run.seed());
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
  }

  private void turn(Parallel.Span span) {
    var people = new float[Math.multiplyExact(data.users(), order)];
    multiply(data.byUser(), personWeights, itemWeights, vectors, people, span);
    multiply(data.byItem(), itemWeights, personWeights, people, vectors, span);
    var gram = new float[order * order];
    Kernels.addGram(vectors, 0, data.items(), order, gram);
    var basis = Eigenbasis.of(gram, order);
    strengths = basis.values();
    rotate(scaled(basis), span);
  }

  /// target = weights·rows·otherWeights·other
  private void multiply(
      Rows rows,
      float[] weights,
      float[] otherWeights,
      float[] other,
      float[] target,
      Parallel.Span span) {
    Parallel.rows(
        run,
        rows.rows(),
        span,
        () ->
            row -> {
              Arrays.fill(target, row * order, (row + 1) * order, 0);
              for (int entry = rows.begin(row); entry < rows.end(row); entry++) {
                int column = rows.column(entry);
                float weight = weights[row] * rows.value(entry) * otherWeights[column];
                Kernels.axpy(weight, other, column * order, target, row * order, order);
              }
            });
  }

  private float[] scaled(Eigenbasis basis) {
    float largest = 0;
    for (float strength : strengths) {
      largest = Math.max(largest, strength);
    }
    var scaled = new float[order * order];
    for (int j = 0; j < order; j++) {
      boolean there = strengths[j] > NOTHING * largest;
      float scale = there ? (float) (1 / Math.sqrt(strengths[j])) : 0;
      Kernels.axpy(scale, basis.vectors(), j * order, scaled, j * order, order);
    }
    return scaled;
  }

  private void rotate(float[] basis, Parallel.Span span) {
    var by = ItemBlocks.of(basis, order, order, order);
    int items = data.items();
    Parallel.tasks(
        run,
        (items + TURNED - 1) / TURNED,
        span,
        () ->
            chunk ->
                by.multiplyInPlace(
                    vectors, chunk * TURNED, Math.min(TURNED, items - chunk * TURNED), order));
  }

  private void keep(int count) {
    var kept = new boolean[order];
    for (int j : TopK.best(strengths, order, count)) {
      kept[j] = true;
    }
    for (int at = 0; at < vectors.length; at++) {
      if (!kept[at % order]) {
        vectors[at] = 0;
      }
    }
  }
}
