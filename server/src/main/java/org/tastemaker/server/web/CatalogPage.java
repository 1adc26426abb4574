package org.tastemaker.server.web;

import java.util.List;
import java.util.Objects;

/// @param total how many titles were found, on all pages
record CatalogPage(
    CatalogQuery query,
    List<Choice> kinds,
    List<Choice> genres,
    List<Choice> orders,
    int total,
    List<Card> cards,
    Pager pager)
    implements Page {

  /// What is looked for, as it was typed.
  String words() {
    return Objects.requireNonNullElse(query.q(), "");
  }

  String found() {
    return Wording.count(total, "title", "titles");
  }
}
