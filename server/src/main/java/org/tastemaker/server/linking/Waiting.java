package org.tastemaker.server.linking;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.account.MasterSecret;
import org.tastemaker.server.account.Secrets;
import tools.jackson.databind.json.JsonMapper;

/// What is kept until somebody comes back with the text that it was given for. It is encrypted, for
/// it holds verifiers and tokens; and each kind is taken by its own texts alone.
final class Waiting {
  private static final Duration CODE = Duration.ofSeconds(60);
  private static final Duration TICKET = Duration.ofMinutes(2);
  static final Duration ATTEMPT = Duration.ofMinutes(10);

  private final OneTime kept;
  private final MasterSecret secret;
  private final JsonMapper json;

  Waiting(OneTime kept, MasterSecret secret, JsonMapper json) {
    this.kept = kept;
    this.secret = secret;
    this.json = json;
  }

  /// A sign-in on its way through a provider.
  ///
  /// @param callback where the provider sends the browser back to
  /// @param browser the hash of what only this browser knows
  /// @param verifier for PKCE
  /// @param nonce for OpenID Connect
  /// @param goal where the browser goes afterwards
  /// @param challenge SHA-256 of what the front end shows with the code, if it wants that
  /// @param linkTo who links; null when somebody signs in
  record Attempt(
      String provider,
      String callback,
      String browser,
      @Nullable String verifier,
      @Nullable String nonce,
      String goal,
      @Nullable String challenge,
      @Nullable Integer linkTo) {}

  /// Somebody who wants to link an account of a provider, and has shown who they are.
  record Ticket(String provider, int person, String goal, @Nullable String challenge) {}

  /// What a code is exchanged for: a session of the person, or the link that they asked for.
  ///
  /// @param tokens only for a link; those of a sign-in are stored already
  record Grant(
      Identity identity,
      int person,
      boolean link,
      @Nullable ProviderTokens tokens,
      @Nullable String challenge) {}

  void keep(String state, Attempt attempt) {
    keep("attempt", state, attempt, ATTEMPT);
  }

  Optional<Attempt> takeAttempt(String state) {
    return take("attempt", state, Attempt.class);
  }

  /// @return what takes it
  String keep(Ticket ticket) {
    var text = Secrets.fresh();
    keep("ticket", text, ticket, TICKET);
    return text;
  }

  Optional<Ticket> takeTicket(String text) {
    return take("ticket", text, Ticket.class);
  }

  /// @return what takes it
  String keep(Grant grant) {
    var code = Secrets.fresh();
    keep("code", code, grant, CODE);
    return code;
  }

  Optional<Grant> takeGrant(String code) {
    return take("code", code, Grant.class);
  }

  private void keep(String kind, String text, Object content, Duration goodFor) {
    kept.keep(kind + ":" + text, secret.encrypt(json.writeValueAsBytes(content)), goodFor);
  }

  private <T> Optional<T> take(String kind, String text, Class<T> type) {
    return kept.take(kind + ":" + text)
        .map(content -> json.readValue(secret.decrypt(content), type));
  }
}
