package org.tastemaker.server.interaction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of a rating.
public sealed interface RateResult {

  /// The person's first rating of the item, or the first since a withdrawal.
  record Rated(Stars stars) implements RateResult {}

  /// It replaced another one.
  record Changed(Stars before, Stars stars) implements RateResult {}

  /// It stood already with as many stars; if this one is newer, its time moved.
  record Unchanged(Stars stars) implements RateResult {}

  /// A newer rating or withdrawal is there and stays.
  ///
  /// @param stands the newer rating; null when it was withdrawn
  /// @param since when that happened
  record Outdated(@Nullable Stars stands, Instant since) implements RateResult {}

  /// There is no such person.
  record NoSuchPerson() implements RateResult {}

  /// There is no such item.
  record NoSuchItem() implements RateResult {}
}
