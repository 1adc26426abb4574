package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.interaction.Watchlist;

/// @param person whose list it is
/// @param total how many entries there are, on all pages
record WatchlistPage(int person, int total, List<Entry> entries, Pager pager) implements Page {

  String count() {
    return Wording.count(total, "title", "titles");
  }

  /// Where the whole list is had as a file.
  String export(String format) {
    return "/api/v1/people/%d/watchlist/export?format=%s".formatted(person, format);
  }

  /// @param item null where the catalogue does not show it any more
  record Entry(int id, @Nullable Item item, int place, String note, Moment added) {

    static Entry of(Watchlist.Entry entry, CatalogueIndex index) {
      var note = entry.note();
      return new Entry(
          entry.item(),
          index.findItem(entry.item()).filter(item -> !item.hidden()).orElse(null),
          entry.place(),
          note == null ? "" : note,
          new Moment(entry.addedAt()));
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

    /// The title within a sentence.
    String brief() {
      return Wording.brief(title());
    }
  }
}
