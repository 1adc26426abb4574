package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.cli.TestServer;
import tools.jackson.databind.JsonNode;

final class AuditTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatHappensIsNotedWithWhereFromAndInWhichRequest() {
    var admin = TestAccount.fresh(server, "auditor", Role.ADMIN);
    var peter = TestAccount.fresh(server, "peter");
    admin.send("PUT", "/api/v1/accounts/" + peter.id() + "/role", "{\"role\":\"moderator\"}");
    var made =
        admin.send(
            "POST", "/api/v1/api-keys", "{\"name\":\"shop\",\"scopes\":[\"catalogue:read\"]}");

    var granted = entries(admin, "?person=" + peter.id() + "&action=role-granted&limit=1").get(0);
    assertThat(granted.path("actor").asString()).isEqualTo("auditor");
    assertThat(granted.path("detail").asString()).isEqualTo("moderator");
    assertThat(granted.path("address").asString()).isEqualTo("127.0.0.1");
    var key = entries(admin, "?action=key-created").get(0);
    assertThat(key.path("correlationId").asString()).isEqualTo(made.header("X-Request-ID"));
    assertThat(key.toString()).doesNotContain(made.json().path("text").asString());
  }

  @Test
  void aForgedRequestIsNotedOnce() {
    var quinn = TestAccount.fresh(server, "quinn");
    for (int n = 0; n < 3; n++) {
      var forged =
          TestAccount.send(
              server,
              "PATCH",
              "/api/v1/me",
              "{\"bio\":\"x\"}",
              "Cookie",
              "tastemaker-access=" + quinn.access());
      assertThat(forged.status()).isEqualTo(403);
    }

    var noted = server.get("/api/v1/audit?action=forged-request").json().path("entries");
    assertThat(noted).hasSize(1);
    assertThat(noted.get(0).path("detail").asString()).isEqualTo("/api/v1/me");
  }

  @Test
  void itIsReadInPagesTheNewestFirst() {
    TestAccount.fresh(server, "ralf");
    TestAccount.fresh(server, "sara");
    var seen = new ArrayList<Long>();
    var cursor = "";
    do {
      var page = server.get("/api/v1/audit?limit=2" + cursor).json();
      page.path("entries").forEach(entry -> seen.add(entry.path("id").asLong()));
      cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").asString() : "";
    } while (!cursor.isEmpty());

    assertThat(seen).hasSizeGreaterThan(3).doesNotHaveDuplicates();
    assertThat(seen).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(server.get("/api/v1/audit?to=2020-01-01T00:00:00Z").json().path("entries"))
        .isEmpty();
    assertThat(server.get("/api/v1/audit?from=2020-01-01T00:00:00Z").json().path("entries"))
        .isNotEmpty();
    assertThat(server.get("/api/v1/audit?limit=0").status()).isEqualTo(400);
    assertThat(server.get("/api/v1/audit?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void whereSomebodyWasIsForgottenWithThem() {
    var tom = TestAccount.fresh(server, "tomtom");
    int id = tom.id();
    assertThat(
            tom.send(
                    "DELETE", "/api/v1/me", "{\"password\":\"%s\"}".formatted(TestAccount.PASSWORD))
                .status())
        .isEqualTo(204);

    var left = server.get("/api/v1/audit?person=" + id).json();
    assertThat(left.path("entries")).isNotEmpty();
    assertThat(left.toString()).doesNotContain("127.0.0.1", "tomtom");
  }

  @Test
  void notesAndAddressesHaveTheirTime() {
    var jdbc = server.of(JdbcClient.class);
    jdbc.sql(
            """
            insert into account_audit (at, action, actor, address) values
              (now() - interval '400 days', 'too-old', 'x', '192.0.2.1'),
              (now() - interval '40 days', 'old', 'x', '192.0.2.1'),
              (now() - interval '2 days', 'young', 'x', '192.0.2.1')
            """)
        .update();

    server.of(Audit.class).forget(Duration.ofDays(365));

    assertThat(entriesOf("too-old")).isEmpty();
    assertThat(entriesOf("old").get(0).has("address")).isFalse();
    assertThat(entriesOf("young").get(0).path("address").asString()).isEqualTo("192.0.2.1");
  }

  private static JsonNode entriesOf(String action) {
    return server.get("/api/v1/audit?action=" + action).json().path("entries");
  }

  private static JsonNode entries(TestAccount reader, String query) {
    return reader.get("/api/v1/audit" + query).json().path("entries");
  }
}
