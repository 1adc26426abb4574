package org.tastemaker.server.account;

import java.time.Instant;

/// What became of a sign-in.
sealed interface SignInResult {

  record SignedIn(Tokens tokens) implements SignInResult {}

  /// No such account, or another password: which of them is nobody's business.
  record Wrong() implements SignInResult {}

  /// Too many wrong passwords; the right one does not help until then.
  record Locked(Instant until) implements SignInResult {}
}
