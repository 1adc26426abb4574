package org.tastemaker.server.account;

import java.time.Instant;

/// What became of a sign-in.
public sealed interface SignInResult {

  /// The password is right; what the person is signed in by is up to whoever asked.
  record SignedIn(int person) implements SignInResult {}

  /// No such account, or another password: which of them is nobody's business.
  record Wrong() implements SignInResult {}

  /// Too many wrong passwords; the right one does not help until then.
  record Locked(Instant until) implements SignInResult {}
}
