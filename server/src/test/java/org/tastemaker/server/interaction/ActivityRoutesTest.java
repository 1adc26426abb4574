package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

class ActivityRoutesTest {

  private static final String EARLY = "2025-06-01T12:00:00Z";
  private static final String LATE = "2025-06-02T12:00:00Z";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    for (var item : new String[] {"heat", "naruto", "song", "quiet"}) {
      server.put(
          "/api/v1/items/test:" + item, "{\"kind\":\"movie\",\"title\":\"%s\"}".formatted(item));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer done(String item, String what, String user, String body) {
    return server.post("/api/v1/items/test:%s/%s?user=test:%s".formatted(item, what, user), body);
  }

  private static Answer progress(String item, String user, String body) {
    return server.put("/api/v1/items/test:%s/progress?user=test:%s".formatted(item, user), body);
  }

  private static String mine(String item, String user) {
    return server
        .get("/api/v1/items/test:%s/mine?user=test:%s".formatted(item, user))
        .json()
        .path("mine")
        .toString();
  }

  @Test
  void everyDoingIsCountedWithItsFirstAndItsLastTime() {
    for (var what : new String[] {"views", "plays", "purchases", "installs"}) {
      var first = done("heat", what, "ann", "{\"occurredAt\":\"" + LATE + "\"}");
      assertThat(first.status()).as(first.body()).isEqualTo(200);
      assertThat(first.json().path("result").asString()).isEqualTo("counted");

      var more = done("heat", what, "ann", "{\"count\":3,\"occurredAt\":\"" + EARLY + "\"}");

      assertThat(more.json().path("mine").path(what).toString())
          .isEqualTo("{\"count\":4,\"firstAt\":\"%s\",\"lastAt\":\"%s\"}".formatted(EARLY, LATE));
    }
  }

  @Test
  void openingAnItemNeedsNoBodyAndLookingAtItLeavesNothing() {
    var looker = TestAccount.fresh(server, "looker");

    assertThat(looker.get("/api/v1/items/test:quiet").status()).isEqualTo(200);
    assertThat(looker.get("/api/v1/items/test:quiet/mine").json().path("mine").toString())
        .isEqualTo("{}");

    var opened = looker.send("POST", "/api/v1/items/test:quiet/views", null);
    assertThat(opened.json().at("/mine/views/count").asInt()).as(opened.body()).isEqualTo(1);
  }

  @Test
  void sameKeyCountsOnce() {
    String path = "/api/v1/items/test:song/plays?user=test:once";
    var first = server.post(path, "{\"count\":2}", "Idempotency-Key", "play-1");
    var second = server.post(path, "{\"count\":2}", "Idempotency-Key", "play-1");
    var other = server.post(path, "{\"count\":3}", "Idempotency-Key", "play-1");

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(other.status()).isEqualTo(422);
    assertThat(mine("song", "once")).contains("\"count\":2");
  }

  @Test
  void ofEachMeasureTheNewestCounts() {
    var first =
        progress(
            "naruto", "ben", "{\"episode\":7,\"share\":0.25,\"occurredAt\":\"" + EARLY + "\"}");
    assertThat(first.json().path("result").asString()).as(first.body()).isEqualTo("progressed");
    assertThat(first.json().at("/mine/progress").toString())
        .isEqualTo("{\"share\":0.25,\"episode\":7,\"occurredAt\":\"" + EARLY + "\"}");

    var next =
        progress("naruto", "ben", "{\"hours\":2.5,\"episode\":8,\"occurredAt\":\"" + LATE + "\"}");
    assertThat(next.json().at("/mine/progress").toString())
        .isEqualTo("{\"share\":0.25,\"episode\":8,\"hours\":2.5,\"occurredAt\":\"" + LATE + "\"}");

    var late = progress("naruto", "ben", "{\"episode\":3,\"occurredAt\":\"" + EARLY + "\"}");
    assertThat(late.json().path("result").asString()).isEqualTo("outdated");
    assertThat(late.json().at("/mine/progress/episode").asInt()).isEqualTo(8);
  }

  @Test
  void progressIsForgottenWholeAndOnce() {
    String path = "/api/v1/items/test:naruto/progress?user=test:zoe";
    progress("naruto", "zoe", "{\"episode\":7,\"share\":0.25}");

    var gone = server.delete(path);
    assertThat(gone.json().path("result").asString()).as(gone.body()).isEqualTo("withdrawn");
    assertThat(mine("naruto", "zoe")).isEqualTo("{}");
    refused(server.delete(path), 404, "no-such-progress", "");
  }

  @Test
  void whatWasBegunIsNotRecommendedAnyMore() {
    var fan = TestAccount.fresh(server, "beginner");
    String list = "/api/v1/recommendations?kind=movie";
    assertThat(fan.get(list).body()).contains("\"naruto\"");

    fan.send("PUT", "/api/v1/items/test:naruto/progress", "{\"episode\":1}");

    assertThat(fan.get(list).body()).doesNotContain("\"naruto\"").contains("\"heat\"");
  }

  @Test
  void wrongCountsAndTimesAreRefusedByField() {
    for (var count : new String[] {"0", "-1", "1.5", "1000001", "\"two\"", "1e999"}) {
      refused(
          done("heat", "plays", "eve", "{\"count\":" + count + "}"),
          422,
          "invalid-interaction",
          "count");
    }
    refused(
        done("heat", "views", "eve", "{\"occurredAt\":\"1900-01-01T00:00:00Z\"}"),
        422,
        "invalid-interaction",
        "occurredAt");
    refused(done("heat", "views", "eve", "{\"times\":2}"), 400, "unknown-field", "times");
    refused(done("heat", "views", "eve", "{\"count\":NaN}"), 400, "malformed-body", "");
    refused(done("none", "views", "eve", "{}"), 404, "no-such-item", "");
    refused(
        server.post("/api/v1/items/test:heat/views?user=test:nobody&strict=true", "{}"),
        404,
        "no-such-user",
        "");
    refused(
        server.post("/api/v1/items/test:heat/views?user=test:eve&dry=1", "{}"),
        400,
        "unknown-parameter",
        "dry");
    assertThat(done("heat", "views", "eve", "{\"count\":\"" + "x".repeat(1 << 20) + "\"}").status())
        .isEqualTo(413);
    assertThat(server.get("/api/v1/people?query=test:eve").json().path("items")).isEmpty();
  }

  @Test
  void wrongProgressIsRefusedByField() {
    refused(progress("heat", "eve", "{}"), 422, "invalid-progress", "share");
    for (var wrong :
        new String[] {
          "share:1.1",
          "share:-0.1",
          "share:\"half\"",
          "episode:1.5",
          "episode:1000001",
          "hours:-1",
          "hours:1000001",
          "hours:true"
        }) {
      var parts = wrong.split(":", 2);
      refused(
          progress("heat", "eve", "{\"%s\":%s}".formatted(parts[0], parts[1])),
          422,
          "invalid-progress",
          parts[0]);
    }
    refused(progress("heat", "eve", "{\"share\":NaN}"), 400, "malformed-body", "");
    refused(progress("heat", "eve", "{\"page\":3}"), 400, "unknown-field", "page");
  }

  static void refused(Answer answer, int status, String type, String field) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("type").asString()).isEqualTo("/problems/" + type);
    if (!field.isEmpty()) {
      assertThat(answer.json().at("/errors/0/field").asString()).as(answer.body()).isEqualTo(field);
    }
  }
}
