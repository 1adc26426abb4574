package org.tastemaker.server.account;

/// What became of a refresh token.
sealed interface RefreshResult {

  record Refreshed(Tokens tokens) implements RefreshResult {}

  /// Never ours, or its session has ended.
  record Invalid() implements RefreshResult {}

  /// It was used before, so somebody has a copy: the session is over for both.
  record Reused() implements RefreshResult {}
}
