package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.RatingDifferences;
import org.tastemaker.engine.model.RatingFactors;

/// Predicts a rating by how much better or worse people thought of an item than of those that
/// somebody rated. Values are stars.
///
/// Daniel Lemire, Anna Maclachlan, "Slope One Predictors for Online Rating-Based Collaborative
/// Filtering", SDM 2005, the weighted scheme: `P(u)_j = Σ_i (dev_ji + u_i)·c_ji / Σ_i c_ji` over
/// the items i that u rated, where `c_ji` people rated both and `dev_ji` is the mean of their `r_j
/// − r_i`. Where we depart: pairs with fewer than `common` people are left out, and who rated
/// nothing that helps gets the item's mean.
///
/// Every item is worked out alone, so threads do not change the result. O(Σ n²) over the people;
/// memory and model 12 bytes for every two items with common people, both ways, so it suits
/// catalogues of some ten thousand items.
///
/// @param common the fewest people that a pair of items needs
public record SlopeOne(int common) implements Algorithm {
  public SlopeOne {
    Demand.between("common", common, 1, 1_000_000);
  }

  /// Every pair with common people counts.
  public SlopeOne() {
    this(1);
  }

  @Override
  public String name() {
    return "slope-one";
  }

  @Override
  public boolean predictsRatings() {
    return true;
  }

  @Override
  public Model train(Interactions data, Run run) {
    var scale = RatingFactors.scaleOf(data);
    var rows = new RatingDifferences.Row[data.items()];
    var span = new Parallel.Span(0, 1, "comparing items");
    Parallel.rows(run, rows.length, span, () -> new Comparison(data, rows));
    run.progress(1, "done");
    return new RatingDifferences(scale, means(data, scale.mean()), Arrays.asList(rows));
  }

  private static float[] means(Interactions data, float mean) {
    var byItem = data.byItem();
    var means = new float[data.items()];
    for (int item = 0; item < means.length; item++) {
      double sum = 0;
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        sum += byItem.value(entry);
      }
      means[item] = byItem.length(item) == 0 ? mean : (float) (sum / byItem.length(item));
    }
    return means;
  }

  private final class Comparison implements Parallel.Work {
    private final Interactions data;
    private final RatingDifferences.Row[] rows;
    private final double[] sums;
    private final int[] counts;

    Comparison(Interactions data, RatingDifferences.Row[] rows) {
      this.data = data;
      this.rows = rows;
      this.sums = new double[data.items()];
      this.counts = new int[data.items()];
    }

    @Override
    public void row(int item) {
      Arrays.fill(sums, 0);
      Arrays.fill(counts, 0);
      compare(item);
      counts[item] = 0;
      int size = (int) Arrays.stream(counts).filter(count -> count >= common).count();
      var others = new int[size];
      var differences = new float[size];
      var people = new int[size];
      int at = 0;
      for (int other = 0; other < counts.length; other++) {
        if (counts[other] >= common) {
          others[at] = other;
          differences[at] = (float) (sums[other] / counts[other]);
          people[at++] = counts[other];
        }
      }
      rows[item] = new RatingDifferences.Row(others, differences, people);
    }

    private void compare(int item) {
      var byItem = data.byItem();
      var byUser = data.byUser();
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        int user = byItem.column(entry);
        float value = byItem.value(entry);
        for (int at = byUser.begin(user); at < byUser.end(user); at++) {
          sums[byUser.column(at)] += byUser.value(at) - value;
          counts[byUser.column(at)]++;
        }
      }
    }
  }
}
