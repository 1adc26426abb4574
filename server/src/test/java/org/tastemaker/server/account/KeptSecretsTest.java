package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.MailTokens.Purpose;
import org.tastemaker.server.cli.TestServer;

/// What opens something is nowhere in the database but as its hash, and is good for its time only.
final class KeptSecretsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String key(String name) {
    var body = "{\"name\":\"%s\",\"scopes\":[\"catalogue:read\"]}".formatted(name);
    return server.post("/api/v1/api-keys", body).json().path("text").asString();
  }

  private static String resetToken(TestAccount account, String email) {
    return server.of(MailTokens.class).issue(account.id(), email, Purpose.RESET);
  }

  @Test
  void nothingThatOpensSomethingIsKeptReadably() {
    var ann = TestAccount.fresh(server, "ann_kept");
    var tokens = TestAccount.login(server, "ann_kept", TestAccount.PASSWORD).json();
    var secrets =
        List.of(
            TestAccount.PASSWORD,
            tokens.path("accessToken").asString(),
            tokens.path("refreshToken").asString(),
            key("kept"),
            resetToken(ann, "ann_kept@example.org"));
    assertThat(secrets).noneMatch(String::isBlank);

    var kept = everything();
    assertThat(kept).as("what is looked through").contains("ann_kept@example.org", "kept");
    secrets.forEach(secret ->
        assertThat(kept)
            .doesNotContain(secret)
            .doesNotContain(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))));
  }

  /// Every row of every table, as text; bytes in hexadecimal.
  private static String everything() {
    var jdbc = server.database().jdbc();
    var tables =
        jdbc.sql(
                """
                select quote_ident(table_name) from information_schema.tables
                where table_schema = current_schema() and table_type = 'BASE TABLE'
                """)
            .query(String.class)
            .list();
    assertThat(tables).contains("account", "refresh_token", "api_key", "mail_token");
    var all = new StringBuilder();
    tables.forEach(table ->
        all.append(
            jdbc.sql("select coalesce(string_agg(t::text, ' '), '') from " + table + " t")
                .query(String.class)
                .single()));
    return all.toString();
  }

  @Test
  void aTokenOfAMailIsGoodForHalfAnHour() {
    var bob = TestAccount.fresh(server, "bob_kept");
    var body = "{\"token\":\"%s\",\"password\":\"pear-tree-in-june\"}";
    var late = body.formatted(resetToken(bob, "bob_kept@example.org"));
    var minutes =
        "select round(extract(epoch from max(expires_at) - now()) / 60) from mail_token where purpose = 'reset'";
    var jdbc = server.database().jdbc();
    assertThat(jdbc.sql(minutes).query(Integer.class).single()).isBetween(28, 30);

    jdbc.sql("update mail_token set expires_at = now() where purpose = 'reset'").update();

    assertThat(server.post("/api/v1/auth/reset", late).status()).isEqualTo(400);
    var good = body.formatted(resetToken(bob, "bob_kept@example.org"));
    assertThat(server.post("/api/v1/auth/reset", good).status()).isEqualTo(204);
  }
}
