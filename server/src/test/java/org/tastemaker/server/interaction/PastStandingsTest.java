package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import tools.jackson.databind.JsonNode;

/// What people had done by some time, over HTTP.
final class PastStandingsTest {
  private static final String DONE =
      """
      {"interactions":[
       {"user":"test:ann","item":"test:1","type":"rating","stars":2,"occurredAt":"2020-01-01T00:00:00Z"},
       {"user":"test:ann","item":"test:2","type":"play","count":2,"occurredAt":"2020-02-01T00:00:00Z"},
       {"user":"test:ann","item":"test:3","type":"decline","reasons":[{"reason":"not-now"}],"occurredAt":"2020-02-01T00:00:00Z"}]}
      """;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    for (int n = 1; n <= 3; n++) {
      server.put("/api/v1/items/test:" + n, "{\"kind\":\"track\",\"title\":\"%d\"}".formatted(n));
    }
    assertThat(server.post("/api/v1/interactions:batch", DONE).status()).isEqualTo(200);
    for (String later :
        new String[] {
          "{\"user\":\"test:ann\",\"item\":\"test:1\",\"type\":\"rating\",\"stars\":5,\"occurredAt\":\"2020-03-01T00:00:00Z\"}",
          "{\"user\":\"test:ann\",\"item\":\"test:2\",\"type\":\"play\",\"count\":3,\"occurredAt\":\"2020-03-01T00:00:00Z\"}",
        }) {
      server.post("/api/v1/interactions:batch", "{\"interactions\":[" + later + "]}");
    }
    server.delete("/api/v1/items/test:1/rating?user=test:ann");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode asOf(String time, String more) {
    var answer = server.get("/api/v1/people/test:ann/as-of?time=" + time + more);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void whatStoodThenIsTold() {
    assertThat(asOf("2019-12-31T00:00:00Z", "").path("items")).isEmpty();
    var january = asOf("2020-01-31T00:00:00Z", "").path("items");
    assertThat(january).hasSize(1);
    assertThat(january.path(0).path("standing").path("rating").path("stars").asDouble())
        .isEqualTo(2);
    var february = asOf("2020-02-20T00:00:00Z", "").path("items");
    assertThat(february).hasSize(3);
    assertThat(february.path(1).path("standing").path("plays").path("count").asInt()).isEqualTo(2);
    assertThat(february.path(2).path("standing").path("decline").path("reasons").toString())
        .contains("not-now");
    var march = asOf("2020-03-20T00:00:00Z", "").path("items");
    assertThat(march.path(0).path("standing").path("rating").path("stars").asDouble()).isEqualTo(5);
    assertThat(march.path(1).path("standing").path("plays").path("count").asInt()).isEqualTo(5);
    assertThat(march.path(1).path("standing").path("plays").path("lastAt").asString())
        .isEqualTo("2020-03-01T00:00:00Z");
  }

  @Test
  void itIsWhatStandsWhereTheTimeIsLate() {
    var now = asOf("2999-01-01T00:00:00Z", "").path("items");
    assertThat(now).hasSize(2);
    for (var one : now) {
      int item = one.path("item").asInt();
      var mine = server.get("/api/v1/items/" + item + "/mine?user=test:ann").json();
      one.path("standing")
          .properties()
          .forEach(part -> assertThat(mine.toString()).contains(part.getValue().toString()));
    }
  }

  @Test
  void pagesHoldEveryItemOnce() {
    var items = new ArrayList<Integer>();
    for (String cursor = ""; cursor != null; ) {
      var page = asOf("2020-02-20T00:00:00Z", "&limit=1" + cursor);
      page.path("items").forEach(one -> items.add(one.path("item").asInt()));
      cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").asString() : null;
    }
    assertThat(items).hasSize(3).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void badInputIsRefused() {
    var path = "/api/v1/people/test:ann/as-of?time=2020-02-20T00:00:00Z";
    var cursor = server.get(path + "&limit=1").json().path("cursor").asString();
    assertThat(server.get(path + "&cursor=" + cursor).status()).isEqualTo(200);
    assertThat(
            server
                .get("/api/v1/people/test:ann/as-of?time=2020-02-21T00:00:00Z&cursor=" + cursor)
                .status())
        .isEqualTo(400);
    assertThat(server.get(path + "&limit=501").status()).isEqualTo(400);
    assertThat(server.get("/api/v1/people/test:ann/as-of").status()).isEqualTo(400);
    assertThat(server.get("/api/v1/people/test:nobody/as-of?time=2020-02-20T00:00:00Z").status())
        .isEqualTo(404);
  }
}
