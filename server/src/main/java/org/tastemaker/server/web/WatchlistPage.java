package org.tastemaker.server.web;

import java.util.List;
import org.tastemaker.server.catalogue.CatalogueIndex;
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

  /// An entry.
  record Entry(Listed listed, int place, String note, Moment added) {

    static Entry of(Watchlist.Entry entry, CatalogueIndex index) {
      var note = entry.note();
      return new Entry(
          Listed.of(entry.item(), index),
          entry.place(),
          note == null ? "" : note,
          new Moment(entry.addedAt()));
    }
  }
}
