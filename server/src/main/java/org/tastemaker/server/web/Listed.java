package org.tastemaker.server.web;

import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;

/// An item in a list of one's own, which also has what is not there any more.
///
/// @param item null where the catalogue does not show it any more
record Listed(int id, @Nullable Item item) {

  static Listed of(int id, CatalogueIndex index) {
    return new Listed(id, index.findItem(id).filter(item -> !item.hidden()).orElse(null));
  }

  String title() {
    return item == null ? "Item %d, no longer shown".formatted(id) : item.title();
  }

  /// The title within a sentence.
  String brief() {
    return Wording.brief(title());
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
}
