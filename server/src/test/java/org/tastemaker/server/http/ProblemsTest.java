package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

final class ProblemsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("spring.profiles.active", "trial-routes"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertProblem(Answer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    var body = answer.json();
    assertThat(body.path("type").asString()).isEqualTo("/problems/" + slug);
    assertThat(body.path("title").asString()).isNotBlank();
    assertThat(body.path("status").asInt()).isEqualTo(status);
    assertThat(body.path("detail").asString()).isNotBlank().doesNotContain("Exception", "org.");
    assertThat(body.path("errors").isArray()).isTrue();
    assertThat(body.path("correlationId").asString()).isEqualTo(answer.header("X-Request-ID"));
  }

  private static void assertField(Answer answer, String slug, String field, String message) {
    assertProblem(answer, 400, slug);
    var error = answer.json().path("errors").path(0);
    assertThat(error.path("field").asString()).isEqualTo(field);
    assertThat(error.path("message").asString()).contains(message);
  }

  @Test
  void unknownParametersAreRefusedByName() {
    assertField(
        server.get("/trial/list?gnre=drama"),
        "unknown-parameter",
        "gnre",
        "Did you mean \"genre\"? Known: colour, genre, limit, yearFrom.");
    assertField(server.get("/trial/things/1?x=1"), "unknown-parameter", "x", "takes none");
    assertField(server.get("/trial/list?a%20b=1"), "unknown-parameter", "a b", "no parameter");
    assertThat(server.get("/trial/list?genre=drama&yearFrom=1990&limit=3").status()).isEqualTo(200);
    assertThat(server.get("/trial/list?colour=red&colour=dark-green").status()).isEqualTo(200);
  }

  @Test
  void parametersOfTheWrongKindAreNamed() {
    assertField(server.get("/trial/list?limit=many"), "invalid-request", "limit", "a whole number");
    assertField(server.get("/trial/list?yearFrom=x"), "invalid-request", "yearFrom", "\"x\"");
    assertField(
        server.get("/trial/list?colour=blue"), "invalid-request", "colour", "red, dark_green");
    assertProblem(server.get("/trial/list?yearFrom=12"), 400, "invalid-request");
    assertThat(server.get("/trial/list?yearFrom=12").json().path("detail").asString())
        .isEqualTo("yearFrom is 1800 or later.");
    assertField(server.get("/trial/things/x"), "invalid-request", "id", "source:value");
  }

  @Test
  void missingParametersAndHeadersAreNamed() {
    assertField(server.get("/trial/required"), "invalid-request", "query", "required");
    assertField(server.get("/trial/header"), "invalid-request", "X-Wanted", "required");
  }

  @Test
  void unknownFieldsAreRefusedByName() {
    assertField(
        server.put("/trial/order", "{\"name\":\"a\",\"lines\":[{\"number\":1,\"color\":\"RED\"}]}"),
        "unknown-field",
        "lines[0].color",
        "Did you mean \"colour\"?");
  }

  @Test
  void fieldsOfTheWrongKindAreNamed() {
    record Case(String body, String field, String message) {}
    for (var each :
        new Case[] {
          new Case("{\"name\":\"a\",\"lines\":[{\"number\":\"1x\"}]}", "lines[0].number", "number"),
          new Case("{\"name\":\"a\",\"lines\":[{\"number\":1.5}]}", "lines[0].number", "number"),
          new Case("{\"name\":\"a\",\"lines\":[{\"number\":[]}]}", "lines[0].number", "number"),
          new Case("{\"name\":\"a\",\"lines\":{}}", "lines", "a list"),
          new Case("{\"name\":[],\"lines\":[]}", "name", "a text"),
          new Case(
              "{\"name\":\"a\",\"lines\":[{\"number\":1,\"at\":\"now\"}]}", "lines[0].at", "time"),
          new Case("{\"name\":\"a\",\"lines\":[],\"stars\":{\"value\":6}}", "stars", "from 0 to 5"),
          new Case("[]", "body", "an object"),
        }) {
      assertField(
          server.put("/trial/order", each.body()), "invalid-request", each.field(), each.message());
    }
  }

  @Test
  void whatIsNotJsonIsToldWhere() {
    var answer = server.put("/trial/order", "{\"name\":\n  oops}");
    assertProblem(answer, 400, "malformed-body");
    assertThat(answer.json().path("detail").asString()).contains("line 2");
    assertProblem(server.put("/trial/order", ""), 400, "malformed-body");
    assertProblem(server.put("/trial/order", "{}{}"), 400, "malformed-body");
    assertProblem(
        server.put("/trial/order", "{\"name\":\"a\",\"name\":\"b\"}"), 400, "malformed-body");
  }

  @Test
  void routesAndMethodsThatAreNot() {
    assertProblem(server.get("/nothing/here"), 404, "no-such-route");
    assertProblem(server.get("/api/v1/nothing"), 404, "no-such-route");
    var answer = server.delete("/trial/order");
    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.header("Allow")).contains("PUT").contains("POST");
  }

  @Test
  void formsThatAreNot() {
    var xml = server.request("/trial/order").header("Content-Type", "application/xml");
    assertProblem(
        server.send(xml.PUT(BodyPublishers.ofString("<a/>"))), 415, "unsupported-media-type");
    assertProblem(
        server.send(server.request("/trial/order").PUT(BodyPublishers.ofString("{}"))),
        415,
        "unsupported-media-type");
    var image = server.request("/trial/list").header("Accept", "image/png");
    assertProblem(server.send(image), 406, "not-acceptable");
  }

  @Test
  void bodiesThatAreTooLarge() {
    var large = "{\"name\":\"" + "x".repeat(1_100_000) + "\",\"lines\":[]}";
    assertProblem(server.put("/trial/order", large), 413, "body-too-large");
    var stream =
        BodyPublishers.ofInputStream(
            () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)));
    var chunked = server.request("/trial/order").header("Content-Type", "application/json");
    assertProblem(server.send(chunked.PUT(stream)), 413, "body-too-large");
    assertThat(server.post("/trial/order:batch", large).status()).isEqualTo(200);
  }

  @Test
  void faultsSayNothingOfTheirCause() {
    assertProblem(server.get("/trial/fault"), 500, "internal-error");
    assertThat(server.get("/trial/fault").body()).doesNotContain("secret");
    assertProblem(server.get("/trial/argument"), 500, "internal-error");
  }

  @Test
  void outagesAndQueuesSayWhenToComeAgain() {
    assertProblem(server.get("/trial/outage"), 503, "database-unavailable");
    assertThat(server.get("/trial/outage").header("Retry-After")).isEqualTo("5");
    assertProblem(server.get("/trial/busy"), 503, "busy");
    assertThat(server.get("/trial/busy").header("Retry-After")).isEqualTo("7");
  }

  @Test
  void aSaneRequestIdIsKeptAndAnotherReplaced() {
    var kept = server.send(server.request("/nothing").header("X-Request-ID", "order-7"));
    assertThat(kept.header("X-Request-ID")).isEqualTo("order-7");
    assertThat(kept.json().path("correlationId").asString()).isEqualTo("order-7");
    var wild = server.send(server.request("/nothing").header("X-Request-ID", "a b<script>"));
    assertThat(wild.header("X-Request-ID")).matches("[a-z0-9]+");
  }

  @Test
  void aTrailingSlashIsNoMatter() {
    assertThat(server.get("/trial/list/?limit=1").status()).isEqualTo(200);
    assertThat(server.get("/trial/things/books:1/").json().path("id").asString())
        .isEqualTo("books:1");
  }

  @Test
  void whatTomcatRefusesIsAProblemToo() throws IOException {
    assertThat(raw("GET /a|b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "/problems/malformed-request");
    assertThat(raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).contains("problem+json");
  }

  private static String raw(String request) throws IOException {
    try (var socket = new Socket("localhost", URI.create(server.url()).getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
