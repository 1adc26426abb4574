package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;

/// Ratings, entry by entry, as the chains of a [BayesianMf] go over them.
///
/// @param person of every entry, ascending
/// @param item of every entry
/// @param period of every entry; all 0 where there are no times
/// @param periods the periods there are, ascending, in `periodSeconds` since 1970; one without
///   times
/// @param mean of all ratings
record SampledRatings(
    Interactions data,
    int[] person,
    int[] item,
    int[] period,
    long[] periods,
    long periodSeconds,
    float mean,
    float lowest,
    float highest) {

  /// @param periodSeconds the length of a period; 0 leaves times out
  static SampledRatings of(Interactions data, long periodSeconds) {
    long length = data.timed() ? periodSeconds : 0;
    var rows = data.byUser();
    var person = new int[rows.size()];
    var item = new int[rows.size()];
    for (int user = 0; user < rows.rows(); user++) {
      Arrays.fill(person, rows.begin(user), rows.end(user), user);
    }
    Arrays.setAll(item, rows::column);
    long[] periods = periods(data, length);
    var period = new int[rows.size()];
    if (length > 0) {
      Arrays.setAll(period, at -> Arrays.binarySearch(periods, data.second(at) / length));
    }
    return scaled(new SampledRatings(data, person, item, period, periods, length, 0, 0, 0), rows);
  }

  private static long[] periods(Interactions data, long length) {
    if (length == 0) {
      return new long[1];
    }
    var all = new long[data.byUser().size()];
    Arrays.setAll(all, at -> data.second(at) / length);
    return Arrays.stream(all).sorted().distinct().toArray();
  }

  private static SampledRatings scaled(SampledRatings ratings, Rows rows) {
    double sum = 0;
    float lowest = Float.POSITIVE_INFINITY;
    float highest = Float.NEGATIVE_INFINITY;
    for (int at = 0; at < rows.size(); at++) {
      float value = rows.value(at);
      sum += value;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    float mean = (float) Math.clamp(sum / rows.size(), lowest, highest);
    return new SampledRatings(
        ratings.data,
        ratings.person,
        ratings.item,
        ratings.period,
        ratings.periods,
        ratings.periodSeconds,
        mean,
        lowest,
        highest);
  }

  int size() {
    return item.length;
  }

  boolean isTimed() {
    return periodSeconds > 0;
  }

  /// The period of a moment; negative when nobody rated in it or the moment is unknown.
  int periodOf(long second) {
    return isTimed() && second >= 0 ? Arrays.binarySearch(periods, second / periodSeconds) : -1;
  }
}
