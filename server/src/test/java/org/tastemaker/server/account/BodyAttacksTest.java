package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

/// Bodies and texts that are meant to do harm: each gets an answer that says what is wrong with it,
/// soon, and the server serves on.
final class BodyAttacksTest {
  private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
  private static TestServer server;
  private static TestAccount account;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    server.put("/api/v1/items/test:heat", "{\"kind\":\"movie\",\"title\":\"Heat\"}");
    account = TestAccount.fresh(server, "attacker", Role.ADMIN);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Routes that take a body, by a field of theirs that takes a text or anything.
  private static Map<String, String> routes() {
    var routes = new LinkedHashMap<String, String>();
    routes.put("POST /api/v1/auth/signup", "name");
    routes.put("POST /api/user/signup/", "email");
    routes.put("POST /api/v1/auth/login", "login");
    routes.put("POST /api/token/", "password");
    routes.put("POST /api/v1/auth/refresh", "refreshToken");
    routes.put("POST /api/v1/auth/forgotten", "email");
    routes.put("PATCH /api/v1/me", "bio");
    routes.put("PUT /api/v1/items/test:other", "title");
    routes.put("PUT /api/v1/items/test:heat/rating", "stars");
    routes.put("POST /api/v1/jobs", "parameters");
    routes.put("POST /api/v1/recommendations", "items");
    routes.put("POST /api/v1/api-keys", "name");
    return routes;
  }

  private static Answer send(String route, String body) {
    var parts = route.split(" ", 2);
    var begun = System.nanoTime();
    var answer = account.send(parts[0], parts[1], body);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as(route)
        .isLessThan(Duration.ofSeconds(10));
    return answer;
  }

  @Test
  void tenMegabytesAreRefusedWhetherAnnouncedOrNot() {
    var body = "{\"name\":\"" + "x".repeat(TEN_MEGABYTES) + "\"}";
    for (var route : routes().keySet()) {
      assertThat(send(route, body).status()).as(route).isEqualTo(413);
    }
    var parts =
        Collections.enumeration(
            java.util.List.of(
                (InputStream)
                    new java.io.ByteArrayInputStream(
                        "{\"name\":\"".getBytes(StandardCharsets.UTF_8)),
                new java.io.ByteArrayInputStream(
                    "x".repeat(TEN_MEGABYTES).getBytes(StandardCharsets.UTF_8))));
    var unannounced =
        server
            .stranger("/api/v1/auth/signup")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(parts)));
    assertThat(server.send(unannounced).status()).isEqualTo(413);
    isAlive();
  }

  @Test
  void nestingOfAHundredThousandIsRefused() {
    for (var nested :
        new String[] {"[".repeat(100_000), "{\"a\":".repeat(100_000), "[".repeat(400_000)}) {
      routes()
          .forEach((route, field) -> {
            assertThat(send(route, nested).status()).as(route).isEqualTo(400);
            assertThat(send(route, "{\"" + field + "\":" + nested).status())
                .as(route)
                .isEqualTo(400);
          });
    }
    var closed = "[".repeat(900) + "]".repeat(900);
    routes()
        .forEach((route, field) ->
            assertThat(send(route, "{\"" + field + "\":" + closed + "}").status())
                .as(route)
                .isEqualTo(400));
    isAlive();
  }

  @Test
  void hugeNumbersAreRefusedAtOnce() {
    for (var number :
        new String[] {"1e999999999", "-1e999999999", "9".repeat(5000), "1" + "0".repeat(900)}) {
      assertThat(send("PUT /api/v1/items/test:heat/rating", "{\"stars\":" + number + "}").status())
          .as(number.substring(0, 10))
          .isIn(400, 422);
      assertThat(send("POST /api/v1/recommendations", "{\"items\":[" + number + "]}").status())
          .isEqualTo(400);
      assertThat(send("PATCH /api/v1/me", "{\"bio\":" + number + "}").status()).isEqualTo(400);
      assertThat(
              send("POST /api/v1/recommendations", "{\"items\":[1],\"limit\":" + number + "}")
                  .status())
          .isEqualTo(400);
    }
    assertThat(send("PUT /api/v1/items/test:heat/rating", "{\"stars\":1e-999999999}").status())
        .as("hardly more than no star")
        .isIn(201, 400);
    isAlive();
  }

  @Test
  void unknownAndRepeatedFieldsAreRefusedEverywhere() {
    routes()
        .forEach((route, field) -> {
          assertThat(send(route, "{\"isAdmin\":true,\"" + field + "\":null}").status())
              .as(route)
              .isEqualTo(400);
          assertThat(send(route, "{\"" + field + "\":\"a\",\"" + field + "\":\"b\"}").status())
              .as(route)
              .isEqualTo(400);
        });
    var named =
        send(
            "POST /api/v1/auth/signup",
            "{\"email\":\"z@example.org\",\"username\":\"zoe_z\",\"password\":\"plum-tree-in-may\",\"role\":\"admin\"}");
    assertThat(named.status()).isEqualTo(400);
    assertThat(named.json().path("errors").get(0).path("field").asString()).isEqualTo("role");
  }

  /// PostgreSQL keeps no NUL; UTF-8 has no half characters.
  @ParameterizedTest
  @CsvSource({"\\u0000", "a\\u0000b", "\\ud800", "a\\udfffb"})
  void textsThatCannotBeKeptAreRefusedOrAnsweredLikeAnyOther(String text) {
    routes()
        .forEach((route, field) -> {
          int status = send(route, "{\"" + field + "\":\"" + text + "\"}").status();
          assertThat(status).as("%s %s", route, field).isIn(202, 400, 401, 422);
        });
    var full =
        "{\"email\":\"z@example.org\",\"username\":\"zoe_z\",\"password\":\"plum-tree-in-may\",\"name\":\"%s\"}"
            .formatted(text);
    assertThat(send("POST /api/v1/auth/signup", full).status()).isEqualTo(400);
    var key = "{\"name\":\"" + text + "\",\"scopes\":[\"catalogue:read\"]}";
    assertThat(send("POST /api/v1/api-keys", key).status()).isIn(201, 400);
    var item = "{\"kind\":\"movie\",\"title\":\"" + text + "\"}";
    assertThat(send("PUT /api/v1/items/test:strange", item).status()).isIn(200, 201, 422);
    var login = "{\"login\":\"" + text + "\",\"password\":\"plum-tree-in-may\"}";
    assertThat(send("POST /api/v1/auth/login", login).status()).isIn(400, 401);
    var job = "{\"kind\":\"train\",\"reason\":\"" + text + "\"}";
    assertThat(send("POST /api/v1/jobs", job).status()).isIn(202, 400);
    isAlive();
  }

  @Test
  void soAreTheyInPathsAndParameters() {
    for (var path :
        new String[] {
          "/api/v1/people?query=%00",
          "/api/v1/items?q=%00",
          "/api/v1/items/test:%00",
          "/api/v1/people/shop:%00/ratings",
          "/api/v1/recommendations?user=shop:%00",
          "/api/v1/recommendations?genre=%00",
          "/api/v1/accounts?cursor=%00",
          "/api/v1/jobs?kind=%00",
          "/api/v1/people?query=%ff%fe",
        }) {
      assertThat(account.get(path).status()).as(path).isIn(200, 400, 404);
    }
    isAlive();
  }

  /// They are plain text and stay as they are: whoever shows them escapes them. The answer says
  /// that it is no page.
  @Test
  void markupInTitlesComesBackAsTextAndAsJson() {
    var title = "<script>alert(1)</script>";
    server.put("/api/v1/items/test:script", "{\"kind\":\"movie\",\"title\":\"" + title + "\"}");

    for (var path : new String[] {"/api/v1/items/test:script", "/api/v1/items?kind=movie"}) {
      var answer = account.get(path);
      assertThat(answer.header("Content-Type")).as(path).startsWith("application/json");
      assertThat(answer.body()).as(path).contains(title);
    }
    var problem =
        account.get("/api/v1/items/test:<script>".replace("<", "%3C").replace(">", "%3E"));
    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void noLineBreakReachesAMailsHeader() throws Exception {
    for (var name :
        new String[] {
          "Ann\\r\\nBcc: eve@example.org", "Ann\\nBcc: eve", "Ann\\u2028Bcc: eve", "\\u202Eevil"
        }) {
      var body =
          "{\"email\":\"hea@example.org\",\"username\":\"hea_d\",\"password\":\"plum-tree-in-may\",\"name\":\"%s\"}"
              .formatted(name);
      assertThat(send("POST /api/v1/auth/signup", body).status()).as(name).isEqualTo(400);
    }
    for (var email :
        new String[] {
          "a@example.org\\r\\nBcc: eve@example.org",
          "a@example.org,eve@example.org",
          "a@example.org eve@example.org",
          "\\\"a b\\\"@example.org",
          "Ann <a@example.org>"
        }) {
      var body =
          "{\"email\":\"%s\",\"username\":\"hea_d\",\"password\":\"plum-tree-in-may\"}"
              .formatted(email);
      assertThat(send("POST /api/v1/auth/signup", body).status()).as(email).isEqualTo(400);
    }
  }

  private static void isAlive() {
    assertThat(server.get("/api/v1/health/ready").status()).isEqualTo(200);
  }
}
