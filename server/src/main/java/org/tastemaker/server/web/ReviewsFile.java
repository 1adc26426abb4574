package org.tastemaker.server.web;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.interaction.Csv;
import org.tastemaker.server.interaction.Stars;
import org.tastemaker.server.json.Json;

/// One's own ratings to take away.
final class ReviewsFile {
  private ReviewsFile() {}

  /// A rating in the JSON file.
  record Row(
      int item,
      @Nullable String kind,
      String title,
      @Nullable Integer year,
      Stars stars,
      Instant ratedAt) {

    static Row of(Review review) {
      var item = review.item();
      return new Row(
          review.id(),
          item == null ? null : item.kind().name(),
          review.title(),
          item == null ? null : item.year(),
          review.stars(),
          review.given().instant());
    }

    Stream<Object> cells() {
      return Stream.of(item, Csv.orEmpty(kind), title, Csv.orEmpty(year), stars, ratedAt);
    }
  }

  static byte[] json(List<Review> reviews) {
    return Json.mapper().writeValueAsBytes(reviews.stream().map(Row::of).toList());
  }

  static byte[] csv(List<Review> reviews) {
    return Csv.of(
        "item,kind,title,year,stars,ratedAt", reviews.stream().map(Row::of).toList(), Row::cells);
  }
}
