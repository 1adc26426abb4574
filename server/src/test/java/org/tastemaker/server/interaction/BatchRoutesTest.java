package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

class BatchRoutesTest {

  private static final String ROUTE = "/api/v1/interactions:batch";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer send(String rows, String... headers) {
    return server.post(ROUTE, "{\"interactions\":[" + rows + "]}", headers);
  }

  @Test
  void goodRowsAreTakenAndWrongOnesNamed() {
    var answer =
        send(
            """
            {"type":"rating","user":"app:ann","item":"app:heat","stars":4.5},
            {"type":"rating","user":"app:ann","item":"app:heat","stars":9},
            {"type":"play","user":"app:ann","item":"app:song","count":3},
            {"type":"decline","user":999,"item":"app:song"},
            {"type":"view","user":"app:bob","item":"app:heat"}
            """);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"counts":{"counted":2,"invalid":1,"noSuchUser":1,"rated":1},\
            "results":["rated","invalid","counted","noSuchUser","counted"],\
            "errors":[{"row":1,"field":"stars","message":"A rating is a number from 0 to 5, not 9."},\
            {"row":3,"field":"user","message":"There is no user 999."}]}\
            """);
    assertThat(server.get("/api/v1/items/app:song").json().get("kind").asString())
        .isEqualTo("unknown");
  }

  @Test
  void sameKeyCountsOnce() {
    String row = "{\"type\":\"play\",\"user\":\"app:once\",\"item\":\"app:tune\",\"count\":2}";

    var first = send(row, "Idempotency-Key", "batch-1");
    var second = send(row, "Idempotency-Key", "batch-1");

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(
            server
                .database()
                .jdbc()
                .sql(
                    """
                    select a.count from activity a join item_key k on k.item = a.item
                    where k.value = 'tune'
                    """)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    assertThat(send(row.replace("2", "3"), "Idempotency-Key", "batch-1").status()).isEqualTo(422);
  }

  @Test
  void progressIsTakenByMeasureAndWhatStandsIsWithdrawn() {
    var answer =
        send(
            """
            {"type":"progress","user":"app:cat","item":"app:saga","episode":3,"share":0.5},
            {"type":"progress","user":"app:cat","item":"app:saga","episode":4},
            {"type":"progress","user":"app:cat","item":"app:saga","episode":4},
            {"type":"rating","user":"app:cat","item":"app:saga","stars":2},
            {"type":"decline","user":"app:cat","item":"app:saga"}
            """);
    assertThat(answer.json().path("results").toString())
        .as(answer.body())
        .isEqualTo("[\"progressed\",\"overridden\",\"progressed\",\"rated\",\"declined\"]");

    var withdrawn =
        send(
            """
            {"type":"rating","user":"app:cat","item":"app:saga","withdraw":true},
            {"type":"progress","user":"app:cat","item":"app:saga","withdraw":true},
            {"type":"decline","user":"app:cat","item":"app:saga","withdraw":true},
            {"type":"decline","user":"app:cat","item":"app:heat","withdraw":true}
            """);
    assertThat(withdrawn.json().path("results").toString())
        .as(withdrawn.body())
        .isEqualTo("[\"withdrawn\",\"withdrawn\",\"withdrawn\",\"unchanged\"]");
    assertThat(server.get("/api/v1/items/app:saga/mine?user=app:cat").json().path("mine"))
        .isEmpty();
  }

  @Test
  void sameKeyAndMixedRowsGetTheSameAnswerAndOtherRowsNone() {
    String rows =
        """
        {"type":"rating","user":"app:mix","item":"app:m1","stars":4},
        {"type":"view","user":"app:mix","item":"app:m1"},
        {"type":"progress","user":"app:mix","item":"app:m1","share":0.5},
        {"type":"rating","user":"app:mix","item":"app:m1","stars":6}
        """;

    var first = send(rows, "Idempotency-Key", "mixed-1");
    var second = send(rows, "Idempotency-Key", "mixed-1");
    var other = send(rows.replace("0.5", "0.6"), "Idempotency-Key", "mixed-1");

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(other.status()).isEqualTo(422);
    assertThat(
            server
                .get("/api/v1/items/app:m1/mine?user=app:mix")
                .json()
                .at("/mine/progress/share")
                .asDouble())
        .isEqualTo(0.5);
  }

  @Test
  void tenThousandMixedRowsAreTakenAtOnce() {
    var kinds =
        List.of(
            "\"rating\",\"stars\":4",
            "\"view\"",
            "\"play\",\"count\":2",
            "\"progress\",\"hours\":1.5",
            "\"decline\",\"reasons\":[{\"reason\":\"not-now\"}]",
            "\"watchlist\",\"note\":\"soon\"",
            "\"comment\",\"text\":\"Well, well.\"",
            "\"rating\",\"stars\":5.1");
    var rows =
        IntStream.range(0, 10_000)
            .mapToObj(n ->
                "{\"user\":\"many:%d\",\"item\":\"many:%d\",\"type\":%s}"
                    .formatted(n % 97, n / 8, kinds.get(n % 8)))
            .collect(Collectors.joining(","));

    var answer = send(rows);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("counts"))
        .hasToString(
            "{\"commented\":1250,\"counted\":2500,\"declined\":1250,\"invalid\":1250,"
                + "\"listed\":1250,\"progressed\":1250,\"rated\":1250}");
    assertThat(answer.json().path("errors")).hasSize(1250);
  }

  @Test
  void strictBatchRefusesTheUnknown() {
    var answer =
        server.post(
            ROUTE + "?strict=true",
            "{\"interactions\":[{\"type\":\"view\",\"user\":\"app:nobody\",\"item\":\"app:none\"}]}");

    assertThat(answer.json().get("results").toString()).isEqualTo("[\"noSuchItem\"]");
    assertThat(server.get("/api/v1/items/app:none").status()).isEqualTo(404);
  }

  private static void rowRefused(String row, String field) {
    var answer = send(row);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("results").toString()).isEqualTo("[\"invalid\"]");
    assertThat(answer.json().get("errors").get(0).get("field").asString())
        .as(answer.body())
        .isEqualTo(field);
  }

  @Test
  void wrongRowsAreRefusedByField() {
    String pair = "\"user\":\"a:b\",\"item\":\"c:d\"";
    rowRefused("{\"type\":\"like\"," + pair + "}", "type");
    rowRefused("{" + pair + "}", "type");
    rowRefused("{\"type\":\"view\",\"item\":\"c:d\"}", "user");
    rowRefused("{\"type\":\"view\",\"user\":\"a\",\"item\":\"c:d\"}", "user");
    rowRefused("{\"type\":\"view\",\"user\":true,\"item\":\"c:d\"}", "user");
    rowRefused("{\"type\":\"view\",\"user\":\"a:b\"}", "item");
    rowRefused("{\"type\":\"rating\"," + pair + "}", "stars");
    rowRefused("{\"type\":\"rating\"," + pair + ",\"stars\":\"4\"}", "stars");
    rowRefused("{\"type\":\"rating\"," + pair + ",\"stars\":-1}", "stars");
    rowRefused("{\"type\":\"rating\"," + pair + ",\"stars\":4,\"count\":1}", "count");
    rowRefused("{\"type\":\"view\"," + pair + ",\"stars\":4}", "stars");
    rowRefused("{\"type\":\"view\"," + pair + ",\"count\":0}", "count");
    rowRefused("{\"type\":\"view\"," + pair + ",\"count\":1.5}", "count");
    rowRefused(
        "{\"type\":\"view\"," + pair + ",\"occurredAt\":\"1900-01-01T00:00:00Z\"}", "occurredAt");
    rowRefused("{\"type\":\"view\"," + pair + ",\"times\":2}", "times");
    rowRefused("{\"type\":\"view\"," + pair + ",\"withdraw\":true}", "withdraw");
    rowRefused("{\"type\":\"rating\"," + pair + ",\"withdraw\":1}", "withdraw");
    rowRefused("{\"type\":\"rating\"," + pair + ",\"stars\":4,\"withdraw\":true}", "stars");
    rowRefused("{\"type\":\"rating\"," + pair + ",\"stars\":5.1}", "stars");
    rowRefused("{\"type\":\"progress\"," + pair + "}", "share");
    rowRefused("{\"type\":\"progress\"," + pair + ",\"share\":2}", "share");
    rowRefused("{\"type\":\"decline\"," + pair + ",\"hours\":2}", "hours");
    rowRefused("null", "");
    rowRefused("7", "");
  }

  @Test
  void wrongBatchesAreRefusedWhole() {
    refused(send(""), 400, "invalid-request", "interactions");
    refused(server.post(ROUTE, "{}"), 400, "invalid-request", "interactions");
    refused(send("1,".repeat(10_000) + "1"), 400, "invalid-request", "interactions");
    refused(server.post(ROUTE, "[]"), 400, "invalid-request", "body");
    refused(server.post(ROUTE, "{\"rows\":[]}"), 400, "unknown-field", "rows");
    refused(server.post(ROUTE, "{\"interactions\":"), 400, "malformed-body", "");
    refused(server.post(ROUTE + "?dry=1", "{}"), 400, "unknown-parameter", "dry");
  }

  private static void refused(Answer answer, int status, String type, String field) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + type);
    if (!field.isEmpty()) {
      assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    }
  }
}
