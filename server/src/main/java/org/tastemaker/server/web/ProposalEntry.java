package org.tastemaker.server.web;

import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.proposal.Proposal;
import org.tastemaker.server.proposal.ProposalState;

/// A proposal as lists show it.
///
/// @param what what it would be
/// @param item what it corrects or became, where the catalogue shows it
record ProposalEntry(Proposal proposal, String title, String what, @Nullable Integer item) {

  static ProposalEntry of(Proposal proposal, CatalogueIndex index) {
    var item = proposal.result() == null ? proposal.item() : proposal.result();
    return new ProposalEntry(
        proposal,
        Proposing.title(proposal, index),
        Proposing.what(proposal),
        item == null || !index.visible().contains(item) ? null : item);
  }

  int id() {
    return proposal.id();
  }

  /// The title within a sentence.
  String brief() {
    return Wording.brief(title);
  }

  boolean open() {
    return proposal.state() == ProposalState.OPEN;
  }

  String state() {
    return switch (proposal.state()) {
      case OPEN -> "Waits for a moderator";
      case ACCEPTED -> "Accepted";
      case DECLINED -> "Declined";
    };
  }

  Moment proposed() {
    return new Moment(proposal.proposedAt());
  }

  String note() {
    return proposal.note() == null ? "" : proposal.note();
  }

  String reason() {
    return proposal.reason() == null ? "" : proposal.reason();
  }
}
