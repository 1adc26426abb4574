package org.tastemaker.engine.model;

import java.util.Arrays;
import java.util.Objects;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.Kernels;

/// All weights item → item, as `Ease` trains them: row j holds what liking j says for other items.
/// The score of i is the sum over the profile of `w_ji · c_j`; weights may be negative.
///
/// Layout: items × items, row-major. With n items in the profile: scoring O(items·n), one score,
/// contributions or losses O(n).
public final class ItemMatrix implements Model {
  private final int items;
  private final float[] weights;

  /// A model of these weights.
  ///
  /// @param weights items × items, row-major
  public ItemMatrix(int items, float[] weights) {
    Shapes.requireLength("weights", weights, (long) items * items);
    this.items = items;
    this.weights = weights.clone();
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public Taste foldIn(Profile profile) {
    Shapes.requireKnown(profile, items);
    return new Folded(profile);
  }

  /// The weights of the row; 1 for the item itself.
  @Override
  public void similar(int item, float[] scores) {
    Objects.checkIndex(item, items);
    System.arraycopy(weights, item * items, scores, 0, items);
    scores[item] = 1;
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
      Arrays.fill(scores, 0, items, 0);
      for (int j = 0; j < profile.size(); j++) {
        int row = profile.items()[j] * items;
        Kernels.axpy(profile.values()[j], weights, row, scores, 0, items);
      }
    }

    @Override
    public float score(int item) {
      Objects.checkIndex(item, items);
      float sum = 0;
      for (int j = 0; j < profile.size(); j++) {
        sum += term(j, item);
      }
      return sum;
    }

    private float term(int entry, int item) {
      return profile.values()[entry] * weights[profile.items()[entry] * items + item];
    }

    @Override
    public float[] contributions(int item) {
      return losses(item);
    }

    /// The contributions: the score is their sum.
    @Override
    public float[] losses(int item) {
      return losses(item, Shapes.positions(profile.size()));
    }

    @Override
    public float[] losses(int item, int[] entries) {
      Objects.checkIndex(item, items);
      var losses = new float[entries.length];
      for (int j = 0; j < losses.length; j++) {
        losses[j] = term(entries[j], item);
      }
      return losses;
    }
  }
}
