package org.tastemaker.server.web;

import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.interaction.Histories;
import org.tastemaker.server.interaction.Stars;

/// A rating of one's own, with what it is of.
///
/// @param item null where the catalogue does not show it any more
record Review(int id, @Nullable Item item, Stars stars, Moment given) {

  static Review of(Histories.Rated rated, CatalogueIndex index) {
    return new Review(
        rated.item(),
        index.findItem(rated.item()).filter(item -> !item.hidden()).orElse(null),
        rated.stars(),
        new Moment(rated.occurredAt()));
  }

  String title() {
    return item == null ? "Item %d, no longer shown".formatted(id) : item.title();
  }

  String facts() {
    return item == null ? "" : Card.facts(item.kind(), item.year(), item.genres());
  }

  String cover() {
    return Card.cover(id, item == null ? null : item.imageUrl());
  }

  String drawnCover() {
    return Card.drawnCover(id);
  }

  /// To change it; the list opens again where it stands.
  RateForm form(String here) {
    return new RateForm(id, title(), stars, true, "review", here + "#review-" + id);
  }
}
