package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.Kind;

/// @param kinds that an item can be of
/// @param kind what the new item is; null while nobody said it
/// @param item what is corrected; null: a new item
/// @param inputs of the item; none while nobody said what it is
/// @param more those beside the item: its episodes, a note
record ProposePage(
    List<Choice> kinds,
    @Nullable Kind kind,
    @Nullable Item item,
    List<FormInput> inputs,
    List<FormInput> more,
    FormErrors errors)
    implements Page {

  String heading() {
    if (item != null) {
      return "Correct “%s”".formatted(Wording.brief(item.title()));
    }
    return kind == null ? "Propose something" : "Propose: " + Wording.one(kind);
  }

  /// What stays as it is while the form is sent again.
  String kindName() {
    return kind == null ? "" : kind.name();
  }
}
