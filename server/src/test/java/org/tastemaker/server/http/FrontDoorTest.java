package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;

final class FrontDoorTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void healthNeedsNoKey() {
    for (var path :
        new String[] {
          "/api/v1/health", "/api/v1/health/", "/api/v1/health/live", "/api/v1/health/ready/"
        }) {
      assertThat(server.send(server.stranger(path)).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void readinessNamesTheDatabase() {
    var checks = server.get("/api/v1/health/ready").json().path("checks");
    assertThat(checks.findValuesAsString("name")).contains("database");
  }

  @Test
  void aStrangerIsTurnedAway() {
    var answer = server.send(server.stranger("/api/v1/items"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.json().path("type").asString()).isEqualTo("/problems/unauthorized");
  }

  @Test
  void aWrongKeyIsTurnedAway() {
    assertThat(server.send(server.stranger("/x").header("X-API-Key", "wrong")).status())
        .isEqualTo(401);
    assertThat(server.send(server.stranger("/x").header("Authorization", "Bearer wrong")).status())
        .isEqualTo(401);
  }

  @Test
  void theKeyOpensAsBearerToo() {
    var request = server.stranger("/x").header("Authorization", "Bearer " + server.apiKey());
    assertThat(server.send(request).status()).isEqualTo(404);
  }
}
