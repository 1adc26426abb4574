package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import tools.jackson.databind.JsonNode;

final class ItemMergeRoutesTest {

  private static TestServer server;
  private static int made;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Makes an item.
  ///
  /// @return its id
  private static int item(String kind, String title, String more) {
    var answer =
        server.post(
            "/api/v1/items",
            "{\"kind\":\"%s\",\"title\":\"%s\",\"keys\":[\"shop:%d\"]%s}"
                .formatted(kind, title, ++made, more));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().get("id").asInt();
  }

  private static int movie(String title) {
    return item("movie", title, "");
  }

  private static String path(int item) {
    return "/api/v1/items/" + item;
  }

  private static Answer merge(int kept, Object duplicate, String... headers) {
    var request =
        server
            .request(path(kept) + "/merge")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"duplicate\":\"" + duplicate + "\"}"));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static void refused(Answer answer, int status, String type, String sentence) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + type);
    assertThat(answer.json().get("detail").asString()).isEqualTo(sentence);
  }

  private static void act(int item, String what, String user, String body) {
    var path = path(item) + "/" + what + "?user=shop:" + user;
    var answer =
        what.equals("plays") || what.equals("comments")
            ? server.post(path, body)
            : server.put(path, body);
    assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
  }

  private static JsonNode standing(int item, String user) {
    return server.get(path(item) + "/mine?user=shop:" + user).json();
  }

  @Test
  void duplicateGoesAndItsNamesLeadToTheOneThatIsKept() {
    int kept =
        item("movie", "Alien", ",\"keywords\":[\"space\"],\"titles\":[{\"title\":\"Alien 1\"}]");
    int gone =
        item(
            "movie",
            "Alien: Director's Cut",
            ",\"keywords\":[\"space\",\"cat\"],\"titles\":[{\"title\":\"Alien\"},"
                + "{\"title\":\"Obcy\",\"language\":\"pl\"}]");
    var keyOfGone = "/api/v1/items/shop:" + made;

    var merged = merge(kept, gone);

    assertThat(merged.status()).as(merged.body()).isEqualTo(200);
    assertThat(merged.json().get("version").asInt()).isEqualTo(2);
    assertThat(merged.json().get("changed").toString())
        .isEqualTo("[\"keys\",\"keywords\",\"titles\"]");
    var shown = server.get(path(gone));
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.json().get("id").asInt()).isEqualTo(kept);
    assertThat(shown.json().get("title").asString()).isEqualTo("Alien");
    assertThat(shown.json().get("keywords").toString()).isEqualTo("[\"cat\",\"space\"]");
    assertThat(shown.json().get("titles").toString())
        .isEqualTo(
            "[{\"title\":\"Alien 1\"},{\"title\":\"Alien: Director's Cut\"},"
                + "{\"title\":\"Obcy\",\"language\":\"pl\"}]");
    assertThat(shown.header("ETag")).isEqualTo(merged.header("ETag"));
    assertThat(server.get(keyOfGone).json().get("id").asInt()).isEqualTo(kept);
    assertThat(server.get("/api/v1/items?kind=movie&limit=100").body())
        .doesNotContain("\"id\":" + gone + ",");
    assertThat(server.delete(path(gone)).status()).isEqualTo(404);
    refused(merge(kept, gone), 409, "merged-with-itself", "Both are the same item.");
  }

  @Test
  @Timeout(60)
  void everythingThatPeopleDidFollows() throws InterruptedException {
    int kept = movie("Heat");
    int gone = movie("Heat (1995)");
    act(kept, "rating", "ann", "{\"stars\":2,\"occurredAt\":\"2024-01-01T00:00:00Z\"}");
    act(gone, "rating", "ann", "{\"stars\":4.5,\"occurredAt\":\"2025-01-01T00:00:00Z\"}");
    act(kept, "rating", "bob", "{\"stars\":3,\"occurredAt\":\"2025-01-01T00:00:00Z\"}");
    act(gone, "rating", "bob", "{\"stars\":1,\"occurredAt\":\"2024-01-01T00:00:00Z\"}");
    act(gone, "rating", "cid", "{\"stars\":5}");
    act(kept, "plays", "ann", "{\"count\":2,\"occurredAt\":\"2024-05-01T00:00:00Z\"}");
    act(gone, "plays", "ann", "{\"count\":3,\"occurredAt\":\"2023-05-01T00:00:00Z\"}");
    act(gone, "progress", "bob", "{\"share\":0.5}");
    act(gone, "decline", "dee", "{\"reasons\":[{\"reason\":\"not-now\"}]}");
    act(kept, "watchlist", "cid", "{\"note\":\"tonight\"}");
    act(gone, "watchlist", "cid", "{\"note\":\"with Ann\"}");
    act(gone, "comments", "ann", "{\"text\":\"Coffee!\"}");
    var before = Instant.now();

    assertThat(merge(kept, gone).status()).isEqualTo(200);

    assertThat(standing(kept, "ann").at("/mine/rating/stars").asDouble()).isEqualTo(4.5);
    assertThat(standing(kept, "bob").at("/mine/rating/stars").asDouble()).isEqualTo(3);
    assertThat(standing(gone, "cid").at("/mine/rating/stars").asDouble()).isEqualTo(5);
    var played = standing(kept, "ann").at("/mine/plays");
    assertThat(played.get("count").asInt()).isEqualTo(5);
    assertThat(played.toString()).contains("2023-05-01T00:00:00Z").contains("2024-05-01T00:00:00Z");
    assertThat(standing(kept, "bob").at("/mine/progress/share").asDouble()).isEqualTo(0.5);
    assertThat(standing(kept, "dee").at("/mine/decline/reasons/0/reason").asString())
        .isEqualTo("not-now");
    assertThat(standing(kept, "cid").at("/mine/watchlist/note").asString())
        .isEqualTo("tonight\nwith Ann");
    assertThat(server.get(path(kept) + "/comments").body()).contains("Coffee!");
    while (server.get(path(kept)).json().get("ratings").asInt() != 3) {
      Thread.sleep(50);
    }
    assertThat(server.get(path(kept)).json().get("averageRating").asDouble()).isEqualTo(4.167);
    assertThat(server.get(path(gone) + "/as-of?time=" + before).json().at("/item/title").asString())
        .isEqualTo("Heat (1995)");
    assertThat(server.get(path(gone) + "/as-of?time=" + Instant.now().plusSeconds(1)).status())
        .isEqualTo(404);
    var then = server.get("/api/v1/people/shop:cid/as-of?time=" + before).json().get("items");
    assertThat(then.findValuesAsString("item")).containsExactly("" + kept, "" + gone);
    var now = server.get("/api/v1/people/shop:cid/as-of?time=" + Instant.now()).json().get("items");
    assertThat(now.findValuesAsString("item")).containsExactly("" + kept);
    assertThat(now.at("/0/standing/rating/stars").asDouble()).isEqualTo(5);
  }

  @Test
  void whatIsSaidOfTheDuplicateLaterIsSaidOfTheOneThatIsKept() {
    int first = movie("One");
    int second = movie("Two");
    int third = movie("Three");
    assertThat(merge(second, first).status()).isEqualTo(200);
    assertThat(merge(third, second).status()).isEqualTo(200);

    act(first, "rating", "ann", "{\"stars\":4}");
    var rated =
        server.post(
            "/api/v1/interactions:batch",
            "{\"interactions\":[{\"type\":\"rating\",\"item\":\"%d\",\"user\":\"shop:bob\",\"stars\":2}]}"
                .formatted(second));

    assertThat(rated.status()).as(rated.body()).isEqualTo(200);
    assertThat(standing(third, "ann").at("/mine/rating/stars").asDouble()).isEqualTo(4);
    assertThat(standing(third, "bob").at("/mine/rating/stars").asDouble()).isEqualTo(2);
  }

  @Test
  void linksAndEpisodesFollow() {
    int kept = item("series", "Dark", "");
    int gone = item("series", "Dark (2017)", "");
    int book = item("book", "Dark, the Book", "");
    int episode =
        item(
            "episode",
            "Secrets",
            ",\"attributes\":{\"series\":\"%d\",\"season\":1,\"number\":1}".formatted(gone));
    link(gone, "adapted-from", book);
    link(gone, "related-to", kept);

    assertThat(merge(kept, gone).status()).isEqualTo(200);

    var links = server.get(path(kept) + "/links").json().get("links");
    assertThat(links.size()).isEqualTo(1);
    assertThat(links.at("/0/relation").asString()).isEqualTo("adapted-from");
    assertThat(links.at("/0/item/id").asInt()).isEqualTo(book);
    assertThat(server.get(path(kept) + "/episodes").json().at("/items/0/item/id").asInt())
        .isEqualTo(episode);
    assertThat(server.get(path(episode)).json().at("/attributes/series").asString())
        .isEqualTo("" + kept);
  }

  private static void link(int item, String relation, int other) {
    assertThat(server.put(path(item) + "/links/" + relation + "/" + other, "").status())
        .isEqualTo(201);
  }

  @Test
  void mergeThatMakesNoSenseIsRefusedAndChangesNothing() {
    int kept = movie("Ran");
    int book = item("book", "Ran", "");
    int after = movie("Ran 2");
    int other = movie("Ran, again");
    link(after, "sequel-of", kept);
    link(other, "sequel-of", after);

    refused(merge(kept, kept), 409, "merged-with-itself", "Both are the same item.");
    refused(merge(kept, "99999"), 404, "no-such-item", "There is no item 99999.");
    refused(merge(99999, kept), 404, "no-such-item", "There is no item 99999.");
    refused(
        merge(kept, book),
        409,
        "other-kind",
        "One is of the kind movie, the other of the kind book. Where a kind is wrong, change that first.");
    refused(
        merge(kept, other),
        409,
        "circular-link",
        "By the links of both, item %d would be sequel-of itself, over other items. Take one of the links away first."
            .formatted(kept));
    refused(
        merge(kept, "nothing"),
        400,
        "invalid-request",
        "duplicate: 'nothing' is neither a number nor of the form source:value.");
    refused(
        server.post(path(kept) + "/merge", "{}"),
        400,
        "invalid-request",
        "duplicate: Say which item is the duplicate.");
    assertThat(
            server
                .post(path(kept) + "/merge", "{\"duplicates\":[]}")
                .json()
                .get("detail")
                .asString())
        .contains("duplicates");
    assertThat(server.get(path(kept)).json().get("title").asString()).isEqualTo("Ran");
    assertThat(server.get(path(other)).json().get("id").asInt()).isEqualTo(other);
    assertThat(server.get(path(kept) + "/links").json().get("links").size()).isEqualTo(1);
  }

  @Test
  void tooManyTitlesAreRefused() {
    int kept = item("movie", "Full", ",\"titles\":" + titles("a", 60));
    int other = item("movie", "Fuller", ",\"titles\":" + titles("b", 60));

    refused(merge(kept, other), 422, "invalid-item", "titles: At most 100, not 121.");
    assertThat(server.get(path(other)).json().get("id").asInt()).isEqualTo(other);
  }

  private static String titles(String name, int count) {
    var titles = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      titles.append(i == 0 ? "" : ",").append("{\"title\":\"%s%d\"}".formatted(name, i));
    }
    return titles.append(']').toString();
  }

  @Test
  void whatNobodyDescribedIsADuplicateOfAnything() {
    int kept = item("book", "Emma", "");
    var rated =
        server.post(
            "/api/v1/interactions:batch",
            "{\"interactions\":[{\"type\":\"rating\",\"item\":\"elsewhere:77\",\"user\":\"shop:eve\",\"stars\":3}]}");
    assertThat(rated.status()).as(rated.body()).isEqualTo(200);

    var merged = merge(kept, "elsewhere:77");

    assertThat(merged.status()).as(merged.body()).isEqualTo(200);
    assertThat(merged.json().get("changed").toString()).isEqualTo("[\"keys\"]");
    assertThat(standing(kept, "eve").at("/mine/rating/stars").asDouble()).isEqualTo(3);
  }

  @Test
  void whoSawSomethingOlderIsToldWhatStands() {
    int kept = movie("Old");
    int gone = movie("Older");
    var patched =
        server.send(
            server
                .request(path(kept))
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString("{\"year\":1990}")));
    assertThat(patched.status()).isEqualTo(200);

    var late = merge(kept, gone, "If-Match", "\"1\"");

    refused(late, 412, "stale", "Item %d is at version 2 by now.".formatted(kept));
    assertThat(late.json().at("/current/year").asInt()).isEqualTo(1990);
    assertThat(server.get(path(gone)).json().get("id").asInt()).isEqualTo(gone);
    assertThat(merge(kept, gone, "If-Match", "\"2\"").status()).isEqualTo(200);
  }

  @Test
  void logTellsWhatTheDuplicateWasMergedInto() {
    int kept = movie("Left");
    int gone = movie("Right");
    assertThat(merge(kept, gone).status()).isEqualTo(200);

    var told = server.get("/api/v1/events?type=DeletionEvent&object=" + gone).json().get("events");
    assertThat(told.size()).isEqualTo(1);
    assertThat(told.at("/0/merged_into").asInt()).isEqualTo(kept);
    assertThat(told.at("/0/model_name").asString()).isEqualTo("movie");
    var changed =
        server.get("/api/v1/events?type=ChangedEvent&object=" + kept).json().get("events");
    assertThat(changed.findValuesAsString("attribute_name")).contains("keys", "titles");
  }
}
