package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

class ItemLinkRoutesTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    put("book", "book", "Dune", 1965, "");
    put("film", "movie", "Dune", 2021, "");
    put("film2", "movie", "Dune: Part Two", 2024, "");
    put("score", "track", "Dune Sketchbook", 2021, "");
    put("messiah", "book", "Dune Messiah", 1969, "");
    put("other", "book", "Emma", 1815, "");
    for (int n = 1; n <= 4; n++) {
      put("saga" + n, "game", "Quest " + n, 2000 + n, n < 3 ? ",\"franchise\":\"Quests\"" : "");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void put(String key, String kind, String title, int year, String more) {
    var answer =
        server.put(
            "/api/v1/items/l:" + key,
            "{\"kind\":\"%s\",\"title\":\"%s\",\"year\":%d%s}".formatted(kind, title, year, more));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private static Answer link(String from, String relation, String to) {
    return server.put("/api/v1/items/l:%s/links/%s/l:%s".formatted(from, relation, to), "");
  }

  private static List<String> links(String key) {
    var links = new ArrayList<String>();
    server
        .get("/api/v1/items/l:" + key + "/links")
        .json()
        .get("links")
        .forEach(link ->
            links.add(link.get("relation").asString() + " " + link.at("/item/keys/0").asString()));
    return links;
  }

  private static void refused(Answer answer, int status, String type, String sentence) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + type);
    assertThat(answer.json().get("detail").asString()).isEqualTo(sentence);
  }

  @Test
  void linksAreShownFromBothSidesUntilTheyAreTakenAway() {
    assertThat(link("saga3", "sequel-of", "saga2").status()).isEqualTo(201);
    assertThat(link("saga3", "sequel-of", "saga2").status()).isEqualTo(200);
    assertThat(link("saga2", "prequel-of", "saga3").status()).isEqualTo(200);
    assertThat(link("saga4", "related-to", "saga3").status()).isEqualTo(201);
    assertThat(link("saga3", "related-to", "saga4").status()).isEqualTo(200);

    assertThat(links("saga3")).containsExactly("related-to l:saga4", "sequel-of l:saga2");
    assertThat(links("saga2")).containsExactly("prequel-of l:saga3");
    var franchise = server.get("/api/v1/items/l:saga4/franchise").json();
    assertThat(franchise.get("items").size()).isEqualTo(4);
    assertThat(franchise.at("/items/0/title").asString()).isEqualTo("Quest 1");

    assertThat(server.delete("/api/v1/items/l:saga3/links/related-to/l:saga4").status())
        .isEqualTo(204);
    refused(
        server.delete("/api/v1/items/l:saga3/links/related-to/l:saga4"),
        404,
        "no-such-link",
        "l:saga3 is not related-to l:saga4.");
    assertThat(server.get("/api/v1/items/l:saga4/franchise").json().get("items").size())
        .isEqualTo(1);
    assertThat(server.get("/api/v1/items/l:saga1/franchise").json().get("franchise").asString())
        .isEqualTo("Quests");
  }

  @Test
  void circlesAreRefused() {
    assertThat(link("film2", "sequel-of", "film").status()).isEqualTo(201);
    assertThat(link("messiah", "sequel-of", "film2").status()).isEqualTo(201);

    refused(
        link("film", "sequel-of", "messiah"),
        409,
        "circular-link",
        "l:messiah is sequel-of l:film already, over one or more items: the link would close a circle.");
    refused(
        link("messiah", "prequel-of", "film"),
        409,
        "circular-link",
        "l:film is prequel-of l:messiah already, over one or more items: the link would close a circle.");
    refused(
        link("film", "sequel-of", "film"),
        409,
        "linked-to-itself",
        "An item is nothing to itself.");
    assertThat(link("film", "adapted-from", "messiah").status()).isEqualTo(201);
  }

  @Test
  void titlesSuggestLinksAndSomebodyAppliesThem() {
    var suggested = server.get("/api/v1/items/l:book/links/suggestions").json().get("suggestions");

    assertThat(suggested.get(0).get("relation").asString()).isEqualTo("adapted-as");
    assertThat(suggested.at("/0/item/keys/0").asString()).isEqualTo("l:film");
    assertThat(suggested.get(0).get("score").asDouble()).isEqualTo(1.0);
    assertThat(suggested.toString()).contains("l:messiah").doesNotContain("l:other");
    assertThat(links("book")).isEmpty();

    assertThat(link("book", "adapted-as", "film").status()).isEqualTo(201);

    assertThat(server.get("/api/v1/items/l:book/links/suggestions").body())
        .doesNotContain("\"l:film\"");
    assertThat(server.delete("/api/v1/items/l:film/links/adapted-from/l:book").status())
        .isEqualTo(204);
  }

  @Test
  void wrongLinksAreRefused() {
    refused(
        link("film", "cousin-of", "book"),
        400,
        "invalid-request",
        "relation: One of %s.".formatted(Relation.words()));
    refused(
        link("film", "sequel-of", "nothing"), 404, "no-such-item", "There is no item l:nothing.");
    assertThat(server.get("/api/v1/items/l:nothing/links").status()).isEqualTo(404);
    assertThat(server.get("/api/v1/items/l:nothing/franchise").status()).isEqualTo(404);
    assertThat(server.get("/api/v1/items/l:nothing/links/suggestions").status()).isEqualTo(404);
    assertThat(server.get("/api/v1/items/l:film/links?deep=1").json().get("type").asString())
        .isEqualTo("/problems/unknown-parameter");
  }
}
