package org.tastemaker.engine.model;

import java.util.List;
import java.util.Objects;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.Kernels;

/// Models whose weighted scores add up: so do their contributions and losses. The parts should
/// score on like scales and take the same values; models of preferences do, for each of them is a
/// regression on 1 for what is liked. Costs what the parts cost together, and a pass over the
/// scores for each.
public final class Blend implements Model {
  private final List<Part> parts;

  /// A model and what its scores are multiplied by.
  public record Part(Model model, float weight) {
    public Part {
      if (!Float.isFinite(weight)) {
        throw new IllegalArgumentException("A part of a blend has the weight " + weight + ".");
      }
      if (model instanceof Blend) {
        throw new IllegalArgumentException("A blend holds no blends: multiply their weights.");
      }
    }
  }

  /// A blend of at least one part; all know the same items.
  public Blend(List<Part> parts) {
    this.parts = List.copyOf(parts);
    if (parts.isEmpty()
        || parts.stream().mapToInt(part -> part.model().items()).distinct().count() > 1) {
      throw new IllegalArgumentException("A blend has parts, and they know the same items.");
    }
  }

  @Override
  public int items() {
    return parts.getFirst().model().items();
  }

  /// The parts, in order.
  public List<Part> parts() {
    return parts;
  }

  @Override
  public Taste foldIn(Profile profile) {
    return new Folded(
        profile.size(), parts.stream().map(part -> part.model().foldIn(profile)).toList());
  }

  @Override
  public void similar(int item, float[] scores) {
    Objects.checkIndex(item, items());
    add(scores, (part, likeness) -> parts.get(part).model().similar(item, likeness));
  }

  private interface Scores {
    void of(int part, float[] scores);
  }

  private void add(float[] sums, Scores scores) {
    scores.of(0, sums);
    var own = new float[items()];
    scale(sums, own.length, parts.getFirst().weight());
    for (int part = 1; part < parts.size(); part++) {
      scores.of(part, own);
      Kernels.axpy(parts.get(part).weight(), own, 0, sums, 0, own.length);
    }
  }

  private static void scale(float[] values, int count, float factor) {
    for (int i = 0; i < count; i++) {
      values[i] *= factor;
    }
  }

  private final class Folded implements Taste {
    private final int size;
    private final List<Taste> tastes;

    Folded(int size, List<Taste> tastes) {
      this.size = size;
      this.tastes = tastes;
    }

    @Override
    public void score(float[] scores) {
      add(scores, (part, own) -> tastes.get(part).score(own));
    }

    @Override
    public float score(int item) {
      float sum = 0;
      for (int part = 0; part < tastes.size(); part++) {
        sum += parts.get(part).weight() * tastes.get(part).score(item);
      }
      return sum;
    }

    private interface Terms {
      float[][] of(Taste taste);
    }

    /// Parts that do not look at the person have no terms.
    private float[][] sums(float[][] sums, Terms terms) {
      for (int part = 0; part < tastes.size(); part++) {
        var own = terms.of(tastes.get(part));
        for (int i = 0; i < sums.length; i++) {
          Kernels.axpy(parts.get(part).weight(), own[i], 0, sums[i], 0, own[i].length);
        }
      }
      return sums;
    }

    @Override
    public float[] contributions(int item) {
      return contributions(new int[] {item})[0];
    }

    @Override
    public float[][] contributions(int[] items) {
      return sums(new float[items.length][size], taste -> taste.contributions(items));
    }

    @Override
    public float[] losses(int item) {
      return losses(item, Shapes.positions(size));
    }

    @Override
    public float[] losses(int item, int[] entries) {
      return losses(new int[] {item}, new int[][] {entries})[0];
    }

    @Override
    public float[][] losses(int[] items, int[][] entries) {
      var sums = new float[items.length][];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = new float[entries[i].length];
      }
      return sums(sums, taste -> taste.losses(items, entries));
    }
  }
}
