package org.tastemaker.server.recommendation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.ItemFilter;

/// A question for a list.
///
/// @param audience whom it is for
/// @param filter what may be in it; acts before the best are picked
/// @param limit how many items a page holds, 1 to 100
/// @param cursor where to go on: `nextCursor` of the page before, for the same audience and filter
public record RecommendationRequest(
    Audience audience, ItemFilter filter, int limit, @Nullable String cursor) {

  /// The longest page.
  public static final int LONGEST = 100;

  public RecommendationRequest {
    Objects.requireNonNull(audience);
    Objects.requireNonNull(filter);
    if (limit < 1 || limit > LONGEST) {
      throw new IllegalArgumentException("limit must be from 1 to " + LONGEST + ", not " + limit);
    }
  }
}
