package org.tastemaker.server.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The table `signing_key`: RSA keys that access tokens are signed with, shared by all nodes. The
/// newest signs; after some months a new one is made, and the older ones only verify until they are
/// dropped.
final class SigningKeys implements JWKSource<SecurityContext> {
  private static final Duration SIGNS = Duration.ofDays(90);
  private static final Duration VERIFIES = Duration.ofDays(97);
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);
  private static final int BITS = 2048;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final MasterSecret secret;
  private final InstantSource clock;
  private volatile Loaded loaded = new Loaded(List.of(), Instant.MIN);

  private record Loaded(List<JWK> keys, Instant at) {}

  private record Kept(JWK key, Instant createdAt) {}

  SigningKeys(
      JdbcClient jdbc, TransactionTemplate transactions, MasterSecret secret, InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.secret = secret;
    this.clock = clock;
  }

  /// For a token of a key that another node has made a moment ago the database is asked again.
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    var found = selector.select(new JWKSet(current()));
    if (found.isEmpty() && clock.instant().isAfter(loaded.at().plus(AT_MOST_EVERY))) {
      load();
      found = selector.select(new JWKSet(current()));
    }
    return found;
  }

  /// The key that signs now.
  JWK signing() {
    return current().getFirst();
  }

  /// The public halves, for those who verify tokens themselves.
  JWKSet published() {
    return new JWKSet(current()).toPublicJWKSet();
  }

  private List<JWK> current() {
    if (clock.instant().isAfter(loaded.at().plus(FRESH))) {
      load();
    }
    return loaded.keys();
  }

  private synchronized void load() {
    var now = clock.instant();
    var kept = all();
    if (kept.isEmpty() || kept.getFirst().createdAt().plus(SIGNS).isBefore(now)) {
      kept = rotate();
    }
    loaded = new Loaded(kept.stream().map(Kept::key).toList(), now);
  }

  /// Of several nodes one makes the new key.
  private List<Kept> rotate() {
    return java.util.Objects.requireNonNull(
        transactions.execute(status -> {
          jdbc.sql("select pg_advisory_xact_lock(hashtext('tastemaker.signing-keys'))")
              .query(row -> {});
          var now = clock.instant();
          var kept = all();
          if (kept.isEmpty() || kept.getFirst().createdAt().plus(SIGNS).isBefore(now)) {
            insert(generate(), now);
            jdbc.sql("delete from signing_key where created_at < :end")
                .param("end", now.minus(VERIFIES).atOffset(ZoneOffset.UTC))
                .update();
            kept = all();
          }
          return kept;
        }));
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyID(UUID.randomUUID().toString())
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java makes no RSA keys", e);
    }
  }

  private void insert(RSAKey key, Instant now) {
    jdbc.sql("insert into signing_key (id, encrypted, created_at) values (:id, :encrypted, :now)")
        .param("id", key.getKeyID())
        .param("encrypted", secret.encrypt(key.toJSONString().getBytes(StandardCharsets.UTF_8)))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private List<Kept> all() {
    return jdbc.sql("select encrypted, created_at from signing_key order by created_at desc")
        .query((row, _) ->
            new Kept(
                key(row.getBytes("encrypted")),
                row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  private JWK key(byte[] encrypted) {
    try {
      return JWK.parse(new String(secret.decrypt(encrypted), StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new IllegalStateException("A signing key in the database is damaged", e);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "The signing keys in the database were encrypted with another secret. Set tastemaker.account.secret to that one, or put its file master-secret back into the data folder.",
          e);
    }
  }
}
