package org.tastemaker.server.recommendation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page as the recommendation log keeps it.
///
/// @param start how many items of the list were on earlier pages
/// @param person null for nobody in particular
/// @param model the model's id; null when none ranked
/// @param source where the page's first item came from
/// @param items the page's items in order; not copied, so not to be changed
record LoggedList(
    UUID listId,
    int start,
    @Nullable Integer person,
    @Nullable Long model,
    String source,
    int[] items,
    Instant at) {

  /// The row as COPY takes it in text. No value can hold a character that wants escaping.
  void appendTo(StringBuilder out) {
    out.append(listId).append('\t').append(start).append('\t');
    out.append(person == null ? "\\N" : person).append('\t');
    out.append(model == null ? "\\N" : model).append('\t');
    out.append(source).append("\t{");
    for (var at = 0; at < items.length; at++) {
      out.append(at == 0 ? "" : ",").append(items[at]);
    }
    out.append("}\t").append(at).append('\n');
  }
}
