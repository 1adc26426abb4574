package org.tastemaker.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tastemaker.engine.data.Profile;

/// How much better people rated one item than another, as `SlopeOne` measures it: a prediction is
/// the mean over a person's items of rating and difference, weighted by how many people it is known
/// from; the item's mean where nothing is known.
///
/// Layout: for every item those it was compared with, ascending. Memory 12 bytes a pair and
/// direction. Folding in is free, scoring O(profile · neighbours), one item O(profile · log).
public final class RatingDifferences implements RatingModel {
  private final RatingFactors.Scale scale;
  private final float[] means;
  private final List<Row> rows;

  /// One item.
  ///
  /// @param others the items it was compared with, ascending
  /// @param differences by how much each is rated above this one, on average
  /// @param people how many rated both, at least 1
  public record Row(int[] others, float[] differences, int[] people) {
    public Row {
      others = others.clone();
      differences = differences.clone();
      people = people.clone();
      Shapes.requireLength("differences", differences, others.length);
      if (people.length != others.length) {
        throw new IllegalArgumentException(
            others.length + " items were compared by " + people.length + " numbers of people.");
      }
      for (int at = 0; at < others.length; at++) {
        if (people[at] < 1 || others[at] < 0 || (at > 0 && others[at] <= others[at - 1])) {
          throw new IllegalArgumentException(
              "Item " + others[at] + ", compared by " + people[at] + ", stands at " + at + ".");
        }
      }
    }

    private int place(int other) {
      return Arrays.binarySearch(others, other);
    }
  }

  /// A model of these comparisons.
  ///
  /// @param means of every item's ratings
  /// @param rows one an item
  public RatingDifferences(RatingFactors.Scale scale, float[] means, List<Row> rows) {
    Shapes.requireFinite("means", means);
    if (means.length == 0 || rows.size() != means.length) {
      throw new IllegalArgumentException(
          rows.size() + " rows do not compare " + means.length + " items.");
    }
    for (var row : rows) {
      if (row.others().length > 0 && row.others()[row.others().length - 1] >= means.length) {
        throw new IllegalArgumentException("An item was compared with one that is not there.");
      }
    }
    this.scale = scale;
    this.means = means.clone();
    this.rows = List.copyOf(rows);
  }

  @Override
  public int items() {
    return means.length;
  }

  @Override
  public RatingFactors.Scale scale() {
    return scale;
  }

  float[] means() {
    return means;
  }

  List<Row> rows() {
    return rows;
  }

  @Override
  public Taste foldIn(Profile profile) {
    Shapes.requireKnown(profile, items());
    return new Compared(profile);
  }

  /// Fills zeros: a difference is no likeness.
  @Override
  public void similar(int item, float[] scores) {
    Objects.checkIndex(item, items());
    Arrays.fill(scores, 0, items(), 0);
  }

  private final class Compared implements Taste {
    private final Profile profile;

    Compared(Profile profile) {
      this.profile = profile;
    }

    @Override
    public void score(float[] scores) {
      var sums = new double[items()];
      var people = new double[items()];
      for (int j = 0; j < profile.size(); j++) {
        var row = rows.get(profile.items()[j]);
        for (int at = 0; at < row.others.length; at++) {
          int other = row.others[at];
          sums[other] += row.people[at] * (double) (row.differences[at] + profile.values()[j]);
          people[other] += row.people[at];
        }
      }
      for (int item = 0; item < means.length; item++) {
        scores[item] = people[item] == 0 ? means[item] : (float) (sums[item] / people[item]);
      }
    }

    @Override
    public float score(int item) {
      var votes = new Votes(item);
      return votes.mean(votes.all, votes.people);
    }

    @Override
    public float[] contributions(int item) {
      var votes = new Votes(item);
      var contributions = new float[profile.size()];
      for (int j = 0; j < contributions.length && votes.people > 0; j++) {
        contributions[j] =
            (float) ((votes.terms[j] - votes.weights[j] * means[item]) / votes.people);
      }
      return contributions;
    }

    @Override
    public float[] losses(int item) {
      return losses(item, Shapes.positions(profile.size()));
    }

    @Override
    public float[] losses(int item, int[] entries) {
      var votes = new Votes(item);
      var losses = new float[entries.length];
      for (int j = 0; j < losses.length; j++) {
        double sum = votes.all - votes.terms[entries[j]];
        double people = votes.people - votes.weights[entries[j]];
        losses[j] = votes.mean(votes.all, votes.people) - votes.mean(sum, people);
      }
      return losses;
    }

    /// What every entry says of one item: its term and how many people it is known from.
    private final class Votes {
      private final int item;
      private final double[] terms = new double[profile.size()];
      private final double[] weights = new double[profile.size()];
      private double all;
      private double people;

      Votes(int item) {
        this.item = Objects.checkIndex(item, items());
        for (int j = 0; j < terms.length; j++) {
          var row = rows.get(profile.items()[j]);
          int at = row.place(item);
          if (at >= 0) {
            weights[j] = row.people[at];
            terms[j] = weights[j] * (row.differences[at] + profile.values()[j]);
            all += terms[j];
            people += weights[j];
          }
        }
      }

      private float mean(double sum, double people) {
        return people == 0 ? means[item] : (float) (sum / people);
      }
    }
  }
}
