package org.tastemaker.server.web;

import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.interaction.Histories;
import org.tastemaker.server.interaction.Stars;

/// A rating of one's own, with what it is of.
record Review(Listed listed, Stars stars, Moment given) {

  static Review of(Histories.Rated rated, CatalogueIndex index) {
    return new Review(
        Listed.of(rated.item(), index), rated.stars(), new Moment(rated.occurredAt()));
  }

  int id() {
    return listed.id();
  }

  @Nullable Item item() {
    return listed.item();
  }

  String title() {
    return listed.title();
  }

  /// To change it; the list opens again where it stands.
  RateForm form(String here) {
    return new RateForm(id(), title(), stars, true, "review", here + "#review-" + id());
  }
}
