package org.tastemaker.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.importing.ImportListener;
import org.tastemaker.server.importing.ImportRequest;
import org.tastemaker.server.importing.Importer;
import tools.jackson.databind.JsonNode;

/// Looking for items by `q`.
final class ItemSearchTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    for (int n = 1; n <= 7; n++) {
      put("movie", "Part " + n, 2000 + n);
    }
    put("book", "The Part", 1990);
    put("anime", "進撃の巨人", 2013);
    awaitFound("進撃の巨人");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void put(String kind, String title, int year) {
    var answer =
        server.put(
            "/api/v1/items/search:" + encoded(kind + title),
            "{\"kind\":\"%s\",\"title\":\"%s\",\"year\":%d}".formatted(kind, title, year));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void awaitFound(String title) {
    await(title, title);
  }

  /// Until these titles, and no others, are found.
  private static void await(String q, String... titles) {
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (!found(q, "").equals(List.of(titles))) {
      assertThat(System.nanoTime()).as("found within two seconds").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static List<String> found(String q, String more) {
    return titles(server.get("/api/v1/items?q=" + encoded(q) + more).json());
  }

  private static List<String> titles(JsonNode page) {
    var titles = new ArrayList<String>();
    page.path("items").forEach(item -> titles.add(item.path("title").asString()));
    return titles;
  }

  @Test
  void wordsAreFoundInTitles() {
    assertThat(found("part 3", "")).containsExactly("Part 3");
    assertThat(found("PRAT 3", "")).contains("Part 3");
    assertThat(found("巨人", "")).containsExactly("進撃の巨人");
    assertThat(found("the part", "")).containsExactly("The Part");
    assertThat(found("nothing like it", "")).isEmpty();
  }

  @Test
  void filtersAndOrdersHold() {
    assertThat(found("part", "&kind=book")).containsExactly("The Part");
    assertThat(found("part", "&yearFrom=2006&sort=newest")).containsExactly("Part 7", "Part 6");
    assertThat(found("part", "&yearTo=2002&sort=title"))
        .containsExactly("Part 1", "Part 2", "The Part");
    assertThat(server.get("/api/v1/items?q=part").json().path("total").asInt()).isEqualTo(8);
  }

  @Test
  void pagesFollowOneAnother() {
    for (var sort : List.of("", "&sort=title", "&sort=match")) {
      var path = "/api/v1/items?q=part&limit=3" + sort;
      var page = server.get(path).json();
      var all = new ArrayList<>(titles(page));
      while (page.has("cursor")) {
        page = server.get(path + "&cursor=" + page.get("cursor").asString()).json();
        all.addAll(titles(page));
      }
      assertThat(all).as(sort).hasSize(8).doesNotHaveDuplicates();
    }
  }

  @Test
  void aNewTitleIsFoundWithinTwoSeconds() {
    put("game", "Portal", 2007);
    awaitFound("Portal");
  }

  @Test
  void anyTitleFindsAnItemUntilItIsChangedOrDeleted() {
    var path = "/api/v1/items/search:away";
    var made =
        server.put(
            path,
            """
            {"kind":"anime","title":"Spirited Away","titles":[{"title":"Sen to Chihiro","language":"ja"},
            {"title":"El viaje de Chihiro"}]}
            """);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    await("viaje", "Spirited Away");

    var found = server.get("/api/v1/items?q=sen%20chihiro&fields=title,matched").json();
    assertThat(found.path("items").toString())
        .isEqualTo("[{\"title\":\"Spirited Away\",\"matched\":\"Sen to Chihiro\"}]");
    assertThat(
            server
                .get("/api/v1/items?q=away&kind=anime")
                .json()
                .path("items")
                .get(0)
                .has("matched"))
        .isFalse();

    var changed =
        server.send(
            server
                .request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method(
                    "PATCH",
                    BodyPublishers.ofString("{\"titles\":[{\"title\":\"Chihiros Reise\"}]}")));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    await("reise", "Spirited Away");
    assertThat(found("viaje", "")).isEmpty();

    assertThat(server.delete(path).status()).isEqualTo(204);
    await("reise");
    assertThat(found("spirited", "")).isEmpty();
  }

  @Test
  void titlesOfAnImportAreFound(@TempDir Path folder) throws IOException {
    var file = folder.resolve("imported.csv");
    Files.writeString(
        file, "id,title,aka,japanese_title\nt1,Totoro,My Neighbour|Mein Nachbar,となりのトトロ\n");
    server
        .of(Importer.class)
        .run(ImportRequest.of(file).withKind("anime"), folder, ImportListener.SILENT);

    await("nachbar", "Totoro");
    assertThat(server.get("/api/v1/items?q=" + encoded("トトロ")).json().toString())
        .contains("\"matched\":\"となりのトトロ\"");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    for (var wrong :
        List.of("q=", "q=%20%20", "q=" + "a".repeat(201), "sort=match", "q=part&cursor=abc")) {
      var answer = server.get("/api/v1/items?" + wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(400);
    }
    var cursor = server.get("/api/v1/items?q=part&limit=1").json().get("cursor").asString();
    assertThat(server.get("/api/v1/items?q=parts&limit=1&cursor=" + cursor).status())
        .isEqualTo(400);
    assertThat(server.get("/api/v1/items?q=%00%22*").status()).isEqualTo(200);
    assertThat(server.get("/api/v1/items?q=%ff").status()).isEqualTo(400);
  }
}
