package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param more goes on behind these; null where there are no more
record ProposalsPage(List<ProposalEntry> entries, @Nullable String more) implements Page {}
