package org.tastemaker.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.ProgramKeys;
import org.tastemaker.server.sql.Notifications;

/// The table `api_key`: keys of programs, each with the scopes that it was given. A key is shown
/// once, when it is made; what is kept tells whether it is the same again.
final class ScopedKeys implements ProgramKeys {
  static final String PREFIX = "tm_";
  private static final String CHANGED = "tastemaker_api_keys";
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private final JdbcClient jdbc;
  private final Notifications notifications;
  private final TransactionTemplate transactions;
  private final Audit audit;
  private final InstantSource clock;
  private final Cache<ByteBuffer, Optional<Opening>> openings =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

  ScopedKeys(
      JdbcClient jdbc,
      Notifications notifications,
      TransactionTemplate transactions,
      Audit audit,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.notifications = notifications;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  void listen() {
    notifications.listen(CHANGED, _ -> openings.invalidateAll());
  }

  /// What a key opens, and until when.
  private record Opening(Caller caller, @Nullable Instant end) {
    boolean isGood(Instant now) {
      return end == null || end.isAfter(now);
    }
  }

  /// A key that was just made; its text is not to be had again.
  record Made(ProgramKey key, String text) {}

  Made create(String name, Set<Permission> scopes, @Nullable Instant expiresAt, String actor) {
    var text = PREFIX + Secrets.fresh();
    return Objects.requireNonNull(
        transactions.execute(status -> {
          var key =
              jdbc.sql(
                      """
                      insert into api_key (hash, name, scopes, created_by, created_at, expires_at)
                      values (:hash, :name, :scopes, :actor, :now, :expires)
                      returning *
                      """)
                  .param("hash", Secrets.hash(text))
                  .param("name", name)
                  .param(
                      "scopes",
                      scopes.stream().map(Permission::text).sorted().toArray(String[]::new))
                  .param("actor", actor)
                  .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                  .param("expires", expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
                  .query((row, _) -> key(row))
                  .single();
          audit.note(null, "key-created", actor, name);
          return new Made(key, text);
        }));
  }

  @Override
  public Optional<Caller> callerOf(String key) {
    if (!key.startsWith(PREFIX)) {
      return Optional.empty();
    }
    var hash = Secrets.hash(key);
    return openings
        .get(ByteBuffer.wrap(hash), _ -> find(hash))
        .filter(one -> one.isGood(clock.instant()))
        .map(Opening::caller);
  }

  private Optional<Opening> find(byte[] hash) {
    return jdbc.sql(
            """
            select * from api_key
            where hash = :hash and revoked_at is null and (expires_at is null or expires_at > :now)
            """)
        .param("hash", hash)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query((row, _) -> key(row))
        .optional()
        .map(key -> new Opening(Caller.program(key.name(), permissions(key)), key.expiresAt()));
  }

  private static Set<Permission> permissions(ProgramKey key) {
    return key.scopes().stream()
        .flatMap(scope -> Permission.of(scope).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Those that were not revoked, the newest first.
  List<ProgramKey> all() {
    return jdbc.sql("select * from api_key where revoked_at is null order by id desc")
        .query((row, _) -> key(row))
        .list();
  }

  /// @return false when there is no such key
  boolean revoke(int id, String actor) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          boolean revoked =
              jdbc.sql("update api_key set revoked_at = :now where id = :id and revoked_at is null")
                      .param("id", id)
                      .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                      .update()
                  == 1;
          if (revoked) {
            audit.note(null, "key-revoked", actor, Integer.toString(id));
            notifications.send(CHANGED, "");
            openings.invalidateAll();
          }
          return revoked;
        }));
  }

  private static ProgramKey key(ResultSet row) throws SQLException {
    Array scopes = row.getArray("scopes");
    var expires = row.getObject("expires_at", OffsetDateTime.class);
    return new ProgramKey(
        row.getInt("id"),
        row.getString("name"),
        Arrays.stream((Object[]) scopes.getArray()).map(String::valueOf).toList(),
        row.getString("created_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        expires == null ? null : expires.toInstant());
  }
}
