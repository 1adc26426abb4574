package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Proposals to decide on.
///
/// @param more goes on behind these; null where there are no more
record QueuePage(List<ProposalEntry> entries, @Nullable String more) implements Page {}
