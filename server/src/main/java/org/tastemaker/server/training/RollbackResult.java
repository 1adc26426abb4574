package org.tastemaker.server.training;

/// What became of letting an earlier model serve again.
public sealed interface RollbackResult {

  /// It serves.
  ///
  /// @param from the model that served before
  record RolledBack(long from, TrainedModel to) implements RollbackResult {}

  /// Nothing of that role serves yet.
  record NothingLive() implements RollbackResult {}

  /// There is none before the live one.
  record NoneBefore(long live) implements RollbackResult {}

  /// There is no such model of that role.
  record NoSuchModel() implements RollbackResult {}

  /// It cannot serve: the gate refused it, or its bytes were cleared away.
  record CannotServe(String reason) implements RollbackResult {}
}
