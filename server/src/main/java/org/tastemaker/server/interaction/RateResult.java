package org.tastemaker.server.interaction;

import java.time.Instant;

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
  /// @param since when the newer one happened
  record Outdated(Instant since) implements RateResult {}

  /// There is no such person.
  record NoSuchPerson() implements RateResult {}

  /// There is no such item.
  record NoSuchItem() implements RateResult {}
}
