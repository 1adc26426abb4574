package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tastemaker.server.interaction.ActivityRoutesTest.refused;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

class WatchlistRoutesTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    for (var item : new String[] {"a", "b", "c", "d"}) {
      server.put(
          "/api/v1/items/test:" + item, "{\"kind\":\"movie\",\"title\":\"%s\"}".formatted(item));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer put(String item, String user, String body) {
    return server.put("/api/v1/items/test:%s/watchlist?user=test:%s".formatted(item, user), body);
  }

  private static Answer remove(String item, String user) {
    return server.delete("/api/v1/items/test:%s/watchlist?user=test:%s".formatted(item, user));
  }

  private static String list(String user) {
    var items = server.get("/api/v1/people/test:%s/watchlist".formatted(user)).json().path("items");
    var told = new StringBuilder();
    items.forEach(one -> {
      told.append(one.path("place").asInt()).append(one.at("/item/title").asString());
      told.append(one.path("note").isString() ? "(" + one.path("note").asString() + ") " : " ");
    });
    return told.toString().strip();
  }

  private static String result(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("result").asString();
  }

  @Test
  void newOnesGoToTheEndAndAreMovedWhereTheyBelong() {
    for (var item : new String[] {"a", "b", "c", "d"}) {
      assertThat(result(put(item, "ann", "{}"))).isEqualTo("listed");
    }
    assertThat(list("ann")).isEqualTo("1a 2b 3c 4d");

    put("d", "ann", "{\"place\":1}");
    assertThat(list("ann")).isEqualTo("1d 2a 3b 4c");
    put("d", "ann", "{\"place\":3}");
    assertThat(list("ann")).isEqualTo("1a 2b 3d 4c");
    put("a", "ann", "{\"place\":99}");
    assertThat(list("ann")).isEqualTo("1b 2d 3c 4a");
  }

  @Test
  void whatCannotBePlacedIsNotListed() {
    for (var item : new String[] {"a", "b"}) {
      put(item, "whole", "{}");
    }
    var jdbc = server.database().jdbc();
    jdbc.sql(
            """
            create function refuse_moves() returns trigger language plpgsql as $$
            begin raise exception 'no moves'; end $$
            """)
        .update();
    jdbc.sql(
            """
            create trigger refuse_moves before insert on interaction_log
            for each row when (new.type = 15) execute function refuse_moves()
            """)
        .update();
    try {
      assertThat(put("c", "whole", "{\"place\":1,\"note\":\"n\"}").status()).isEqualTo(500);
    } finally {
      jdbc.sql("drop trigger refuse_moves on interaction_log").update();
    }
    assertThat(list("whole")).isEqualTo("1a 2b");
    assertThat(result(put("c", "whole", "{\"place\":1,\"note\":\"n\"}"))).isEqualTo("listed");
    assertThat(list("whole")).isEqualTo("1c(n) 2a 3b");
  }

  @Test
  void theOrderSurvivesMoreMovesThanAGapHolds() {
    for (var item : new String[] {"a", "b", "c", "d"}) {
      put(item, "mover", "{}");
    }
    for (int i = 0; i < 15; i++) {
      put("c", "mover", "{\"place\":2}");
      put("b", "mover", "{\"place\":2}");
    }
    assertThat(list("mover")).isEqualTo("1a 2b 3c 4d");
  }

  @Test
  void notesAreKeptChangedAndTakenAwayAndNeverLogged() {
    assertThat(result(put("a", "bea", "{\"note\":\"  مع بيا 🍿 \"}"))).isEqualTo("listed");
    assertThat(list("bea")).isEqualTo("1a(مع بيا 🍿)");
    assertThat(result(put("a", "bea", "{}"))).isEqualTo("unchanged");
    assertThat(list("bea")).isEqualTo("1a(مع بيا 🍿)");
    assertThat(result(put("a", "bea", "{\"note\":\"alone\"}"))).isEqualTo("changed");
    assertThat(result(put("a", "bea", "{\"note\":\"\"}"))).isEqualTo("changed");
    assertThat(list("bea")).isEqualTo("1a");
    put("a", "bea", "{\"note\":\"secretly\"}");
    assertThat(result(remove("a", "bea"))).isEqualTo("withdrawn");
    put("a", "bea", "{}");
    assertThat(list("bea")).isEqualTo("1a");
    assertThat(
            server
                .database()
                .jdbc()
                .sql("select count(*) from interaction_log l where l::text like '%secretly%'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void whatWasTakenOffLaterStaysOff() {
    put("a", "late", "{\"occurredAt\":\"2025-06-01T12:00:00Z\"}");
    remove("a", "late");

    assertThat(result(put("a", "late", "{\"note\":\"x\",\"occurredAt\":\"2025-06-02T12:00:00Z\"}")))
        .isEqualTo("outdated");
    assertThat(list("late")).isEmpty();
    refused(remove("a", "late"), 404, "no-such-entry", "");
  }

  @Test
  void aBatchListsAndTakesOff() {
    var answer =
        server.post(
            "/api/v1/interactions:batch",
            """
            {"interactions":[
            {"type":"watchlist","user":"test:cy","item":"test:b","note":"soon"},
            {"type":"watchlist","user":"test:cy","item":"test:a"},
            {"type":"watchlist","user":"test:cy","item":"test:a","withdraw":true},
            {"type":"watchlist","user":"test:cy","item":"test:c","note":1}]}
            """);
    assertThat(answer.json().path("results"))
        .as(answer.body())
        .hasToString("[\"listed\",\"overridden\",\"unchanged\",\"invalid\"]");
    assertThat(list("cy")).isEqualTo("1b(soon)");
  }

  @Test
  void itIsItsOwnersAlone() {
    var owner = TestAccount.fresh(server, "owner");
    var other = TestAccount.fresh(server, "other");
    owner.send("PUT", "/api/v1/items/test:a/watchlist", "{\"note\":\"mine\"}");
    owner.send("PATCH", "/api/v1/me", "{\"privacy\":{\"ratings\":\"everyone\"}}");
    int id = owner.get("/api/v1/me").json().path("id").asInt();

    assertThat(owner.get("/api/v1/people/" + id + "/watchlist").body()).contains("\"mine\"");
    assertThat(other.get("/api/v1/people/" + id + "/watchlist").status()).isEqualTo(403);
    assertThat(other.get("/api/v1/items/test:a/mine?user=" + id).status()).isEqualTo(403);
  }

  @Test
  void wrongEntriesAreRefusedByField() {
    for (var place : new String[] {"0", "-1", "1.5", "\"first\""}) {
      refused(put("a", "eve", "{\"place\":" + place + "}"), 422, "invalid-entry", "place");
    }
    refused(put("a", "eve", "{\"note\":7}"), 422, "invalid-entry", "note");
    refused(put("a", "eve", "{\"note\":\"a\\u0000b\"}"), 422, "invalid-entry", "note");
    refused(put("a", "eve", "{\"note\":\"a\\ud800b\"}"), 422, "invalid-entry", "note");
    refused(
        put("a", "eve", "{\"note\":\"" + "x".repeat(2001) + "\"}"), 422, "invalid-entry", "note");
    refused(
        put("a", "eve", "{\"note\":\"" + "x".repeat(1 << 20) + "\"}"), 413, "body-too-large", "");
    refused(put("a", "eve", "{\"rank\":1}"), 400, "unknown-field", "rank");
    refused(put("none", "eve", "{}"), 404, "no-such-item", "");
  }
}
