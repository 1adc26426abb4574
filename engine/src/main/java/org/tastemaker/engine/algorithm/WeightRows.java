package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.ItemMatrix;
import org.tastemaker.engine.model.ItemWeights;
import org.tastemaker.engine.model.Model;

/// Weights item → item that are worked out row by row, by any threads and in any order: all of them
/// where a row has no more than are kept, otherwise the largest by size of every row.
final class WeightRows {
  private final int items;
  private final int most;
  private final int[][] neighbours;
  private final float[][] weights;

  /// @param most weights kept a row
  WeightRows(int items, int most) {
    this.items = items;
    this.most = most;
    this.neighbours = new int[items][];
    this.weights = new float[items][];
  }

  /// Keeps a row; what it says of the item itself is left out.
  ///
  /// @param sizes scratch, one number an item
  void keep(int row, float[] all, float[] sizes) {
    all[row] = 0;
    for (int i = 0; i < items; i++) {
      sizes[i] = all[i] == 0 ? Float.NEGATIVE_INFINITY : Math.abs(all[i]);
    }
    var largest = TopK.best(sizes, items, most);
    Arrays.sort(largest);
    var kept = new float[largest.length];
    for (int at = 0; at < kept.length; at++) {
      kept[at] = all[largest[at]];
    }
    keep(row, largest, kept);
  }

  /// Keeps these weights of a row, neighbours ascending.
  void keep(int row, int[] neighbours, float[] weights) {
    this.neighbours[row] = neighbours;
    this.weights[row] = weights;
  }

  /// The model of all rows, every one of which was kept: a dense matrix where every weight may be
  /// there.
  Model model() {
    return items <= most ? dense() : sparse();
  }

  private ItemMatrix dense() {
    var matrix = new float[items * items];
    for (int row = 0; row < items; row++) {
      for (int at = 0; at < neighbours[row].length; at++) {
        matrix[row * items + neighbours[row][at]] = weights[row][at];
      }
    }
    return new ItemMatrix(items, matrix);
  }

  /// The model of all rows as they were kept.
  ItemWeights sparse() {
    var begins = new int[items + 1];
    for (int row = 0; row < items; row++) {
      begins[row + 1] = Math.addExact(begins[row], neighbours[row].length);
    }
    var allNeighbours = new int[begins[items]];
    var allWeights = new float[allNeighbours.length];
    for (int row = 0; row < items; row++) {
      System.arraycopy(neighbours[row], 0, allNeighbours, begins[row], neighbours[row].length);
      System.arraycopy(weights[row], 0, allWeights, begins[row], neighbours[row].length);
    }
    return new ItemWeights(begins, allNeighbours, allWeights);
  }
}
