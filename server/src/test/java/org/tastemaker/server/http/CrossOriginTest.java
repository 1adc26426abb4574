package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

final class CrossOriginTest {
  private static final String FRONT_END = "https://app.example.org";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of("tastemaker.http.allowed-origins", FRONT_END + ",http://localhost:3000"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aQuestionBeforehandIsAnsweredWithoutCredentials() {
    var answer = asked(server, "/api/v1/items", FRONT_END);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(FRONT_END);
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    assertThat(answer.header("Access-Control-Allow-Headers")).containsIgnoringCase("x-xsrf-token");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("PUT");
    assertThat(answer.headers().allValues("Vary")).contains("Origin");
    assertThat(asked(server, "/api/v1/items", "http://localhost:3000").status()).isEqualTo(200);
  }

  @Test
  void onlyExactOriginsAreLetIn() {
    for (var origin :
        new String[] {
          "https://evil.example",
          "http://app.example.org",
          "https://app.example.org:8443",
          "https://app.example.org.evil.example",
          "https://sub.app.example.org",
          "https://evilapp.example.org",
          "null",
          "http://localhost:3001"
        }) {
      var answer = asked(server, "/api/v1/items", origin);
      assertThat(answer.status()).as(origin).isEqualTo(403);
      assertThat(answer.json().path("type").asString()).isEqualTo("/problems/origin-not-allowed");
      assertThat(answer.header("Access-Control-Allow-Origin")).as(origin).isEmpty();

      var read = server.send(server.request("/api/v1/items").header("Origin", origin));
      assertThat(read.header("Access-Control-Allow-Origin")).as(origin).isEmpty();
      assertThat(read.header("Access-Control-Allow-Credentials")).as(origin).isEmpty();
    }
  }

  @Test
  void anAnswerIsReadableForAListedOriginEvenWhenItIsARefusal() {
    var good = server.send(server.request("/api/v1/items").header("Origin", FRONT_END));
    var refused = server.send(server.stranger("/api/v1/items").header("Origin", FRONT_END));

    assertThat(good.status()).isEqualTo(200);
    assertThat(good.header("Access-Control-Allow-Origin")).isEqualTo(FRONT_END);
    assertThat(good.header("Access-Control-Expose-Headers")).contains("Retry-After");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(FRONT_END);
  }

  @Test
  void pagesAreForNoOtherOrigin() {
    var page = server.send(server.stranger("/").header("Origin", FRONT_END));

    assertThat(page.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void nothingIsAllowedByDefault() {
    try (var plain = TestServer.start()) {
      assertThat(asked(plain, "/api/v1/items", FRONT_END).status()).isEqualTo(403);
      assertThat(
              plain
                  .send(plain.request("/api/v1/items").header("Origin", FRONT_END))
                  .header("Access-Control-Allow-Origin"))
          .isEmpty();
    }
  }

  @Test
  void anOriginIsWrittenOut() {
    for (var wrong :
        new String[] {
          "*", "https://*.example.org", "https://app.example.org/", "app.example.org", "null"
        }) {
      assertThatThrownBy(
              () -> TestServer.start(Map.of("tastemaker.http.allowed-origins", wrong)).close())
          .as(wrong)
          .hasStackTraceContaining("tastemaker.http.allowed-origins lists origins such as");
    }
  }

  private static Answer asked(TestServer server, String path, String origin) {
    return server.send(
        server
            .stranger(path)
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PUT")
            .header("Access-Control-Request-Headers", "x-xsrf-token,content-type"));
  }
}
