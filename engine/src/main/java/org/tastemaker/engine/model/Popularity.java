package org.tastemaker.engine.model;

import java.util.Arrays;
import java.util.Objects;
import org.tastemaker.engine.data.Profile;

/// The same score for everybody.
///
/// Layout: one float an item. Folding in is free, scoring copies: O(items).
public final class Popularity implements Model {
  private final float[] popularity;

  /// A model of these scores, one an item, all finite.
  public Popularity(float[] popularity) {
    this.popularity = popularity.clone();
    Shapes.requireFinite("popularity", this.popularity);
  }

  @Override
  public int items() {
    return popularity.length;
  }

  @Override
  public Taste foldIn(Profile profile) {
    Shapes.requireKnown(profile, items());
    return new Everybody(popularity);
  }

  /// Fills zeros: popularity knows no likeness.
  @Override
  public void similar(int item, float[] scores) {
    Objects.checkIndex(item, items());
    Arrays.fill(scores, 0, items(), 0);
  }

  float[] popularity() {
    return popularity;
  }

  private record Everybody(float[] popularity) implements Taste {
    @Override
    public void score(float[] scores) {
      System.arraycopy(popularity, 0, scores, 0, popularity.length);
    }

    @Override
    public float score(int item) {
      return popularity[item];
    }

    @Override
    public float[] contributions(int item) {
      Objects.checkIndex(item, popularity.length);
      return new float[0];
    }

    @Override
    public float[] losses(int item) {
      return contributions(item);
    }

    @Override
    public float[] losses(int item, int[] entries) {
      Objects.checkIndex(item, popularity.length);
      return new float[entries.length];
    }
  }
}
