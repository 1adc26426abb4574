package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.interaction.Declines;

/// @param total how many there are, on all pages
record DeclinedPage(int total, List<Entry> entries, Pager pager) implements Page {

  String count() {
    return Wording.count(total, "title", "titles");
  }

  /// @param form by which it is taken back; null where the catalogue does not show it any more
  record Entry(Listed listed, String why, Moment said, @Nullable DeclineForm form) {

    static Entry of(Declines.Entry entry, CatalogueIndex index, String here) {
      var listed = Listed.of(entry.item(), index);
      var form =
          listed.item() == null
              ? null
              : new DeclineForm(listed.id(), listed.brief(), here, entry.reasons(), List.of());
      var why = entry.reasons().stream().map(Wording::reason).toList();
      return new Entry(listed, String.join(" · ", why), new Moment(entry.occurredAt()), form);
    }
  }
}
