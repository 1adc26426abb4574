package org.tastemaker.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/// The metrics that somebody wants to see.
///
/// @param ofRatings of predicted ratings, by name
/// @param ofLists of lists, by name with the cutoff
record Metrics(List<String> ofRatings, List<String> ofLists) {
  private static final Pattern LIST =
      Pattern.compile("(ndcg|recall|capped-recall|precision|hit-rate|coverage)@([1-9]\\d{0,3})");
  private static final List<String> RATINGS = List.of("rmse", "mae");
  private static final List<String> USUAL_LISTS =
      List.of("ndcg@10", "recall@10", "hit-rate@10", "coverage@10");

  Metrics {
    ofRatings = List.copyOf(ofRatings);
    ofLists = List.copyOf(ofLists);
  }

  /// The metrics of these names; the usual ones when none is named.
  ///
  /// @throws IllegalArgumentException with a sentence, when there is no such metric
  static Metrics of(List<String> names, boolean rated) {
    if (names.isEmpty()) {
      return new Metrics(rated ? RATINGS : List.of(), USUAL_LISTS);
    }
    List<String> ratings = new ArrayList<>();
    List<String> lists = new ArrayList<>();
    for (String name : names) {
      if (RATINGS.contains(name)) {
        ratings.add(name);
      } else if (LIST.matcher(name).matches()) {
        lists.add(name);
      } else {
        throw new IllegalArgumentException(
            "There is no metric %s. There are rmse, mae, and as in ndcg@10: ndcg, recall,"
                    .formatted(name)
                + " capped-recall, precision, hit-rate, coverage.");
      }
    }
    if (!ratings.isEmpty() && !rated) {
      throw new IllegalArgumentException(
          "The file has no ratings, so %s cannot be measured.".formatted(ratings.getFirst()));
    }
    if (lists.stream().filter(Metrics::isCoverage).distinct().count() > 1) {
      throw new IllegalArgumentException("Coverage is measured at one length of lists at a time.");
    }
    return new Metrics(ratings, lists);
  }

  /// The lengths at which lists are cut. Coverage is measured at the first.
  int[] cutoffs() {
    var cutoffs = new LinkedHashSet<Integer>();
    ofLists.stream().filter(Metrics::isCoverage).forEach(name -> cutoffs.add(cutoff(name)));
    ofLists.stream().map(Metrics::cutoff).sorted().forEach(cutoffs::add);
    return cutoffs.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean isCoverage(String name) {
    return name.startsWith("coverage");
  }

  private static int cutoff(String name) {
    return Integer.parseInt(name, name.indexOf('@') + 1, name.length(), 10);
  }
}
