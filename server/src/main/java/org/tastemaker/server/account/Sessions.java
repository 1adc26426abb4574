package org.tastemaker.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.account.SessionRows.Holder;
import org.tastemaker.server.sql.Notifications;

/// Who is signed in, by what. An access token is good while its session goes on, so a session that
/// was revoked on one node is over on all of them with the next request.
final class Sessions {
  private static final String CHANGED = "tastemaker_sessions";
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private final SessionRows rows;
  private final AccessTokens accessTokens;
  private final AccountSettings settings;
  private final Notifications notifications;
  private final TransactionTemplate transactions;
  private final Audit audit;
  private final InstantSource clock;
  private final Cache<UUID, Optional<Holder>> holders =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(REMEMBERED).build();

  Sessions(
      SessionRows rows,
      AccessTokens accessTokens,
      AccountSettings settings,
      Notifications notifications,
      TransactionTemplate transactions,
      Audit audit,
      InstantSource clock) {
    this.rows = rows;
    this.accessTokens = accessTokens;
    this.settings = settings;
    this.notifications = notifications;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /// Forgets what other nodes changed.
  void listen() {
    notifications.listen(CHANGED, _ -> holders.invalidateAll());
  }

  /// Begins a session.
  Tokens begin(int person, Client client) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          var now = clock.instant();
          var session = UUID.randomUUID();
          rows.insert(session, person, client, now, now.plus(settings.session()));
          return tokens(session, person);
        }));
  }

  private Tokens tokens(UUID session, int person) {
    var refresh = Secrets.fresh();
    rows.addToken(session, Secrets.hash(refresh), clock.instant().plus(settings.session()));
    return new Tokens(
        accessTokens.sign(session, person, settings.access()),
        settings.access(),
        refresh,
        settings.session());
  }

  /// Changes a refresh token for new tokens; it is used up by this.
  RefreshResult refresh(String token) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          var now = clock.instant();
          var hash = Secrets.hash(token);
          var shown = rows.lockToken(hash, now).orElse(null);
          if (shown == null || (shown.ended() && !shown.used())) {
            return new RefreshResult.Invalid();
          }
          if (shown.used()) {
            return reused(shown);
          }
          rows.useToken(hash, shown.session(), now, now.plus(settings.session()));
          return new RefreshResult.Refreshed(tokens(shown.session(), shown.person()));
        }));
  }

  private RefreshResult reused(SessionRows.Shown shown) {
    if (rows.revoke(shown.session(), shown.person(), clock.instant())) {
      audit.note(shown.person(), "refresh-token-reused", "unknown", shown.session().toString());
      changed();
    }
    return new RefreshResult.Reused();
  }

  /// Who is signed in by a session; empty when it is over.
  Optional<Holder> holder(UUID session) {
    return holders.get(session, one -> rows.holder(one, clock.instant()));
  }

  /// Whether a session began so short a time ago.
  boolean isYounger(UUID session, Duration age) {
    return rows.begun(session)
        .filter(begun -> begun.isAfter(clock.instant().minus(age)))
        .isPresent();
  }

  List<Session> of(int person) {
    return rows.of(person, clock.instant());
  }

  /// @return false when the person has no such session
  boolean revoke(UUID session, int person) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          boolean revoked = rows.revoke(session, person, clock.instant());
          changed();
          return revoked;
        }));
  }

  /// Ends the session that a refresh token belongs to.
  void revokeBy(String refreshToken) {
    transactions.executeWithoutResult(status ->
        rows.lockToken(Secrets.hash(refreshToken), clock.instant())
            .ifPresent(shown -> {
              rows.revoke(shown.session(), shown.person(), clock.instant());
              changed();
            }));
  }

  /// @param but the session that goes on, if any
  void revokeAll(int person, @Nullable UUID but) {
    transactions.executeWithoutResult(status -> {
      rows.revokeAll(person, but, clock.instant());
      changed();
    });
  }

  /// What sessions give has changed: tells all nodes, this one at once.
  void changed() {
    notifications.send(CHANGED, "");
    holders.invalidateAll();
  }
}
