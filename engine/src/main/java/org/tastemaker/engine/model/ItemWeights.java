package org.tastemaker.engine.model;

import java.util.Arrays;
import java.util.Objects;
import org.tastemaker.engine.data.Profile;

/// A sparse matrix of weights item → item, as `ItemKnn` trains it: row j holds what liking j says
/// for other items. The score of i is the sum over the profile of `w_ji · c_j`.
///
/// Layout: compressed rows, neighbours ascending. With m neighbours an item and n items in the
/// profile: folding in and scoring O(items + n·m), one score or contributions O(n·log m).
public final class ItemWeights implements Model {
  private final int[] begins;
  private final int[] neighbours;
  private final float[] weights;

  /// A model of these rows.
  ///
  /// @param begins items + 1 ascending positions: row j is from `begins[j]` to before `begins[j +
  ///   1]`
  /// @param neighbours items, strictly ascending in a row
  /// @param weights one a neighbour
  public ItemWeights(int[] begins, int[] neighbours, float[] weights) {
    this.begins = begins.clone();
    this.neighbours = neighbours.clone();
    this.weights = weights.clone();
    Shapes.requireLength("weights", weights, neighbours.length);
    checkRows();
  }

  private void checkRows() {
    int items = begins.length - 1;
    if (items < 0 || begins[0] != 0 || begins[items] != neighbours.length) {
      throw new IllegalArgumentException("The rows do not cover the neighbours.");
    }
    for (int item = 0; item < items; item++) {
      if (begins[item + 1] < begins[item] || begins[item + 1] > neighbours.length) {
        throw new IllegalArgumentException("Row " + item + " ends before it begins.");
      }
      for (int at = begins[item]; at < begins[item + 1]; at++) {
        boolean ascends = at == begins[item] || neighbours[at] > neighbours[at - 1];
        if (!ascends || neighbours[at] < 0 || neighbours[at] >= items) {
          throw new IllegalArgumentException(
              "Row " + item + " has the neighbour " + neighbours[at] + " out of order.");
        }
      }
    }
  }

  @Override
  public int items() {
    return begins.length - 1;
  }

  @Override
  public Taste foldIn(Profile profile) {
    Shapes.requireKnown(profile, items());
    return new Folded(profile);
  }

  /// The weights of the row; 1 for the item itself.
  @Override
  public void similar(int item, float[] scores) {
    Objects.checkIndex(item, items());
    Arrays.fill(scores, 0, items(), 0);
    addRow(item, 1, scores);
    scores[item] = 1;
  }

  private void addRow(int item, float scale, float[] scores) {
    add(neighbours, weights, begins[item], begins[item + 1], scale, scores);
  }

  private static void add(
      int[] neighbours, float[] weights, int from, int to, float scale, float[] scores) {
    for (int at = from; at < to; at++) {
      scores[neighbours[at]] += scale * weights[at];
    }
  }

  /// A binary search that always takes all its steps: their outcome is as good as random, and where
  /// nothing branches on it the processor searches several rows at once.
  private float weight(int from, int to) {
    int at = begins[from];
    int length = begins[from + 1] - at;
    while (length > 1) {
      int half = length >>> 1;
      at += (neighbours[at + half] - to - 1) >> 31 & half;
      length -= half;
    }
    return length == 1 && neighbours[at] == to ? weights[at] : 0;
  }

  int[] begins() {
    return begins;
  }

  int[] neighbours() {
    return neighbours;
  }

  float[] weights() {
    return weights;
  }

  private final class Folded implements Taste {
    private final Profile profile;

    Folded(Profile profile) {
      this.profile = profile;
    }

    @Override
    public void score(float[] scores) {
      Arrays.fill(scores, 0, items(), 0);
      for (int j = 0; j < profile.size(); j++) {
        addRow(profile.items()[j], profile.values()[j], scores);
      }
    }

    @Override
    public float score(int item) {
      float sum = 0;
      for (float term : contributions(item)) {
        sum += term;
      }
      return sum;
    }

    @Override
    public float[] contributions(int item) {
      Objects.checkIndex(item, items());
      var terms = new float[profile.size()];
      for (int j = 0; j < terms.length; j++) {
        terms[j] = profile.values()[j] * weight(profile.items()[j], item);
      }
      return terms;
    }

    /// Row by row: each is in the fastest cache while all items are looked up in it.
    @Override
    public float[][] contributions(int[] some) {
      for (int item : some) {
        Objects.checkIndex(item, items());
      }
      var terms = new float[some.length][profile.size()];
      for (int j = 0; j < profile.size(); j++) {
        for (int i = 0; i < some.length; i++) {
          terms[i][j] = profile.values()[j] * weight(profile.items()[j], some[i]);
        }
      }
      return terms;
    }

    /// The contributions: the score is their sum.
    @Override
    public float[] losses(int item) {
      return contributions(item);
    }

    @Override
    public float[] losses(int item, int[] entries) {
      Objects.checkIndex(item, items());
      var losses = new float[entries.length];
      for (int j = 0; j < losses.length; j++) {
        int entry = entries[j];
        losses[j] = profile.values()[entry] * weight(profile.items()[entry], item);
      }
      return losses;
    }
  }
}
