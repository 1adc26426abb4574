package org.tastemaker.server.account;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;

/// Asks who is signed in whether it is really them, before what cannot be undone: by the password,
/// or by having signed in just now where there is none.
final class Confirmations {
  private final AccountRows rows;
  private final Passwords passwords;
  private final Sessions sessions;
  private final SignInDelays delays;
  private final Duration fresh;

  Confirmations(
      AccountRows rows,
      Passwords passwords,
      Sessions sessions,
      SignInDelays delays,
      Duration fresh) {
    this.rows = rows;
    this.passwords = passwords;
    this.sessions = sessions;
    this.delays = delays;
    this.fresh = fresh;
  }

  /// @param password null when none was given
  /// @param field in which it is asked for
  /// @throws ProblemException 400 when the password is missing, 403 when it is wrong or the sign-in
  ///   was too long ago
  void demand(Account account, @Nullable String password, String field, @Nullable UUID session) {
    var hash = rows.credentials(account.id()).map(AccountRows.Credentials::hash).orElse(null);
    if (hash == null) {
      demandFresh(session);
    } else if (password == null) {
      throw ProblemException.invalid(field, "Your password is needed for this.");
    } else {
      demandPassword(account.id(), hash, password, field);
    }
  }

  private void demandFresh(@Nullable UUID session) {
    if (session == null || !sessions.isYounger(session, fresh)) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          "sign-in-again",
          "Sign in again first: you did so more than %d minutes ago.".formatted(fresh.toMinutes()),
          List.of());
    }
  }

  /// Counted like a sign-in: who took somebody's browser over does not try passwords at will
  /// either.
  private void demandPassword(int person, @Nullable String hash, String password, String field) {
    var who = "person " + person;
    var attempt = delays.begin(who, () -> true);
    if (attempt.until() != null) {
      throw ProblemException.locked(attempt.until());
    }
    if (!passwords.matches(password, hash)) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          "wrong-password",
          "This is not the account's password.",
          List.of(new FieldError(field, "This is not the account's password.")));
    }
    delays.succeeded(who);
  }
}
