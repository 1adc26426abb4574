package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import tools.jackson.databind.JsonNode;

class ItemListRoutesTest {
  private static final String ITEMS = "/api/v1/items?";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    movie(1, 1986, "en", "Ann Able", "Drama", "Crime");
    movie(2, 1994, "en", "Ben Baker", "Crime");
    movie(3, 1995, "fr", "ann able", "Drama", "Crime", "Horror");
    movie(4, 2001, "ja", "Cy Cable", "Horror");
    movie(5, 2004, "en", "Ben Baker", "Drama");
    server.put("/api/v1/items/list:b", "{\"kind\":\"book\",\"title\":\"Book\",\"year\":1990}");
    rate("list:1", 5, 5, 5);
    rate("list:2", 4, 4, 4, 4);
    rate("list:3", 2, 2);
    rate("list:4", 5);
    var live = server.of(LiveCatalogue.class);
    await(() -> live.current().ratingCount(live.current().find(key("list:4")).orElseThrow()) == 1);
  }

  private static org.tastemaker.server.id.Reference key(String text) {
    return org.tastemaker.server.id.Reference.parse(text);
  }

  private static void await(java.util.function.BooleanSupplier there) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it does not come").isLessThan(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void movie(int n, int year, String language, String director, String... genres) {
    server.put(
        "/api/v1/items/list:" + n,
        """
        {"kind":"movie","title":"Movie %d","year":%d,"language":"%s","genres":["%s"],
        "country":"%s","keywords":["word %d"],"people":[{"name":"%s","role":"director"}]}
        """
            .formatted(
                n,
                year,
                language,
                String.join("\",\"", genres),
                language + "-land",
                n % 2,
                director));
  }

  private static void rate(String item, int... stars) {
    for (int i = 0; i < stars.length; i++) {
      server.put(
          "/api/v1/items/%s/rating?user=list:p%d".formatted(item, i),
          "{\"stars\":%d}".formatted(stars[i]));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> titles(String query) {
    var titles = new ArrayList<String>();
    var answer = server.get(ITEMS + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    answer.json().get("items").forEach(item -> titles.add(item.get("title").asString()));
    return titles;
  }

  @Test
  void filtersHoldTogether() {
    assertThat(titles("sort=title&genre=drama&genre=horror"))
        .containsExactly("Movie 1", "Movie 3", "Movie 4", "Movie 5");
    assertThat(titles("sort=title&genreAll=drama&genreAll=CRIME"))
        .containsExactly("Movie 1", "Movie 3");
    assertThat(titles("sort=title&genreAll=drama&genreNone=horror"))
        .containsExactly("Movie 1", "Movie 5");
    assertThat(titles("sort=title&language=fr&language=ja")).containsExactly("Movie 3", "Movie 4");
    assertThat(titles("sort=title&person=Ann+Able")).containsExactly("Movie 1", "Movie 3");
    assertThat(titles("sort=title&person=Ann+Able&yearFrom=1990")).containsExactly("Movie 3");
    assertThat(titles("sort=title&person=Nobody")).isEmpty();
    assertThat(titles("sort=title&country=FR-land&country=ja-land"))
        .containsExactly("Movie 3", "Movie 4");
    assertThat(titles("sort=title&keyword=Word+0")).containsExactly("Movie 2", "Movie 4");
  }

  @Test
  void ratingsFilterAndSort() {
    assertThat(titles("kind=movie&sort=title&minRating=4"))
        .containsExactly("Movie 1", "Movie 2", "Movie 4");
    assertThat(titles("kind=movie&sort=title&minRatings=2"))
        .containsExactly("Movie 1", "Movie 2", "Movie 3");
    assertThat(titles("kind=movie&sort=title&minRating=4&minRatings=3"))
        .containsExactly("Movie 1", "Movie 2");
    assertThat(titles("kind=movie&sort=popular&minRatings=1"))
        .containsExactly("Movie 2", "Movie 1", "Movie 3", "Movie 4");
    assertThat(titles("kind=movie&sort=rating"))
        .as("three raves weigh more than one")
        .startsWith("Movie 1", "Movie 4")
        .endsWith("Movie 5");
  }

  @Test
  void mineIsWhatThePersonHadToDoWith() {
    assertThat(titles("kind=movie&sort=title&mine=true&user=list:p1"))
        .containsExactly("Movie 1", "Movie 2", "Movie 3");
    assertThat(titles("kind=movie&sort=title&mine=false&user=list:p1"))
        .containsExactly("Movie 4", "Movie 5");
    assertThat(titles("mine=true&user=list:nobody")).isEmpty();
    refused(server.get(ITEMS + "mine=true"), "user");
    refused(server.get(ITEMS + "user=list:p1"), "user");
  }

  @Test
  void facetsCountTheWholeList() {
    var answer = server.get(ITEMS + "kind=movie&kind=book&limit=1&facets=genre,kind,decade").json();

    assertThat(answer.get("items").size()).isEqualTo(1);
    assertThat(answer.get("facets").get("genre").toString())
        .isEqualTo(
            """
            [{"value":"Crime","count":3},{"value":"Drama","count":3},{"value":"Horror","count":2}]\
            """);
    assertThat(answer.get("facets").get("kind").toString())
        .isEqualTo("[{\"value\":\"movie\",\"count\":5},{\"value\":\"book\",\"count\":1}]");
    assertThat(answer.get("facets").get("decade").toString())
        .isEqualTo(
            """
            [{"value":"2000","count":2},{"value":"1990","count":3},{"value":"1980","count":1}]\
            """);
    assertThat(
            server
                .get(ITEMS + "kind=movie&genre=horror&facets=language")
                .json()
                .get("facets")
                .get("language")
                .toString())
        .isEqualTo("[{\"value\":\"fr\",\"count\":1},{\"value\":\"ja\",\"count\":1}]");
    assertThat(server.get(ITEMS + "limit=1").json().has("facets")).isFalse();
  }

  @Test
  void fieldsAreWhatWasAskedFor() {
    var item = server.get(ITEMS + "person=Cy+Cable&fields=title,year").json().get("items").get(0);

    assertThat(item.toString()).isEqualTo("{\"title\":\"Movie 4\",\"year\":2001}");
    refused(server.get(ITEMS + "fields=titel"), "fields");
  }

  @Test
  void anAnswerThatIsStillTheSameIsNotSentAgain() {
    var first = server.get(ITEMS + "kind=book");
    String tag = first.header("ETag");

    var again = server.send(server.request(ITEMS + "kind=book").header("If-None-Match", tag));
    var other = server.send(server.request(ITEMS + "kind=movie").header("If-None-Match", tag));

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(other.status()).isEqualTo(200);
    assertThat(other.header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void pagesOfARestlessOrderGoOnAsTheyBegan() {
    for (int n = 1; n <= 6; n++) {
      server.put(
          "/api/v1/items/leaf:" + n, "{\"kind\":\"track\",\"title\":\"Track %d\"}".formatted(n));
    }
    var live = server.of(LiveCatalogue.class);
    for (String sort : List.of("popular", "trending", "rating")) {
      var seen = new ArrayList<String>();
      String path = ITEMS + "kind=track&limit=2&sort=" + sort;
      JsonNode page = server.get(path).json();
      while (true) {
        page.get("items").forEach(item -> seen.add(item.get("title").asString()));
        if (!page.has("cursor")) {
          break;
        }
        int last = live.current().find(key("leaf:6")).orElseThrow();
        int ratings = live.current().ratingCount(last);
        server.put("/api/v1/items/leaf:6/rating?user=leaf:" + sort + seen.size(), "{\"stars\":5}");
        await(() -> live.current().ratingCount(last) > ratings);
        page = server.get(path + "&cursor=" + page.get("cursor").asString()).json();
      }
      assertThat(seen).as(sort).hasSize(6);
      assertThat(new HashSet<>(seen)).as(sort).hasSize(6);
    }
  }

  @Test
  void pagesByTitleAndYearNeitherRepeatNorSkipWhileItemsCome() {
    for (String sort : List.of("title", "newest")) {
      var before = new ArrayList<String>();
      var seen = new ArrayList<String>();
      for (int n = 10; n < 20; n++) {
        String title = "%s %d".formatted(sort, n);
        before.add(title);
        server.put(
            "/api/v1/items/come:%s%d".formatted(sort, n),
            "{\"kind\":\"game\",\"title\":\"%s\",\"year\":%d,\"genres\":[\"%s\"]}"
                .formatted(title, 1980 + n, sort));
      }
      String path = ITEMS + "kind=game&genre=" + sort + "&limit=3&sort=" + sort;
      JsonNode page = server.get(path).json();
      int added = 0;
      while (true) {
        page.get("items").forEach(item -> seen.add(item.get("title").asString()));
        if (!page.has("cursor")) {
          break;
        }
        added++;
        server.put(
            "/api/v1/items/come:%s-new-%d".formatted(sort, added),
            "{\"kind\":\"game\",\"title\":\"%s 0%d\",\"year\":%d,\"genres\":[\"%s\"]}"
                .formatted(sort, added, 2010 + added, sort));
        page = server.get(path + "&cursor=" + page.get("cursor").asString()).json();
      }
      assertThat(seen).as(sort).containsAll(before).doesNotHaveDuplicates();
    }
  }

  @Test
  void episodesComeInTheirOrderWithWhatWasWatched() {
    server.put("/api/v1/items/show:s", "{\"kind\":\"series\",\"title\":\"Show\"}");
    int series = server.get("/api/v1/items/show:s").json().get("id").asInt();
    episode("show:e3", "Third", "\"show:s\"", "2", "1");
    episode("show:e2", "Second", "\"%d\"".formatted(series), "1", "10");
    episode("show:e1", "First", "\"show:s\"", "1", "9");
    episode("show:e0", "Unplaced", "\"show:s\"", "null", "null");
    server.post(
        "/api/v1/interactions:batch",
        "{\"interactions\":[{\"user\":\"show:p\",\"item\":\"show:e2\",\"type\":\"view\"}]}");

    var answer = server.get("/api/v1/items/show:s/episodes?user=show:p").json();

    var seen = new ArrayList<String>();
    answer
        .get("items")
        .forEach(
            each -> seen.add(each.get("item").get("title").asString() + " " + each.get("watched")));
    assertThat(seen).containsExactly("First false", "Second true", "Third false", "Unplaced false");
    assertThat(answer.get("watched").asInt()).isEqualTo(1);
    assertThat(answer.get("items").get(1).get("number").asInt()).isEqualTo(10);
    assertThat(server.get("/api/v1/items/show:s/episodes").json().get("watched").asInt()).isZero();
    assertThat(server.get("/api/v1/items/show:none/episodes").status()).isEqualTo(404);
  }

  private static void episode(
      String id, String title, String series, String season, String number) {
    var answer =
        server.put(
            "/api/v1/items/" + id,
            """
            {"kind":"episode","title":"%s","attributes":{"series":%s,"season":%s,"number":%s}}
            """
                .formatted(title, series, season, number));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  @Test
  void whoIsBehindItemsIsShownWithTheirWork() {
    var shown = server.get("/api/v1/contributors?name=ben+BAKER").json();

    assertThat(shown.get("name").asString()).isEqualTo("Ben Baker");
    assertThat(shown.get("total").asInt()).isEqualTo(2);
    assertThat(shown.get("items").get(0).get("item").get("title").asString()).isEqualTo("Movie 5");
    assertThat(shown.get("items").get(0).get("roles").toString()).isEqualTo("[\"director\"]");
    assertThat(server.get("/api/v1/contributors?name=Nobody").status()).isEqualTo(404);
    assertThat(server.get("/api/v1/contributors").status()).isEqualTo(400);
  }

  @Test
  void anItemIsLookedUpByAnOutsideId() {
    server.put("/api/v1/items/imdb:tt0000042", "{\"kind\":\"anime\",\"title\":\"Looked up\"}");

    assertThat(
            server.get("/api/v1/items/lookup?source=IMDb&value=42").json().get("title").asString())
        .isEqualTo("Looked up");
    assertThat(server.get("/api/v1/items/lookup?source=imdb&value=43").status()).isEqualTo(404);
    refused(server.get("/api/v1/items/lookup?source=imdb&value=x"), "value");
    assertThat(server.get("/api/v1/items/lookup?source=imdb").status()).isEqualTo(400);
  }

  @Test
  void genresAreListedPerKind() {
    assertThat(server.get("/api/v1/genres?kind=movie").json().get("items").toString())
        .isEqualTo(
            """
            [{"value":"Crime","count":3},{"value":"Drama","count":3},{"value":"Horror","count":2}]\
            """);
    refused(server.get("/api/v1/genres?kind=film"), "kind");
  }

  @Test
  void wrongParametersAreRefusedByName() {
    refused(server.get(ITEMS + "minRating=5.1"), "minRating");
    refused(server.get(ITEMS + "minRating=NaN"), "minRating");
    refused(server.get(ITEMS + "minRatings=-1"), "minRatings");
    refused(server.get(ITEMS + "facets=person"), "facets");
    refused(server.get(ITEMS + "sort=best"), "sort");
    String cursor = server.get(ITEMS + "limit=1&minRating=1").json().get("cursor").asString();
    refused(server.get(ITEMS + "limit=1&minRating=2&cursor=" + cursor), "cursor");
    refused(server.get(ITEMS + "limit=1&sort=title&minRating=1&cursor=" + cursor), "cursor");
  }

  private static void refused(Answer answer, String field) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
  }
}
