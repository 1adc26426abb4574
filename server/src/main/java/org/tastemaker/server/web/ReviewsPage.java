package org.tastemaker.server.web;

import java.util.List;

/// @param total how many ratings there are, on all pages
record ReviewsPage(List<Choice> orders, int total, List<Review> reviews, Pager pager)
    implements Page {

  String count() {
    return Wording.count(total, "rating", "ratings");
  }
}
