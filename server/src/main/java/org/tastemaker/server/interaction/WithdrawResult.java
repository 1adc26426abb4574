package org.tastemaker.server.interaction;

import java.time.Instant;

/// What became of the withdrawal of a rating.
public sealed interface WithdrawResult {

  /// The rating is gone.
  record Withdrawn(Stars before) implements WithdrawResult {}

  /// There was none.
  record NoRating() implements WithdrawResult {}

  /// A newer rating is there and stays.
  ///
  /// @param since when the newer one happened
  record Outdated(Instant since) implements WithdrawResult {}
}
