package org.tastemaker.server.interaction;

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
  /// There is no such person, and none was to be made.
  NO_SUCH_USER,
  /// There is no such item, and none was to be made.
  NO_SUCH_ITEM
}
