package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.tastemaker.server.sql.TestDatabase;

/// Keys that sign access tokens take turns, on all nodes.
final class SigningKeysTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;
  private TestDatabase database;
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private SigningKeys node(String secret) {
    return new SigningKeys(
        database.jdbc(),
        database.transactions(),
        MasterSecret.of(secret, folder.resolve("secret")),
        () -> now);
  }

  private String token(SigningKeys keys) {
    return new AccessTokens(keys, () -> Instant.now())
        .sign(UUID.randomUUID(), 7, Duration.ofMinutes(10));
  }

  private static void verify(SigningKeys keys, String token) {
    new AccessTokens(keys, Instant::now).decoder().decode(token);
  }

  @Test
  void aNewKeySignsAfterThreeMonthsAndTheOldOneStillVerifies() {
    var node = node(SECRET);
    var first = node.signing().getKeyID();
    var old = token(node);
    now = now.plus(Duration.ofDays(89));
    assertThat(node.signing().getKeyID()).isEqualTo(first);

    now = now.plus(Duration.ofDays(2));

    assertThat(node.signing().getKeyID()).isNotEqualTo(first);
    assertThat(node.published().getKeys())
        .hasSize(2)
        .allMatch(key -> !key.isPrivate())
        .anyMatch(key -> key.getKeyID().equals(first));
    verify(node, old);
    verify(node, token(node));

    now = now.plus(Duration.ofDays(91));
    assertThat(node.published().getKeys())
        .hasSize(2)
        .noneMatch(key -> key.getKeyID().equals(first));
    assertThatThrownBy(() -> verify(node, old)).isInstanceOf(BadJwtException.class);
  }

  @Test
  void allNodesShareTheKeysAndKnowANewOneAtOnce() {
    var one = node(SECRET);
    var two = node(SECRET);
    assertThat(two.signing().getKeyID()).isEqualTo(one.signing().getKeyID());

    now = now.plus(Duration.ofDays(91));
    var token = token(one);
    now = now.plus(Duration.ofSeconds(2));

    verify(two, token);
    assertThat(two.published().getKeys()).hasSize(2);
  }

  @Test
  void keysAreEncryptedInTheDatabase() {
    node(SECRET).signing();

    var kept =
        database
            .jdbc()
            .sql("select encode(encrypted, 'escape') from signing_key")
            .query(String.class)
            .single();
    assertThat(kept).doesNotContain("kty", "RSA", "\"d\"");
    assertThatThrownBy(() -> node("another-secret-of-32-characters!").signing())
        .hasMessageContaining("tastemaker.account.secret");
  }
}
