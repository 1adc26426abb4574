package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tastemaker.server.interaction.ActivityRoutesTest.refused;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

class DeclineRoutesTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    server.put(
        "/api/v1/items/test:heat",
        """
        {"kind":"movie","title":"Heat","year":1995,"genres":["Action","Crime"],
         "people":[{"name":"Michael Mann","role":"director"},{"name":"Al Pacino","role":"actor"}]}
        """);
    server.put(
        "/api/v1/items/test:dune",
        """
        {"kind":"book","title":"Dune","genres":["Science fiction"],
         "people":[{"name":"Frank Herbert","role":"author"}]}
        """);
    server.put("/api/v1/items/test:soup", "{\"kind\":\"recipe\",\"title\":\"شوربة 🍲\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer decline(String item, String user, String reasons) {
    return server.put(
        "/api/v1/items/test:%s/decline?user=test:%s".formatted(item, user),
        "{\"reasons\":%s}".formatted(reasons));
  }

  @Test
  void eachKindHasItsOwnWords() {
    assertThat(server.get("/api/v1/items/test:heat/decline-reasons").json().path("reasons"))
        .hasToString(
            "[{\"reason\":\"genre\",\"values\":[\"Action\",\"Crime\"]},"
                + "{\"reason\":\"actor\",\"values\":[\"Al Pacino\"]},"
                + "{\"reason\":\"director\",\"values\":[\"Michael Mann\"]},"
                + "{\"reason\":\"period\",\"values\":[\"1990s\"]},"
                + "{\"reason\":\"seen-elsewhere\"},{\"reason\":\"not-my-taste\"},"
                + "{\"reason\":\"not-now\"}]");
    assertThat(server.get("/api/v1/items/test:dune/decline-reasons").body())
        .contains("{\"reason\":\"author\",\"values\":[\"Frank Herbert\"]}")
        .doesNotContain("director", "period");
    refused(server.get("/api/v1/items/test:none/decline-reasons"), 404, "no-such-item", "");
  }

  @Test
  void reasonsAreKeptAsTheItemSpellsThemAndReplaced() {
    var first =
        decline(
            "heat",
            "ann",
            """
            [{"reason":"genre","value":"crime"},{"reason":"not-now"},{"reason":"genre","value":"CRIME"}]
            """);
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.json().path("result").asString()).isEqualTo("declined");
    assertThat(first.json().at("/mine/decline/reasons"))
        .hasToString("[{\"reason\":\"genre\",\"value\":\"Crime\"},{\"reason\":\"not-now\"}]");

    var next = decline("heat", "ann", "[{\"reason\":\"period\",\"value\":\"1990s\"}]");
    assertThat(next.json().at("/mine/decline/reasons"))
        .hasToString("[{\"reason\":\"period\",\"value\":\"1990s\"}]");
  }

  @Test
  void noTextStandsInTheLog() {
    decline("dune", "bea", "[{\"reason\":\"author\",\"value\":\"Frank Herbert\"}]");

    assertThat(
            server
                .database()
                .jdbc()
                .sql(
                    """
                    select count(*) filter (where details is not null) || ' '
                           || count(*) filter (where position('Herbert' in l::text) > 0)
                    from interaction_log l
                    where person = (select person from person_key where value = 'bea')
                    """)
                .query(String.class)
                .single())
        .isEqualTo("1 0");
  }

  @Test
  void declinedIsNotRecommendedUntilItIsWithdrawn() {
    var fan = TestAccount.fresh(server, "decliner");
    String list = "/api/v1/recommendations?kind=movie";
    assertThat(fan.get(list).body()).contains("\"Heat\"");

    assertThat(fan.send("PUT", "/api/v1/items/test:heat/decline", null).status()).isEqualTo(200);
    assertThat(fan.get(list).body()).doesNotContain("\"Heat\"");

    var withdrawn = fan.send("DELETE", "/api/v1/items/test:heat/decline", null);
    assertThat(withdrawn.json().path("result").asString()).isEqualTo("withdrawn");
    assertThat(fan.get(list).body()).contains("\"Heat\"");
    refused(
        fan.send("DELETE", "/api/v1/items/test:heat/decline", null), 404, "no-such-decline", "");
  }

  @Test
  void reasonsAreInTheExportOfWhoGaveThem() {
    var giver = TestAccount.fresh(server, "giver");
    giver.send(
        "PUT",
        "/api/v1/items/test:heat/decline",
        "{\"reasons\":[{\"reason\":\"actor\",\"value\":\"Al Pacino\"}]}");

    assertThat(giver.get("/api/v1/me/export").json().at("/interactions/log/0/reasons"))
        .hasToString("[{\"reason\":\"actor\",\"value\":\"Al Pacino\"}]");
  }

  @Test
  void aBatchTakesReasonsRowByRow() {
    var answer =
        server.post(
            "/api/v1/interactions:batch",
            """
            {"interactions":[
            {"type":"decline","user":"test:cy","item":"test:heat","reasons":[{"reason":"genre","value":"Crime"}]},
            {"type":"decline","user":"test:cy","item":"test:dune","reasons":[{"reason":"director","value":"x"}]},
            {"type":"decline","user":"test:cy","item":"test:soup","reasons":[{"reason":"not-now"}]},
            {"type":"decline","user":"test:cy","item":"test:soup","reasons":["not-now"]}]}
            """);

    assertThat(answer.json().path("results"))
        .as(answer.body())
        .hasToString("[\"declined\",\"noSuchReason\",\"declined\",\"invalid\"]");
    assertThat(answer.json().at("/errors/0/message").asString())
        .isEqualTo(
            "\"director\" is no reason here; one of genre, author, publisher, period, language,"
                + " franchise, seen-elsewhere, not-my-taste, not-now.");
  }

  @Test
  void reasonsThatDoNotGoWithTheItemAreRefusedByPlace() {
    String field = "reasons[0]";
    refused(decline("heat", "eve", "[{\"reason\":\"ugly\"}]"), 422, "invalid-decline", field);
    refused(decline("heat", "eve", "[{\"reason\":\"author\"}]"), 422, "invalid-decline", field);
    refused(decline("heat", "eve", "[{\"reason\":\"genre\"}]"), 422, "invalid-decline", field);
    var horror = decline("heat", "eve", "[{\"reason\":\"genre\",\"value\":\"Horror\"}]");
    refused(horror, 422, "invalid-decline", field);
    assertThat(horror.json().path("detail").asString())
        .isEqualTo("reasons[0]: genre: say which as value, one of Action, Crime, not \"Horror\".");
    refused(
        decline("heat", "eve", "[{\"reason\":\"not-now\",\"value\":\"x\"}]"),
        422,
        "invalid-decline",
        field);
    refused(decline("heat", "eve", "\"genre\""), 422, "invalid-decline", "reasons");
    refused(decline("heat", "eve", "[1]"), 422, "invalid-decline", field);
    refused(
        decline("heat", "eve", "[{\"reason\":\"genre\",\"weight\":1}]"),
        422,
        "invalid-decline",
        field);
    refused(
        decline("heat", "eve", "[" + "{\"reason\":\"not-now\"},".repeat(20) + "1]"),
        422,
        "invalid-decline",
        "reasons");
    refused(
        decline("heat", "eve", "[{\"reason\":\"" + "x".repeat(1 << 20) + "\"}]"),
        413,
        "body-too-large",
        "");
    refused(
        server.put("/api/v1/items/test:heat/decline?user=test:eve", "{\"why\":1}"),
        400,
        "unknown-field",
        "why");
  }
}
