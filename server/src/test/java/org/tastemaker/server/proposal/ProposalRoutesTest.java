package org.tastemaker.server.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

class ProposalRoutesTest {

  private static TestServer server;
  private static TestAccount ann;
  private static TestAccount bob;
  private static TestAccount moderator;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    ann = TestAccount.fresh(server, "ann_p");
    bob = TestAccount.fresh(server, "bob_p");
    moderator = TestAccount.fresh(server, "moderator_p", Role.MODERATOR);
    assertThat(
            server
                .put(
                    "/api/v1/kinds/recipe",
                    "{\"schema\":{\"type\":\"object\",\"properties\":{\"servings\":{\"type\":\"integer\"}}}}")
                .status())
        .isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int proposed(String body) {
    var answer = ann.send("POST", "/api/v1/proposals", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().get("id").asInt();
  }

  private static JsonNode accepted(int id) {
    var answer = moderator.send("POST", "/api/v1/proposals/" + id + "/accept", null);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static void refused(Answer answer, int status, String type, String sentence) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + type);
    assertThat(answer.json().get("detail").asString()).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "movie|{\"runtimeMinutes\":99,\"tagline\":\"Look\"}",
        "series|{\"startYear\":1990,\"status\":\"ended\"}",
        "episode|{\"series\":\"tv:x\",\"season\":1,\"number\":2}",
        "anime|{\"premiered\":\"Spring 1998\",\"score\":8.75}",
        "book|{\"pages\":412,\"publisher\":\"Ace\"}",
        "game|{\"platforms\":[\"PC\"],\"price\":9.99}",
        "track|{\"album\":\"T\",\"durationSeconds\":199}",
        "application|{\"type\":\"free\",\"installs\":1000,\"size\":\"19M\"}",
        "recipe|{\"servings\":4}"
      })
  void nothingIsLostOnAcceptance(String kind, String attributes) {
    String parts =
        ("\"kind\":\"%s\",\"title\":\"Proposed %s\",\"year\":1998,\"genres\":[\"Drama\"],"
                + "\"people\":[{\"name\":\"Ann\",\"role\":\"author\"}],\"language\":\"en\","
                + "\"country\":\"FR\",\"description\":\"What it is.\",\"franchise\":\"Saga %s\","
                + "\"titles\":[{\"title\":\"Autre\",\"language\":\"fr\"}],\"keywords\":[\"word\"],"
                + "\"image\":\"/a.png\"")
            .formatted(kind, kind, kind);
    int id =
        proposed(
            "{\"note\":\"Seen it.\",\"body\":{%s,\"attributes\":%s,\"keys\":[\"p:%s\"]}}"
                .formatted(parts, attributes, kind));
    assertThat(server.get("/api/v1/items/p:" + kind).status()).isEqualTo(404);

    JsonNode decided = accepted(id);

    var item = server.get("/api/v1/items/" + decided.get("result").asInt()).json();
    Json.mapper()
        .readTree("{" + parts + "}")
        .properties()
        .forEach(part -> assertThat(item.get(part.getKey())).isEqualTo(part.getValue()));
    assertThat(server.get("/api/v1/items/p:" + kind).json().get("attributes"))
        .isEqualTo(Json.mapper().readTree(attributes));
    var mine = ann.send("GET", "/api/v1/proposals/" + id, null).json();
    assertThat(mine.get("state").asString()).isEqualTo("accepted");
    assertThat(mine.get("note").asString()).isEqualTo("Seen it.");
    assertThat(mine.has("proposer")).isFalse();
  }

  @Test
  void seriesComesWithItsEpisodes() {
    int id =
        proposed(
            """
            {"body":{"kind":"series","title":"The Show","keys":["tv:show"]},"episodes":[
            {"title":"Pilot","attributes":{"season":1,"number":1},"keys":["tv:show-1"]},
            {"kind":"episode","title":"Second","attributes":{"season":1,"number":2,"runtimeMinutes":45}}]}
            """);

    JsonNode decided = accepted(id);

    assertThat(decided.get("createdEpisodes").size()).isEqualTo(2);
    var second = server.get("/api/v1/items/" + decided.at("/createdEpisodes/1").asInt()).json();
    assertThat(second.get("title").asString()).isEqualTo("Second");
    assertThat(second.get("attributes").toString())
        .isEqualTo("{\"number\":2,\"runtimeMinutes\":45,\"season\":1,\"series\":\"tv:show\"}");
    assertThat(server.get("/api/v1/items/tv:show-1").json().at("/attributes/series").asString())
        .isEqualTo("tv:show");
  }

  @Test
  void correctionIsAmendedAndAccepted() {
    server.put("/api/v1/items/p:fix", "{\"kind\":\"movie\",\"title\":\"Haet\",\"year\":1995}");
    int id = proposed("{\"item\":\"p:fix\",\"body\":{\"title\":\"Heta\"}}");

    var amended =
        moderator.send(
            "PATCH",
            "/api/v1/proposals/" + id,
            "{\"body\":{\"title\":\"Heat\",\"country\":\"US\"}}");
    accepted(id);

    assertThat(amended.status()).as(amended.body()).isEqualTo(200);
    var item = server.get("/api/v1/items/p:fix").json();
    assertThat(item.get("title").asString()).isEqualTo("Heat");
    assertThat(item.get("country").asString()).isEqualTo("US");
    assertThat(item.get("year").asInt()).isEqualTo(1995);
    refused(
        moderator.send("POST", "/api/v1/proposals/" + id + "/accept", null),
        409,
        "proposal-closed",
        "Proposal %d is accepted already.".formatted(id));
  }

  @Test
  void correctionOfAMergedItemCorrectsTheOneThatWasKept() {
    server.put("/api/v1/items/p:twice", "{\"kind\":\"movie\",\"title\":\"Twice\"}");
    server.put("/api/v1/items/p:once", "{\"kind\":\"movie\",\"title\":\"Once\"}");
    int id = proposed("{\"item\":\"p:twice\",\"body\":{\"year\":2007}}");
    assertThat(server.post("/api/v1/items/p:once/merge", "{\"duplicate\":\"p:twice\"}").status())
        .isEqualTo(200);

    accepted(id);

    var once = server.get("/api/v1/items/p:once").json();
    assertThat(once.get("title").asString()).isEqualTo("Once");
    assertThat(once.get("year").asInt()).isEqualTo(2007);
  }

  @Test
  void proposerSeesTheReasonAndOthersSeeNothing() {
    int id = proposed("{\"body\":{\"kind\":\"book\",\"title\":\"Declined\"}}");
    assertThat(moderator.send("GET", "/api/v1/proposals?state=open", null).body())
        .contains("Declined");

    var declined =
        moderator.send(
            "POST", "/api/v1/proposals/" + id + "/decline", "{\"reason\":\"We have it.\"}");

    assertThat(declined.status()).as(declined.body()).isEqualTo(200);
    assertThat(
            ann.send("GET", "/api/v1/me/proposals", null)
                .json()
                .at("/proposals/0/reason")
                .asString())
        .isEqualTo("We have it.");
    assertThat(bob.send("GET", "/api/v1/me/proposals", null).json().get("proposals").size())
        .isZero();
    assertThat(bob.send("GET", "/api/v1/proposals/" + id, null).status()).isEqualTo(404);
    assertThat(ann.send("GET", "/api/v1/proposals", null).status()).isEqualTo(403);
    assertThat(ann.send("POST", "/api/v1/proposals/" + id + "/accept", null).status())
        .isEqualTo(403);
  }

  @Test
  void openProposalIsTakenBackByWhoMadeItAlone() {
    int id = proposed("{\"body\":{\"kind\":\"book\",\"title\":\"Back\"}}");

    assertThat(bob.send("DELETE", "/api/v1/proposals/" + id, null).status()).isEqualTo(404);
    assertThat(ann.send("DELETE", "/api/v1/proposals/" + id, null).status()).isEqualTo(204);
    assertThat(ann.send("GET", "/api/v1/proposals/" + id, null).status()).isEqualTo(404);
  }

  @Test
  void duplicateStaysOpenUntilItIsAmended() {
    int first =
        proposed("{\"body\":{\"kind\":\"book\",\"title\":\"A\",\"keys\":[\"isbn:0306406152\"]}}");
    int second =
        proposed(
            "{\"body\":{\"kind\":\"book\",\"title\":\"B\",\"keys\":[\"isbn:9780306406157\"]}}");
    int item = accepted(first).get("result").asInt();

    refused(
        moderator.send("POST", "/api/v1/proposals/" + second + "/accept", null),
        409,
        "duplicate-external-id",
        "isbn:9780306406157 is item %d already.".formatted(item));
    moderator.send(
        "PATCH", "/api/v1/proposals/" + second, "{\"body\":{\"kind\":\"book\",\"title\":\"B\"}}");
    assertThat(accepted(second).get("state").asString()).isEqualTo("accepted");
  }

  @Test
  void pagesFollowEachOther() {
    for (int n = 0; n < 55; n++) {
      var answer =
          bob.send(
              "POST",
              "/api/v1/proposals",
              "{\"body\":{\"kind\":\"book\",\"title\":\"N %d\"}}".formatted(n));
      assertThat(answer.status()).isEqualTo(201);
    }
    var page = bob.send("GET", "/api/v1/me/proposals", null).json();
    var rest =
        bob.send("GET", "/api/v1/me/proposals?cursor=" + page.get("cursor").asString(), null)
            .json();

    assertThat(page.get("proposals").size()).isEqualTo(50);
    assertThat(rest.get("proposals").size()).isEqualTo(5);
    assertThat(rest.at("/proposals/4/body/title").asString()).isEqualTo("N 0");
    assertThat(rest.has("cursor")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 400 | invalid-request | body: Here belongs an object.",
        "{\"body\":{\"kind\":\"film\",\"title\":\"A\"}} | 422 | invalid-item | kind: There is no kind film. One of anime, application, book, episode, game, movie, recipe, series, track.",
        "{\"body\":{\"kind\":\"movie\",\"title\":\"A\",\"year\":99999}} | 422 | invalid-item | year: A year is from -3000 to 2200, not 99999.",
        "{\"body\":{\"kind\":\"recipe\",\"title\":\"A\",\"attributes\":{\"pages\":1}}} | 422 | invalid-item | attributes.pages: An item of kind recipe has no such attribute; it has servings.",
        "{\"body\":{\"kind\":\"book\",\"title\":\"A\"},\"episodes\":[{\"title\":\"E\"}]} | 400 | invalid-request | episodes: Only a series has episodes.",
        "{\"body\":{\"kind\":\"series\",\"title\":\"A\"},\"episodes\":[{\"title\":\"E\",\"attributes\":{\"pages\":1}}]} | 422 | invalid-item | episodes[0].attributes.pages: An item of kind episode has no such attribute; it has number, originalTitle, releaseDate, runtimeMinutes, season, series.",
        "{\"body\":{\"kind\":\"series\",\"title\":\"A\"},\"episodes\":{}} | 400 | invalid-request | episodes: A list of at most 1,000 items.",
        "{\"item\":\"p:nothing\",\"body\":{}} | 404 | no-such-item | There is no item p:nothing.",
        "{\"item\":\"nothing\",\"body\":{}} | 400 | invalid-request | item: 'nothing' is neither a number nor of the form source:value.",
        "{\"body\":{\"kind\":\"book\",\"title\":\"A\"},\"note\":\" \"} | 400 | invalid-request | note: A text is required here."
      })
  void wrongProposalsAreRefused(String body, int status, String type, String sentence) {
    refused(ann.send("POST", "/api/v1/proposals", body), status, type, sentence);
  }

  @Test
  void declineNeedsAReason() {
    int id = proposed("{\"body\":{\"kind\":\"book\",\"title\":\"Reason\"}}");

    refused(
        moderator.send("POST", "/api/v1/proposals/" + id + "/decline", "{}"),
        400,
        "invalid-request",
        "reason: A text is required here.");
    assertThat(moderator.send("GET", "/api/v1/proposals?state=lost", null).status()).isEqualTo(400);
    assertThat(moderator.send("GET", "/api/v1/proposals?cursor=x", null).status()).isEqualTo(400);
    assertThat(moderator.send("POST", "/api/v1/proposals/0/accept", null).status()).isEqualTo(404);
  }
}
