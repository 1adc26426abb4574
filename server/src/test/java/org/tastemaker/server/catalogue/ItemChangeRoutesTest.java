package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

class ItemChangeRoutesTest {

  private static final String HEAT =
      """
      {"kind":"movie","title":"Heat","year":1995,"genres":["Crime"],"keywords":["heist"],
      "attributes":{"runtimeMinutes":170,"tagline":"A Los Angeles crime saga"}}
      """;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer patch(String path, String body, String... headers) {
    var request =
        server
            .request(path)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString(body));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static String created(String body) {
    var answer = server.post("/api/v1/items", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.header("Location");
  }

  private static void refused(Answer answer, int status, String type, String sentence) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + type);
    assertThat(answer.json().get("detail").asString()).isEqualTo(sentence);
  }

  @Test
  void newItemHasTheOutsideIdsThatItCameWithOrOneOfOurs() {
    var with =
        server.post(
            "/api/v1/items", HEAT.replace("}}", "},\"keys\":[\"imdb:113277\",\"tmdb:949\"]}"));
    String without = created(HEAT);

    assertThat(with.status()).isEqualTo(201);
    assertThat(with.json().get("keys").toString()).isEqualTo("[\"imdb:tt0113277\",\"tmdb:949\"]");
    assertThat(server.get(without).json().get("keys").get(0).asString()).startsWith("tastemaker:");
    refused(
        server.post("/api/v1/items", HEAT.replace("}}", "},\"keys\":[\"tmdb:949\"]}")),
        409,
        "duplicate-external-id",
        "tmdb:949 is item %d already.".formatted(with.json().get("id").asInt()));
    refused(
        server.post("/api/v1/items", HEAT.replace("1995", "99999")),
        422,
        "invalid-item",
        "year: A year is from -3000 to 2200, not 99999.");
  }

  @Test
  void patchChangesWhatItNamesAndLeavesTheRest() {
    String path = created(HEAT);

    var patched =
        patch(
            path,
            "{\"year\":1996,\"keywords\":null,\"attributes\":{\"tagline\":null,\"adult\":false}}");

    assertThat(patched.status()).as(patched.body()).isEqualTo(200);
    assertThat(patched.json().get("version").asInt()).isEqualTo(2);
    assertThat(patched.json().get("changed").toString())
        .isEqualTo("[\"attributes\",\"keywords\",\"year\"]");
    var shown = server.get(path).json();
    assertThat(shown.get("title").asString()).isEqualTo("Heat");
    assertThat(shown.get("year").asInt()).isEqualTo(1996);
    assertThat(shown.has("keywords")).isFalse();
    assertThat(shown.get("attributes").toString())
        .isEqualTo("{\"adult\":false,\"runtimeMinutes\":170}");
  }

  @Test
  void whoSawSomethingOlderIsToldWhatStands() {
    String path = created(HEAT);
    String tag = server.get(path).header("ETag");

    var first = patch(path, "{\"title\":\"Heat 1\"}", "If-Match", tag);
    var late = patch(path, "{\"title\":\"Heat 2\"}", "If-Match", tag);

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    int id = first.json().get("id").asInt();
    refused(late, 412, "stale", "Item %d is at version 2 by now.".formatted(id));
    assertThat(late.json().at("/current/title").asString()).isEqualTo("Heat 1");
    assertThat(server.get(path).header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(patch(path, "{\"title\":\"Heat 3\"}", "If-Match", first.header("ETag")).status())
        .isEqualTo(200);
    assertThat(patch(path, "{\"title\":\"Heat 4\"}", "If-Match", "\"3\"").status()).isEqualTo(200);
    assertThat(patch(path, "{\"title\":\"Heat 5\"}", "If-Match", "*").status()).isEqualTo(200);
    refused(
        patch(path, "{}", "If-Match", "latest"),
        400,
        "invalid-request",
        "If-Match: The ETag that the item came with, such as \"3\", or *.");
    assertThat(server.send(server.request(path).header("If-Match", tag).DELETE()).status())
        .isEqualTo(412);
  }

  @Test
  void hiddenItemIsShownToThoseOnlyWhoKeepTheCatalogue() {
    String path = created(HEAT.replace("Heat", "Hidden"));

    assertThat(patch(path, "{\"hidden\":true}").json().get("changed").toString())
        .isEqualTo("[\"hidden\"]");

    assertThat(server.get("/api/v1/items?q=hidden").json().get("total").asInt()).isZero();
    assertThat(server.get(path).json().get("hidden").asBoolean()).isTrue();
    patch(path, "{\"hidden\":false}");
    assertThat(server.get("/api/v1/items?kind=movie&limit=100").body()).contains("Hidden");
  }

  @Test
  void outsideIdsAreChangedAsAWhole() {
    String path = created(HEAT.replace("}}", "},\"keys\":[\"shop:1\",\"shop:2\"]}"));

    assertThat(
            patch(path, "{\"keys\":[\"shop:2\",\"isbn-10:0306406152\"]}")
                .json()
                .get("keys")
                .toString())
        .isEqualTo("[\"isbn:9780306406157\",\"shop:2\"]");
    assertThat(server.get("/api/v1/items/shop:1").status()).isEqualTo(404);
    assertThat(server.get("/api/v1/items/isbn:9780306406157").status()).isEqualTo(200);
    String other = created(HEAT.replace("}}", "},\"keys\":[\"shop:1\"]}"));
    refused(
        patch(other, "{\"keys\":[\"shop:2\"]}"),
        409,
        "duplicate-external-id",
        "shop:2 is item %s already.".formatted(path.substring(path.lastIndexOf('/') + 1)));
    refused(
        patch(other, "{\"keys\":null}"),
        422,
        "invalid-item",
        "keys: An item keeps at least one outside id.");
  }

  @Test
  void wrongPatchesAreRefused() {
    String path = created(HEAT);

    refused(
        patch(path, "{\"attributes\":{\"pages\":3}}"),
        422,
        "invalid-item",
        "attributes.pages: An item of kind movie has no such attribute; it has adult,"
            + " originalTitle, releaseDate, runtimeMinutes, tagline.");
    refused(patch(path, "[]"), 400, "invalid-request", "body: Here belongs an object.");
    refused(
        patch(path, "{\"hidden\":\"yes\"}"),
        400,
        "invalid-request",
        "hidden: Here belongs true or false.");
    assertThat(patch(path, "{\"yaer\":1}").json().get("type").asString())
        .isEqualTo("/problems/unknown-field");
    assertThat(patch(path, "{\"year\":\"1995\"}").status()).isEqualTo(400);
    assertThat(patch(path, "{\"title\":null}").json().get("detail").asString())
        .isEqualTo("title: A text is required here.");
    assertThat(patch("/api/v1/items/999999", "{}").status()).isEqualTo(404);
    assertThat(server.get(path).header("ETag")).startsWith("\"1-");
  }

  @Test
  void onlyWhatNobodyUsedIsDeleted() {
    String path = created(HEAT.replace("}}", "},\"keys\":[\"shop:gone\"]}"));
    String used = created(HEAT);
    server.put(used + "/rating?user=shop:ann", "{\"stars\":4}");

    assertThat(server.delete(path).status()).isEqualTo(204);

    assertThat(server.get(path).status()).isEqualTo(404);
    assertThat(server.get("/api/v1/items/shop:gone").status()).isEqualTo(404);
    assertThat(server.delete(path).status()).isEqualTo(404);
    int other = server.put("/api/v1/items/shop:gone", HEAT).json().get("id").asInt();
    assertThat(server.get("/api/v1/items/shop:gone").json().get("id").asInt()).isEqualTo(other);
    refused(
        server.delete(used),
        409,
        "item-in-use",
        "People did something with this item. Hide it: {\"hidden\": true}.");
  }
}
