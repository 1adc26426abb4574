package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tastemaker.server.interaction.ActivityRoutesTest.refused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

class ListRoutesTest {

  private static final String ME = "/api/v1/people/test:me/";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    put("heat", "movie", "Heat", "Crime");
    put("alien", "movie", "alien", "Horror");
    put("dune", "book", "Dune", "Science fiction");
    put("sum", "book", "=SUM(1), \\\"quoted\\\"", "Crime");
    act("heat", "rating", "stars", "4.5", 1);
    act("alien", "rating", "stars", "2", 2);
    act("dune", "rating", "stars", "5", 3);
    act("sum", "rating", "stars", "3.25", 4);
    act("heat", "view", "count", "1", 1);
    act("alien", "view", "count", "5", 2);
    act("alien", "play", "count", "2", 3);
    act("dune", "progress", "share", "0.5", 5);
    act("dune", "purchase", "count", "1", 4);
    act("heat", "watchlist", "note", "\"two, or\\nthree\"", 9);
    act("dune", "watchlist", "note", "\"مرحبا 📚\"", 8);
    act("alien", "watchlist", "note", "null", 7);
  }

  private static void put(String id, String kind, String title, String genre) {
    var answer =
        server.put(
            "/api/v1/items/test:" + id,
            "{\"kind\":\"%s\",\"title\":\"%s\",\"genres\":[\"%s\"],\"year\":1990}"
                .formatted(kind, title, genre));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private static void act(String item, String type, String field, String value, int day) {
    var answer =
        server.post(
            "/api/v1/interactions:batch",
            """
            {"interactions":[{"type":"%s","user":"test:me","item":"test:%s","%s":%s,
            "occurredAt":"2025-06-0%dT12:00:00Z"}]}
            """
                .formatted(type, item, field, value, day));
    assertThat(answer.json().path("errors")).as(answer.body()).isEmpty();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> titles(String list, String entries) {
    var answer = server.get(ME + list);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var titles = new ArrayList<String>();
    answer.json().path(entries).forEach(one -> titles.add(one.at("/item/title").asString()));
    return titles;
  }

  @Test
  void ratingsAreSortedAndFiltered() {
    String sum = "=SUM(1), \"quoted\"";
    assertThat(titles("ratings", "ratings")).containsExactly(sum, "Dune", "alien", "Heat");
    assertThat(titles("ratings?sort=oldest", "ratings"))
        .containsExactly("Heat", "alien", "Dune", sum);
    assertThat(titles("ratings?sort=title", "ratings"))
        .containsExactly(sum, "alien", "Dune", "Heat");
    assertThat(titles("ratings?sort=stars", "ratings"))
        .containsExactly("Dune", "Heat", sum, "alien");
    assertThat(titles("ratings?kind=movie", "ratings")).containsExactly("alien", "Heat");
    assertThat(titles("ratings?kind=movie&genre=crime", "ratings")).containsExactly("Heat");
  }

  @Test
  void consumedTellsHowOftenAndHowFar() {
    assertThat(titles("consumed", "items")).containsExactly("Dune", "alien", "Heat");
    assertThat(titles("consumed?sort=most", "items")).containsExactly("alien", "Heat", "Dune");
    assertThat(titles("consumed?did=progress", "items")).containsExactly("Dune");
    assertThat(titles("consumed?did=view&sort=title", "items")).containsExactly("alien", "Heat");
    var alien = server.get(ME + "consumed?did=play").json().at("/items/0");
    assertThat(alien.at("/views/count").asInt()).isEqualTo(5);
    assertThat(alien.at("/plays/count").asInt()).isEqualTo(2);
    assertThat(alien.path("lastAt").asString()).isEqualTo("2025-06-03T12:00:00Z");
  }

  @Test
  void theWatchlistComesInItsOwnersOrder() {
    assertThat(titles("watchlist", "items")).containsExactly("Heat", "Dune", "alien");
    assertThat(titles("watchlist?sort=oldest", "items")).containsExactly("alien", "Dune", "Heat");
    assertThat(titles("watchlist?kind=book", "items")).containsExactly("Dune");
    assertThat(server.get(ME + "watchlist?kind=book").json().at("/items/0/place").asInt())
        .isEqualTo(2);
  }

  @Test
  void pagesAddUpToTheListInEveryOrder() {
    for (var order : new String[] {"newest", "oldest", "title", "stars"}) {
      var paged = new ArrayList<String>();
      String cursor = "";
      do {
        var page = server.get(ME + "ratings?limit=1&sort=" + order + cursor).json();
        page.path("ratings").forEach(one -> paged.add(one.at("/item/title").asString()));
        cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").asString() : "";
      } while (!cursor.isEmpty() && paged.size() < 10);
      assertThat(paged).as(order).isEqualTo(titles("ratings?sort=" + order, "ratings"));
    }
  }

  @Test
  void listsAreTakenAwayAsCsvAndJson() {
    var csv = server.get(ME + "ratings/export?format=csv&sort=title&kind=book");
    assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
    assertThat(csv.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"tastemaker-ratings.csv\"");
    assertThat(withoutIds(csv))
        .containsExactly(
            "item,kind,title,year,stars,ratedAt",
            "#,book,\"'=SUM(1), \"\"quoted\"\"\",1990,3.25,2025-06-04T12:00:00Z",
            "#,book,Dune,1990,5,2025-06-03T12:00:00Z");
    assertThat(withoutIds(server.get(ME + "watchlist/export?format=csv")))
        .containsExactly(
            "item,kind,title,year,place,note,addedAt",
            "#,movie,Heat,1990,1,\"two, or\nthree\",2025-06-09T12:00:00Z",
            "#,book,Dune,1990,2,مرحبا 📚,2025-06-08T12:00:00Z",
            "#,movie,alien,1990,3,,2025-06-07T12:00:00Z");
    assertThat(withoutIds(server.get(ME + "consumed/export?format=csv&sort=most")))
        .containsExactly(
            "item,kind,title,year,views,plays,purchases,installs,share,episode,hours,lastAt",
            "#,movie,alien,1990,5,2,,,,,,2025-06-03T12:00:00Z",
            "#,movie,Heat,1990,1,,,,,,,2025-06-01T12:00:00Z",
            "#,book,Dune,1990,,,1,,0.5,,,2025-06-05T12:00:00Z");
    var json = server.get(ME + "ratings/export?format=json&sort=stars").json();
    assertThat(json.get(0).at("/item/title").asString()).isEqualTo("Dune");
    assertThat(json).hasSize(4);
  }

  private static String[] withoutIds(Answer csv) {
    return csv.body().replaceAll("(?m)^[0-9]+,", "#,").split("\r\n");
  }

  @Test
  void wrongQuestionsAreRefusedByParameter() {
    var cursor = server.get(ME + "ratings?limit=1").json().path("cursor").asString();
    for (var other :
        new String[] {
          "ratings?sort=title&cursor=" + cursor,
          "ratings?kind=book&cursor=" + cursor,
          "watchlist?sort=newest&cursor=" + cursor,
          "ratings?cursor=x"
        }) {
      refused(server.get(ME + other), 400, "invalid-request", "cursor");
    }
    refused(server.get(ME + "ratings?sort=place"), 400, "invalid-request", "sort");
    refused(server.get(ME + "ratings?sort=best"), 400, "invalid-request", "sort");
    refused(server.get(ME + "watchlist?sort=stars"), 400, "invalid-request", "sort");
    refused(server.get(ME + "consumed?kind=film"), 400, "invalid-request", "kind");
    refused(server.get(ME + "consumed?did=eat"), 400, "invalid-request", "did");
    refused(server.get(ME + "consumed?limit=201"), 400, "invalid-request", "limit");
    refused(server.get(ME + "ratings/export"), 400, "invalid-request", "format");
    refused(server.get(ME + "ratings/export?format=pdf"), 400, "invalid-request", "format");
    refused(server.get(ME + "ratings?order=title"), 400, "unknown-parameter", "order");
    refused(server.get("/api/v1/people/test:none/consumed"), 404, "no-such-user", "");
  }
}
