package org.tastemaker.server.interaction;

import java.util.OptionalInt;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.id.Reference;

/// Finds items in memory, and in the database when another server has only just made them.
final class ItemLookup {

  private final LiveCatalogue live;
  private final Catalogue catalogue;

  ItemLookup(LiveCatalogue live, Catalogue catalogue) {
    this.live = live;
    this.catalogue = catalogue;
  }

  boolean contains(int item) {
    return live.current().contains(item) || catalogue.draft(item).isPresent();
  }

  OptionalInt find(Reference reference) {
    return catalogue.find(reference);
  }
}
