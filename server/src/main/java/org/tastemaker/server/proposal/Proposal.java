package org.tastemaker.server.proposal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A proposal.
///
/// @param item what it would correct; absent where it is a new one
/// @param body the new item, or a JSON merge patch of the old one
/// @param episodes those of a new series
/// @param note what the proposer says to it
/// @param proposer our id of the person
/// @param reason why it was declined
/// @param result the item that it became or changed
public record Proposal(
    int id,
    @Nullable Integer item,
    JsonNode body,
    JsonNode episodes,
    @Nullable String note,
    int proposer,
    Instant proposedAt,
    ProposalState state,
    @Nullable String reason,
    @Nullable Instant decidedAt,
    @Nullable Integer result) {}
