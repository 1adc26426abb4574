package org.tastemaker.server.web;

import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.interaction.ReportReason;
import org.tastemaker.server.interaction.ReportedComment;

/// What people reported, for moderators.
///
/// @param more goes on behind these; null where there are no more
record ReportsPage(List<Entry> entries, @Nullable String more) implements Page {

  /// @param title of what the comment is on
  record Entry(Said said, int item, String title, String reports) {

    static Entry of(ReportedComment reported, CatalogueIndex index) {
      var comment = reported.comment();
      return new Entry(
          Said.of(comment, null),
          comment.item(),
          index
              .findItem(comment.item())
              .map(item -> Wording.brief(item.title()))
              .orElse("Item " + comment.item()),
          reports(reported.reasons()));
    }

    /// `spam (2), spoiler`.
    private static String reports(List<ReportReason> reasons) {
      return new TreeSet<>(reasons)
          .stream()
              .map(reason -> {
                int count = Collections.frequency(reasons, reason);
                return count == 1 ? reason.label() : "%s (%d)".formatted(reason.label(), count);
              })
              .collect(Collectors.joining(", "));
    }
  }
}
