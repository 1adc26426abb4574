package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

class RatingRoutesTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    for (int n = 1; n <= 3; n++) {
      server.put(
          "/api/v1/items/shop:" + n,
          "{\"kind\":\"movie\",\"title\":\"Movie %d\",\"year\":1990}".formatted(n));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer rate(String item, String user, String body) {
    return server.put("/api/v1/items/" + item + "/rating?user=" + user, body);
  }

  private static Answer withdraw(String item, String user) {
    return server.delete("/api/v1/items/" + item + "/rating?user=" + user);
  }

  private static int idOf(String item) {
    return server.get("/api/v1/items/" + item).json().get("id").asInt();
  }

  @Test
  void ratingIsCreatedThenUnchangedThenChangedThenWithdrawn() {
    var created = rate("shop:1", "app:ann", "{\"stars\":4.5}");
    int user = created.json().get("user").asInt();

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body())
        .isEqualTo(
            "{\"user\":%d,\"item\":%d,\"stars\":4.5,\"result\":\"rated\"}"
                .formatted(user, idOf("shop:1")));
    var again = rate("shop:1", "app:ann", "{\"stars\":4.5}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("result").asString()).isEqualTo("unchanged");
    var changed = rate("shop:1", Integer.toString(user), "{\"stars\":3.999}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().get("stars").asDouble()).isEqualTo(4);
    assertThat(changed.json().get("before").asDouble()).isEqualTo(4.5);
    assertThat(withdraw("shop:1", "app:ann").status()).isEqualTo(204);
    refused(withdraw("shop:1", "app:ann"), 404, "no-such-rating", "");
  }

  @Test
  void ratingOlderThanTheOneThatStandsIsOutdated() {
    rate("shop:2", "app:old", "{\"stars\":4,\"occurredAt\":\"2025-06-01T12:00:00Z\"}");

    var answer =
        rate("shop:2", "app:old", "{\"stars\":1,\"occurredAt\":\"2025-06-01T13:00:00+02:00\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("result").asString()).isEqualTo("outdated");
    assertThat(answer.json().get("stars").asDouble()).isEqualTo(4);
    assertThat(answer.json().get("since").asString()).isEqualTo("2025-06-01T12:00:00Z");
  }

  @Test
  void ratingsOfAPersonAreListedNewestFirst() {
    for (int n = 1; n <= 3; n++) {
      String body = "{\"stars\":%d,\"occurredAt\":\"2025-06-0%dT12:00:00Z\"}".formatted(n, n);
      rate("shop:" + n, "app:list", body);
    }

    var first = server.get("/api/v1/people/app:list/ratings?limit=2").json();
    var second =
        server
            .get("/api/v1/people/app:list/ratings?limit=2&cursor=" + first.get("cursor").asString())
            .json();

    assertThat(first.get("ratings").findValuesAsString("title"))
        .containsExactly("Movie 3", "Movie 2");
    assertThat(second.get("ratings").toString())
        .isEqualTo(
            """
            [{"item":{"id":%d,"kind":"movie","title":"Movie 1","year":1990,"genres":[]},\
            "stars":1.0,"occurredAt":"2025-06-01T12:00:00Z"}]\
            """
                .formatted(idOf("shop:1")));
    assertThat(second.has("cursor")).isFalse();
  }

  private static void refused(Answer answer, int status, String type, String field) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + type);
    if (!field.isEmpty()) {
      assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    }
  }

  @Test
  void wrongStarsAreRefusedByField() {
    for (String wrong :
        new String[] {"5.1", "5.001", "-0.5", "\"4\"", "\"NaN\"", "null", "true", "[4]", "1e400"}) {
      var answer = rate("shop:1", "app:wrong", "{\"stars\":" + wrong + "}");
      refused(answer, 422, "invalid-rating", "stars");
    }
    assertThat(rate("shop:1", "app:wrong", "{\"stars\":5.1}").json().get("detail").asString())
        .isEqualTo("stars: A rating is a number from 0 to 5, not 5.1.");
    refused(rate("shop:1", "app:wrong", "{}"), 422, "invalid-rating", "stars");
    refused(server.get("/api/v1/people/app:wrong/ratings"), 404, "no-such-user", "");
  }

  @Test
  void wrongTimesAreRefusedByField() {
    var future = Instant.now().plus(Duration.ofHours(25)).toString();
    for (String wrong :
        new String[] {
          "1969-12-31T23:59:59Z", future, "yesterday", "2025-06-01", "2025-13-01T00:00:00Z"
        }) {
      var body = "{\"stars\":4,\"occurredAt\":\"%s\"}".formatted(wrong);
      refused(rate("shop:1", "app:wrong", body), 422, "invalid-rating", "occurredAt");
    }
    refused(
        rate("shop:1", "app:wrong", "{\"stars\":4,\"occurredAt\":17}"),
        422,
        "invalid-rating",
        "occurredAt");
  }

  @Test
  void wrongBodiesAreRefused() {
    refused(rate("shop:1", "a:b", "{\"stars\":4,\"star\":1}"), 400, "unknown-field", "star");
    refused(rate("shop:1", "a:b", "{\"stars\":NaN}"), 400, "malformed-body", "");
    refused(rate("shop:1", "a:b", ""), 400, "malformed-body", "");
    refused(rate("shop:1", "a:b", "4"), 400, "invalid-request", "body");
  }

  @Test
  void whoeverOrWhateverIsUnknownIsNamed() {
    refused(rate("shop:99", "app:new", "{\"stars\":4}"), 404, "no-such-item", "");
    refused(rate("999", "app:new", "{\"stars\":4}"), 404, "no-such-item", "");
    refused(rate("shop:1", "999", "{\"stars\":4}"), 404, "no-such-user", "");
    refused(rate("shop:1", "app:new&strict=true", "{\"stars\":4}"), 404, "no-such-user", "");
    refused(withdraw("shop:1", "app:new"), 404, "no-such-user", "");
    refused(withdraw("shop:99", "app:new"), 404, "no-such-item", "");
    refused(server.get("/api/v1/people/999/ratings"), 404, "no-such-user", "");
  }

  @Test
  void wrongReferencesAndParametersAreRefusedByName() {
    refused(rate("shop:1", "ann", "{\"stars\":4}"), 400, "invalid-request", "user");
    refused(rate("one", "a:b", "{\"stars\":4}"), 400, "invalid-request", "id");
    refused(
        server.put("/api/v1/items/shop:1/rating", "{\"stars\":4}"), 400, "invalid-request", "user");
    refused(server.delete("/api/v1/items/shop:1/rating"), 400, "invalid-request", "user");
    refused(rate("shop:1", "a:b&force=1", "{\"stars\":4}"), 400, "unknown-parameter", "force");
    refused(rate("shop:1", "a:b&strict=5", "{\"stars\":4}"), 400, "invalid-request", "strict");
    refused(server.get("/api/v1/people/ann/ratings"), 400, "invalid-request", "user");
    rate("shop:1", "app:params", "{\"stars\":4}");
    refused(
        server.get("/api/v1/people/app:params/ratings?limit=0"), 400, "invalid-request", "limit");
    refused(
        server.get("/api/v1/people/app:params/ratings?limit=201"), 400, "invalid-request", "limit");
    refused(
        server.get("/api/v1/people/app:params/ratings?cursor=x"), 400, "invalid-request", "cursor");
  }
}
