package org.tastemaker.engine.algorithm;

import java.util.List;
import org.tastemaker.engine.kernel.Kernels;

/// What a [BayesianMf] learnt of people: predictions are means over draws.
///
/// A score costs O(draws·k).
///
/// @param draws at least one
record SampledPeople(SampledRatings ratings, List<Draw> draws) implements LearntPeople {
  SampledPeople {
    draws = List.copyOf(draws);
  }

  /// The totals of all sides, row-major, and those of a period on average.
  record Draw(float[] people, float[] items, float[] periods, float[] usual) {
    private float score(int user, int item, int period) {
      int width = usual.length;
      var t = period < 0 ? usual : periods;
      int at = Math.max(0, period) * width;
      return Kernels.dot(people, user * width, items, item * width, width)
          + Kernels.dot(people, user * width, t, at, width)
          + Kernels.dot(items, item * width, t, at, width);
    }
  }

  @Override
  public float score(int user, int item, long second) {
    int period = ratings.periodOf(second);
    double sum = 0;
    for (var draw : draws) {
      sum += draw.score(user, item, period);
    }
    return (float) (ratings.scale().mean() + sum / draws.size());
  }

  @Override
  public void score(int user, float[] scores) {
    for (int item = 0; item < ratings.data().items(); item++) {
      scores[item] = score(user, item, NO_TIME);
    }
  }
}
