package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.RatingFactors;

/// Ratings, entry by entry, as the chains of a [BayesianMf] go over them.
///
/// @param item of every entry
/// @param period of every entry; all 0 where there are no times
/// @param periods the periods there are, ascending, in `periodSeconds` since 1970; one without
///   times
record SampledRatings(
    Interactions data,
    int[] item,
    int[] period,
    long[] periods,
    long periodSeconds,
    RatingFactors.Scale scale) {

  /// @param periodSeconds the length of a period; 0 leaves times out
  static SampledRatings of(Interactions data, long periodSeconds) {
    long length = data.timed() ? periodSeconds : 0;
    var rows = data.byUser();
    var item = new int[rows.size()];
    Arrays.setAll(item, rows::column);
    long[] periods = periods(data, length);
    var period = new int[rows.size()];
    if (length > 0) {
      Arrays.setAll(period, at -> Arrays.binarySearch(periods, data.second(at) / length));
    }
    var scale = RatingFactors.scaleOf(data);
    return new SampledRatings(data, item, period, periods, length, scale);
  }

  private static long[] periods(Interactions data, long length) {
    if (length == 0) {
      return new long[1];
    }
    var all = new long[data.byUser().size()];
    Arrays.setAll(all, at -> data.second(at) / length);
    return Arrays.stream(all).sorted().distinct().toArray();
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
