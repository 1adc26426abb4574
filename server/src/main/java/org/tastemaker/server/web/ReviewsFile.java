package org.tastemaker.server.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    Stream<String> cells() {
      return Stream.of(
          Integer.toString(item),
          kind == null ? "" : kind,
          title,
          year == null ? "" : year.toString(),
          stars.toString(),
          ratedAt.toString());
    }
  }

  static byte[] json(List<Review> reviews) {
    return Json.mapper().writeValueAsBytes(reviews.stream().map(Row::of).toList());
  }

  /// RFC 4180.
  static byte[] csv(List<Review> reviews) {
    var text = new StringBuilder("item,kind,title,year,stars,ratedAt\r\n");
    for (var review : reviews) {
      text.append(String.join(",", Row.of(review).cells().map(ReviewsFile::cell).toList()));
      text.append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// A text that a spreadsheet would take for a formula, and run, gets an apostrophe before it.
  private static String cell(String text) {
    var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
