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
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.account.SessionRows.Holder;
import org.tastemaker.server.http.PageSessions;
import org.tastemaker.server.sql.Notifications;

/// Who is signed in, by what. An access token is good while its session goes on, so a session that
/// was revoked on one node is over on all of them with the next request.
public final class Sessions implements PageSessions {
  private static final String CHANGED = "tastemaker_sessions";
  private static final int SEEN_PER_IDLE = 500;
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

  /// Browsers that came back a short while ago: it is noted once in that while.
  private final Cache<UUID, Boolean> seen;

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
    this.seen =
        Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(settings.pageIdle().dividedBy(SEEN_PER_IDLE))
            .build();
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

  /// Begins a session of the pages, always a new one: what a browser brought along before it was
  /// signed in is worth nothing afterwards.
  public PageSession beginPage(int person, Client client) {
    var now = clock.instant();
    var session = UUID.randomUUID();
    var last = now.plus(settings.pageLongest());
    rows.insertPage(session, person, client, now, now.plus(settings.pageIdle()), last);
    return new PageSession(session, settings.pageLongest());
  }

  @Override
  public Optional<Caller> callerOf(UUID session) {
    var caller = holder(session).map(one -> one.caller(session));
    if (caller.isPresent() && seen.asMap().putIfAbsent(session, true) == null) {
      var now = clock.instant();
      rows.seen(session, now, now.plus(settings.pageIdle()));
    }
    return caller;
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
    var known = remembered(session);
    if (known.filter(one -> !one.end().isAfter(clock.instant())).isEmpty()) {
      return known;
    }
    holders.invalidate(session); // it may go on, since somebody came back meanwhile
    return remembered(session);
  }

  private Optional<Holder> remembered(UUID session) {
    return holders.get(session, one -> rows.holder(one, clock.instant()));
  }

  /// Whether a session began so short a time ago.
  boolean isYounger(UUID session, Duration age) {
    return rows.begun(session)
        .filter(begun -> begun.isAfter(clock.instant().minus(age)))
        .isPresent();
  }

  public List<Session> of(int person) {
    return rows.of(person, clock.instant());
  }

  /// @return false when the person has no such session
  public boolean revoke(UUID session, int person) {
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
