package org.tastemaker.engine.algorithm;

import java.time.Duration;
import java.util.Arrays;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.Popularity;

/// The same for everybody: what is liked most. The bar that every other algorithm has to clear.
///
/// `COUNT` adds up the values of an item (preferences), each weighted by `2^(−age / halfLife)`, age
/// counted back from the newest entry; entries need their times then, and a half-life of zero means
/// no decay and needs none. Of a `window` above zero, only what is younger than it, by the same
/// age, counts at all: the latest week's favourites, say. `WEIGHTED_RATING` (values are stars) is
/// the formula that the Internet Movie Database published for its Top 250: `v/(v+m)·R + m/(v+m)·C`
/// with v votes of mean R, the mean C of all votes. It took a fixed m; we take the number of votes
/// that the share `votesQuantile` of all items with votes does not exceed, which needs no tuning to
/// a catalogue's size. Without votes it is C, so unknown items stand in the middle. O(entries +
/// items·log items).
///
/// @param measure what popularity is
/// @param votesQuantile from 0 to 1, for `WEIGHTED_RATING`
/// @param halfLife for `COUNT`
/// @param window for `COUNT`; zero for all of the time
public record MostPopular(Measure measure, double votesQuantile, Duration halfLife, Duration window)
    implements Algorithm {

  /// What popularity is.
  public enum Measure {
    COUNT,
    WEIGHTED_RATING
  }

  public MostPopular {
    Demand.between("votesQuantile", votesQuantile, 0, 1);
    checkLength("halfLife", halfLife);
    checkLength("window", window);
  }

  private static void checkLength(String name, Duration length) {
    if (length.isNegative()) {
      throw new IllegalArgumentException(name + " is at least zero, not " + length + ".");
    }
  }

  /// Counts without decay, of all of the time.
  public MostPopular() {
    this(Measure.COUNT, 0.9, Duration.ZERO, Duration.ZERO);
  }

  /// The weighted rating against half of the items' votes: predicts ratings.
  public static MostPopular byRating() {
    return new MostPopular(Measure.WEIGHTED_RATING, 0.5, Duration.ZERO, Duration.ZERO);
  }

  @Override
  public String name() {
    return "most-popular";
  }

  @Override
  public boolean predictsRatings() {
    return measure == Measure.WEIGHTED_RATING;
  }

  @Override
  public Model train(Interactions data, Run run) {
    run.proceed(0, "counting");
    var scores =
        switch (measure) {
          case COUNT -> counts(data);
          case WEIGHTED_RATING -> weightedRatings(data);
        };
    run.progress(1, "done");
    return new Popularity(scores);
  }

  private float[] counts(Interactions data) {
    var sums = new double[data.items()];
    var rows = data.byUser();
    boolean ages = !halfLife.isZero() || !window.isZero();
    double perSecond = halfLife.isZero() ? 0 : Math.log(2) / halfLife.toSeconds();
    long oldest = window.isZero() ? Long.MAX_VALUE : window.toSeconds();
    long newest = ages ? newest(data) : 0;
    for (int entry = 0; entry < rows.size(); entry++) {
      long age = ages ? newest - data.second(entry) : 0;
      if (age < oldest) {
        sums[rows.column(entry)] += rows.value(entry) * Math.exp(-age * perSecond);
      }
    }
    return floats(sums);
  }

  private static long newest(Interactions data) {
    long newest = 0;
    for (int entry = 0; entry < data.size(); entry++) {
      newest = Math.max(newest, data.second(entry));
    }
    return newest;
  }

  private float[] weightedRatings(Interactions data) {
    var rows = data.byItem();
    var sums = new double[data.items()];
    double all = 0;
    for (int item = 0; item < sums.length; item++) {
      for (int entry = rows.begin(item); entry < rows.end(item); entry++) {
        sums[item] += rows.value(entry);
      }
      all += sums[item];
    }
    double mean = rows.size() == 0 ? 0 : all / rows.size();
    double prior = Math.max(1, votesAtQuantile(data));
    for (int item = 0; item < sums.length; item++) {
      sums[item] = (sums[item] + prior * mean) / (rows.length(item) + prior);
    }
    return floats(sums);
  }

  private int votesAtQuantile(Interactions data) {
    var votes = new int[data.items()];
    int voted = 0;
    for (int item = 0; item < votes.length; item++) {
      int length = data.byItem().length(item);
      if (length > 0) {
        votes[voted++] = length;
      }
    }
    Arrays.sort(votes, 0, voted);
    return voted == 0 ? 0 : votes[(int) Math.min(voted - 1, voted * votesQuantile)];
  }

  private static float[] floats(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
