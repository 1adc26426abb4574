package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;

final class SecurityHeadersTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.http.trusted-proxies", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyAnswerHasThem() {
    for (var path :
        new String[] {
          "/",
          "/style.css",
          "/nothing",
          "/api/v1/health",
          "/api/v1/items",
          "/api/v1/nothing",
          "/error"
        }) {
      var answer = server.send(server.stranger(path));
      assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).as(path).isEqualTo("DENY");
      assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("same-origin");
      assertThat(answer.header("Permissions-Policy")).as(path).contains("camera=()");
      assertThat(answer.header("Cross-Origin-Opener-Policy")).as(path).isEqualTo("same-origin");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
      assertThat(answer.headers().allValues("Content-Security-Policy")).as(path).hasSize(1);
      assertThat(answer.header("Content-Security-Policy"))
          .as(path)
          .startsWith("default-src 'none';")
          .contains("frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("unsafe", "*");
    }
  }

  @Test
  void whatTheContainerRefusesHasThemToo() throws Exception {
    try (var client = new RawClient(server.url())) {
      var answer =
          client.send("GET /a|b{c} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").rest();

      assertThat(answer)
          .contains(
              "HTTP/1.1 400",
              "X-Content-Type-Options: nosniff",
              "Content-Security-Policy: default-src 'none'");
    }
  }

  @Test
  void whatTheContainerRefusesIsAPageForBrowsersAndAProblemForPrograms() throws Exception {
    var page =
        refused("GET /%2e%00 HTTP/1.1\r\nAccept: text/html,*/*;q=0.8\r\nX-Request-ID: mine-1");
    assertThat(page)
        .contains(
            "HTTP/1.1 400",
            "X-Request-ID: mine-1",
            "Content-Type: text/html;charset=UTF-8",
            "script-src 'self'",
            "<h1>That did not work</h1>",
            "<code>mine-1</code>");

    var odd = refused("GET /%00 HTTP/1.1\r\nAccept: text/html\r\nX-Request-ID: <script>");
    assertThat(odd).contains("<code>").doesNotContain("<script>");
    for (var request :
        new String[] {
          "GET /%00 HTTP/1.1\r\nAccept: application/json\r\nX-Request-ID: mine-2",
          "GET /api/%00 HTTP/1.1\r\nAccept: text/html\r\nX-Request-ID: mine-2"
        }) {
      assertThat(refused(request))
          .as(request)
          .contains(
              "HTTP/1.1 400",
              "Content-Type: application/problem+json",
              "\"type\":\"/problems/malformed-request\"",
              "\"correlationId\":\"mine-2\"");
    }
  }

  private static String refused(String head) throws Exception {
    try (var client = new RawClient(server.url())) {
      return client.send(head + "\r\nHost: x\r\nConnection: close\r\n\r\n").rest();
    }
  }

  @Test
  void answersOfTheApiLoadNothing() {
    assertThat(server.send(server.stranger("/api/v1/health")).header("Content-Security-Policy"))
        .isEqualTo(SecurityHeaders.OF_DATA)
        .doesNotContain("'self'");
    assertThat(server.get("/api/v1/swagger-ui/index.html").header("Content-Security-Policy"))
        .isEqualTo(SecurityHeaders.OF_DESCRIPTION);
  }

  @Test
  void browsersAreToldToStayWithTlsOnlyWhenTheyCameByIt() {
    var plain = server.send(server.stranger("/"));
    var safe = server.send(server.stranger("/").header("X-Forwarded-Proto", "https"));

    assertThat(plain.header("Strict-Transport-Security")).isEmpty();
    assertThat(safe.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
  }
}
