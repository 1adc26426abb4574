package org.tastemaker.server.web;

import java.util.Comparator;

/// In which order one's own ratings are listed.
enum ReviewOrder {
  NEWEST("Newest first"),
  TITLE("By title"),
  STARS("Most stars first");

  private static final Comparator<Review> BY_TITLE =
      Comparator.comparing(Review::title, String.CASE_INSENSITIVE_ORDER)
          .thenComparingInt(Review::id);

  private final String label;

  ReviewOrder(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  Comparator<Review> comparator() {
    return switch (this) {
      case NEWEST ->
          Comparator.comparing((Review review) -> review.given().instant())
              .reversed()
              .thenComparing(BY_TITLE);
      case TITLE -> BY_TITLE;
      case STARS -> Comparator.comparing(Review::stars).reversed().thenComparing(BY_TITLE);
    };
  }
}
