package org.tastemaker.server.interaction;

import java.util.Locale;

/// What became of one interaction of a batch.
public enum Outcome {
  /// The first rating of the item, or the first since a withdrawal.
  RATED,
  /// A rating that replaced another one.
  CHANGED,
  /// It stood already.
  UNCHANGED,
  /// Something newer stands and stays.
  OUTDATED,
  /// Another row of the batch, of the same person and item, overrides it.
  OVERRIDDEN,
  /// Views, plays, purchases or installs were added.
  COUNTED,
  DECLINED,
  /// One is further, or less far, than before.
  PROGRESSED,
  /// It is on the watchlist now.
  LISTED,
  COMMENTED,
  /// What stood is taken back.
  WITHDRAWN,
  /// There is no such person, and none was to be made.
  NO_SUCH_USER,
  /// There is no such item, and none was to be made.
  NO_SUCH_ITEM,
  /// A reason that does not go with the item.
  NO_SUCH_REASON;

  /// As answers have it: `noSuchItem`.
  String label() {
    return switch (this) {
      case NO_SUCH_USER -> "noSuchUser";
      case NO_SUCH_ITEM -> "noSuchItem";
      case NO_SUCH_REASON -> "noSuchReason";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }
}
