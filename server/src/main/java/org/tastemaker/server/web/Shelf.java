package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of items.
///
/// @param id its name within the page
/// @param more where there are more of them
record Shelf(String id, String heading, @Nullable String more, List<Card> cards) {}
