package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;

/// Requests that are too large, too many-parted or too slow.
final class LimitsOfRequestsTest {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of(
                "spring.profiles.active", "trial-routes",
                "tastemaker.http.connections.header-timeout", "1s",
                "tastemaker.http.connections.body-timeout", "1s"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aHeaderThatDripsIsCutOff() throws Exception {
    for (var beginning : new String[] {"GET /api", "GET / HTTP/1.1\r\nHost: x\r\nX-Long: "}) {
      try (var client = new RawClient(server.url())) {
        var ended = client.send(beginning).drip("a", PAUSE, LONGEST);

        assertThat(ended.after())
            .as(beginning)
            .isBetween(Duration.ofMillis(800), Duration.ofSeconds(6));
        assertThat(ended.answer()).as(beginning).doesNotContain("200");
      }
    }
  }

  @Test
  void aHeaderThatDripsOnAConnectionInUseIsCutOff() throws Exception {
    try (var client = new RawClient(server.url())) {
      client.send("GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
      Thread.sleep(300);
      var ended = client.send("GET / HTTP/1.1\r\nX-Long: ").drip("a", PAUSE, LONGEST);

      assertThat(ended.after()).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void whoSaysNothingIsCutOff() throws Exception {
    try (var client = new RawClient(server.url())) {
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void aBodyThatDripsIsCutOff() throws Exception {
    for (var opening :
        List.of(
            post("/trial/order", "Content-Type: application/json\r\nContent-Length: 5000")
                + "{\"name\":\"",
            post(
                "/trial/form",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000"))) {
      try (var client = new RawClient(server.url())) {
        var ended = client.send(opening).drip("a", PAUSE, LONGEST);

        assertThat(ended.after()).as(opening).isLessThan(Duration.ofSeconds(10));
        assertThat(ended.answer()).as(opening).doesNotContain(" 200 ", " 201 ");
      }
    }
    try (var client = new RawClient(server.url())) {
      var ended =
          client
              .send(
                  post(
                      "/trial/order",
                      "Content-Type: application/json\r\nTransfer-Encoding: chunked"))
              .drip("1\r\n \r\n", PAUSE, LONGEST);

      assertThat(ended.after()).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void aSlowBodyThatKeepsUpIsTaken() throws Exception {
    var body = "{\"name\":\"" + "x".repeat(60_000) + "\",\"lines\":[]}";
    try (var client = new RawClient(server.url())) {
      client.send(
          post(
              "/trial/order",
              "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
                  + body.length()));
      for (int at = 0; at < body.length(); at += 10_000) {
        client.send(body.substring(at, Math.min(body.length(), at + 10_000)));
        Thread.sleep(250); // 40 KB a second, 1.5 seconds in all
      }
      assertThat(client.rest()).contains(" 201 ");
    }
  }

  @Test
  void anAnswerMayTakeLongerThanItsQuestionMay() throws Exception {
    var answer = server.get("/trial/stream");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
  }

  @Test
  void aFormSaysHowLongItIs() throws Exception {
    try (var client = new RawClient(server.url())) {
      var answer =
          client
              .send(
                  post(
                          "/trial/form",
                          "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close")
                      + "3\r\na=b\r\n0\r\n\r\n")
              .rest();
      assertThat(answer).contains(" 411 ");
    }
  }

  private static String post(String path, String headers) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\n%s\r\n\r\n"
        .formatted(path, server.apiKey(), headers);
  }

  @Test
  void tenMegabytesAreRefused() throws Exception {
    var chunk = "x".repeat(64 * 1024);
    var text = "{\"name\":\"" + chunk.repeat(160) + "\",\"lines\":[]}";
    var announced = server.post("/trial/order", text);
    assertThat(announced.status()).isEqualTo(413);
    assertThat(announced.json().path("type").asString()).isEqualTo("/problems/body-too-large");

    try (var client = new RawClient(server.url())) {
      client.send(
          post("/trial/order", "Content-Type: application/json\r\nTransfer-Encoding: chunked"));
      client.send("9\r\n{\"name\":\"\r\n");
      var answer = "";
      try {
        for (int n = 0; n < 160; n++) {
          client.send("10000\r\n" + chunk + "\r\n");
        }
      } catch (java.net.SocketException e) {
        answer = "hung up";
      }
      answer += client.rest();
      assertThat(answer).matches("(?s).*( 413 |hung up).*");
    }
  }

  @Test
  void deeplyNestedJsonIsRefused() {
    for (int depth : new int[] {65, 1000, 400_000}) {
      var nested = "{\"name\":\"a\",\"lines\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
      assertThat(server.post("/trial/order", nested).status()).as("depth " + depth).isEqualTo(400);
    }
  }

  @Test
  void headersAndParametersHaveAnEnd() throws Exception {
    try (var client = new RawClient(server.url())) {
      var answer =
          client
              .send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n")
              .rest();
      assertThat(answer).contains("HTTP/1.1 4");
    }
    try (var client = new RawClient(server.url())) {
      var answer =
          client.send("GET / HTTP/1.1\r\nHost: x\r\n" + "X-A: b\r\n".repeat(500) + "\r\n").rest();
      assertThat(answer).contains("HTTP/1.1 4");
    }
    var many = new ArrayList<String>();
    for (int n = 0; n < 1000; n++) {
      many.add("limit=" + n);
    }
    assertThat(server.get("/trial/list?" + String.join("&", many)).status()).isEqualTo(400);
  }

  @Test
  void moreConnectionsThanAllowedWait() throws Exception {
    try (var small = TestServer.start(Map.of("tastemaker.http.connections.most", "2"))) {
      var held = new ArrayList<RawClient>();
      for (int n = 0; n < 3; n++) {
        held.add(new RawClient(small.url()).send("GET /api/v1/health HTTP/1.1\r\nHost: x\r\n"));
      }
      try (var waiting = new RawClient(small.url())) {
        waiting.send("GET /api/v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        for (var client : held) {
          client.close();
        }
        assertThat(waiting.rest()).contains(" 200 ");
      }
    }
  }
}
