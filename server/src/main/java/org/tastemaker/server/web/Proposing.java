package org.tastemaker.server.web;

import java.util.Locale;
import java.util.stream.Collectors;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.proposal.Proposal;

/// What pages say of proposals.
final class Proposing {
  private Proposing() {}

  /// What was refused, beside the fields of a form; said above it where the form has no such field,
  /// or it is about an episode.
  ///
  /// @throws ProblemException the same, when it says nothing of the form
  static FormErrors errors(ProblemException refused, ItemForm form) {
    var errors = FormErrors.of(refused);
    if (refused.detail().startsWith("episodes")) {
      return FormErrors.of("episodes", refused.detail());
    }
    var shown =
        form.inputs(FormErrors.NONE).stream().map(FormInput::name).collect(Collectors.toSet());
    shown.add("note");
    shown.add("reason");
    return shown.containsAll(errors.byField().keySet())
        ? errors
        : new FormErrors(errors.byField(), refused.detail());
  }

  /// What it is about: the title of the new item, or of the one that it corrects.
  static String title(Proposal proposal, CatalogueIndex index) {
    if (proposal.item() == null) {
      return proposal.body().path("title").asString("");
    }
    return index
        .findItem(proposal.item())
        .map(Item::title)
        .orElse("Item %d, no longer here".formatted(proposal.item()));
  }

  /// `New movie`, `Correction`.
  static String what(Proposal proposal) {
    if (proposal.item() != null) {
      return "Correction";
    }
    var kind = new Kind(proposal.body().path("kind").asString(Kind.UNKNOWN.name()));
    int episodes = proposal.episodes().size();
    return "New "
        + Wording.one(kind).toLowerCase(Locale.ROOT)
        + (episodes == 0 ? "" : " with " + Wording.count(episodes, "episode", "episodes"));
  }
}
