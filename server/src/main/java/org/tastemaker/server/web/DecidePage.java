package org.tastemaker.server.web;

import java.util.List;

/// A proposal to decide on.
///
/// @param changes what a correction would change; none where it is a new item
/// @param inputs the item as it would be; none where nobody can decide any more
/// @param reason why it is declined
record DecidePage(
    ProposalEntry entry,
    List<Change> changes,
    List<FormInput> inputs,
    List<String> episodes,
    FormInput reason,
    FormErrors errors)
    implements Page {

  /// @param before how it is; nothing where it is not said
  record Change(String label, String before, String after) {}

  boolean undecided() {
    return entry.open() && !inputs.isEmpty();
  }
}
