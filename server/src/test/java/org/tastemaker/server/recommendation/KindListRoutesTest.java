package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer.Answer;
import tools.jackson.databind.JsonNode;

/// Lists from a title, where models are trained.
final class KindListRoutesTest {
  private static World world;

  @BeforeAll
  static void start() {
    world = new World();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Answer post(String path, String title) {
    return world.server().post(path, "{\"title\":\"%s\"}".formatted(title));
  }

  private static JsonNode made(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> titles(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path("title").asString())
        .toList();
  }

  @Test
  void aTitleBringsTenItemsThatAreLikeIt() {
    var answer = post("/api/v1/movie/recommend/", "Crime movie 7");
    var list = made(answer);

    assertThat(list.isArray()).isTrue();
    assertThat(list.size()).isEqualTo(10);
    assertThat(titles(list))
        .allMatch(title -> title.contains("movie"))
        .doesNotContain("Crime movie 7");
    assertThat(titles(list).stream().filter(title -> title.startsWith("Crime")).count())
        .isGreaterThanOrEqualTo(8);
    assertThat(list.get(0).toString())
        .contains("\"id\":", "\"image_url\":null", "\"reason\":", "\"source\":", "\"keys\":[");
    assertThat(list.get(0).path("reason").path("text").asString())
        .isEqualTo("liked by the people who like Crime movie 7");
    assertThat(answer.header("Link"))
        .isEqualTo(
            "</api/v1/items/%d>; rel=\"about\"; title*=UTF-8''Crime%%20movie%%207"
                .formatted(world.item("Crime movie 7")));
  }

  @Test
  void whatIsNotATitleExactlyIsSearched() {
    assertThat(post("/api/v1/book/recommend", "crime BOOK 3").header("Link")).contains("book%203");
    assertThat(post("/api/v1/book/recommend", "romanse book 4").header("Link"))
        .contains("Romance%20book%204");
  }

  @Test
  void whatIsLikeNoTitleIsNotFoundAndTheNearestAreNamed() {
    var answer = post("/api/v1/movie/recommend", "Crime against nobody");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("type").asString()).isEqualTo("/problems/no-such-title");
    assertThat(answer.json().path("detail").asString()).contains("The nearest: \"Crime movie ");
    assertThat(post("/api/v1/movie/recommend", "\u9032\u6483").status()).isEqualTo(404);
  }

  @Test
  void anUnknownKindIsNotFoundAndTheKindsAreNamed() {
    for (var path : List.of("/api/v1/film/recommend", "/api/v1/items/recommend/1")) {
      var answer = post(path, "Crime movie 7");
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.json().path("detail").asString()).contains("anime", "movie", "book");
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    for (var body :
        List.of(
            "{}",
            "{\"title\":\"\"}",
            "{\"title\":\"  \"}",
            "{\"name\":\"x\"}",
            "{\"title\":\"%s\"}".formatted("a".repeat(10_000)))) {
      assertThat(world.server().post("/api/v1/movie/recommend", body).status())
          .as(body)
          .isEqualTo(400);
    }
    for (var hostile : List.of("*", "\\\"crime", "crime AND", "\\u0000", "\\u202ecrime")) {
      assertThat(post("/api/v1/movie/recommend", hostile).status()).as(hostile).isIn(200, 404);
    }
  }

  @Test
  void somebodysListIsInTheirOrderWithoutWhatTheyConsumed() {
    int fan = world.fanOf("Crime");
    var list = made(post("/api/v1/movie/recommend/" + fan, "Crime movie 7"));

    assertThat(titles(list))
        .hasSize(10)
        .doesNotContain("Crime movie 1", "Crime movie 2", "Crime movie 3", "Crime movie 7");
    var scores = new ArrayList<Double>();
    list.forEach(item -> scores.add(item.path("score").asDouble()));
    assertThat(scores).isSortedAccordingTo((left, right) -> Double.compare(right, left));
    assertThat(list.get(0).path("reason").path("text").asString())
        .startsWith("because you rated Crime movie");
    var anothers = made(post("/api/v1/movie/recommend/" + world.fanOf("Romance"), "Crime movie 7"));
    assertThat(titles(anothers)).isNotEqualTo(titles(list));
  }

  @Test
  void theLatestListIsKeptWithThePredictedRatings() {
    int fan = world.fanOf("Crime");
    var path = "/api/v1/movie/recommend/" + fan;
    assertThat(world.server().get(path).status()).isEqualTo(404);
    post(path, "Crime movie 9");
    var list = made(post(path, "Crime movie 7"));

    var latest = world.got(path + "/");

    assertThat(titles(latest.path("items"))).isEqualTo(titles(list));
    assertThat(latest.path("about").path("title").asString()).isEqualTo("Crime movie 7");
    assertThat(latest.path("model").asLong()).isPositive();
    assertThat(latest.path("ratingModel").asLong()).isPositive();
    assertThat(latest.path("createdAt").asString()).startsWith("20");
    for (var item : latest.path("items")) {
      assertThat(item.path("predictedRating").asDouble()).isBetween(0.5, 5.0);
    }
    assertThat(latest.path("items").toString()).isEqualTo(list.toString());
  }

  @Test
  void predictionsOfAllKindsAreListedTheBestFirst() {
    int fan = world.fanOf("Romance");
    assertThat(world.got("/api/v1/people/" + fan + "/predictions").path("note").asString())
        .startsWith("Nothing is stored");
    post("/api/v1/movie/recommend/" + fan, "Romance movie 7");
    post("/api/v1/book/recommend/" + fan, "Romance book 7");

    var predictions = world.got("/api/v1/people/" + fan + "/predictions").path("predictions");

    assertThat(predictions.size()).isEqualTo(20);
    var stars = new ArrayList<Double>();
    predictions.forEach(each -> stars.add(each.path("predictedRating").asDouble()));
    assertThat(stars).isSortedAccordingTo((left, right) -> Double.compare(right, left));
    assertThat(predictions.get(0).path("model").asLong()).isPositive();
    assertThat(
            world.got("/api/v1/people/" + fan + "/predictions?limit=3").path("predictions").size())
        .isEqualTo(3);
    assertThat(world.server().get("/api/v1/people/" + fan + "/predictions?limit=0").status())
        .isEqualTo(400);
  }

  @Test
  void withoutATitleItIsWhatTheyAreRecommendedAnyway() {
    int fan = world.fanOf("Crime");
    var list = made(world.server().post("/api/v1/movie/recommend/" + fan, "{}"));
    assertThat(titles(list))
        .isEqualTo(World.titles(world.recommended(fan, "&kind=movie&limit=10")));
    assertThat(world.got("/api/v1/movie/recommend/" + fan).has("about")).isFalse();
  }

  @Test
  void anUnknownOutsideIdIsMadeAndABareOneNot() {
    assertThat(post("/api/v1/movie/recommend/mal:77", "Crime movie 7").status()).isEqualTo(200);
    assertThat(world.got("/api/v1/movie/recommend/mal:77").path("items").size()).isEqualTo(10);
    assertThat(post("/api/v1/movie/recommend/999999999", "Crime movie 7").status()).isEqualTo(404);
    assertThat(world.server().get("/api/v1/movie/recommend/mal:78").status()).isEqualTo(404);
  }

  @Test
  void nobodyElseMakesOrReadsSomebodysList() {
    var ann = TestAccount.fresh(world.server(), "ann_list");
    var bob = TestAccount.fresh(world.server(), "bob_list");
    int id = ann.get("/api/v1/me").json().path("id").asInt();
    var path = "/api/v1/movie/recommend/" + id;
    var body = "{\"title\":\"Crime movie 7\"}";

    assertThat(ann.send("POST", path, body).status()).isEqualTo(200);
    assertThat(ann.get(path).status()).isEqualTo(200);
    assertThat(ann.get("/api/v1/people/" + id + "/predictions").status()).isEqualTo(200);
    assertThat(bob.send("POST", path, body).status()).isEqualTo(403);
    assertThat(bob.get(path).status()).isEqualTo(403);
    assertThat(bob.get("/api/v1/people/" + id + "/predictions").status()).isEqualTo(403);
    assertThat(world.server().send(world.server().stranger(path)).status()).isEqualTo(401);
  }

  @Test
  void listsAreExportedAndErased() {
    var ann = TestAccount.fresh(world.server(), "ann_gone");
    int id = ann.get("/api/v1/me").json().path("id").asInt();
    ann.send("POST", "/api/v1/movie/recommend/" + id, "{\"title\":\"Crime movie 7\"}");

    var export = ann.get("/api/v1/me/export").json();
    assertThat(export.toString()).contains("\"storedLists\"", "\"madeAt\"", "\"predicted\":");
    ann.send("DELETE", "/api/v1/me", "{\"password\":\"" + TestAccount.PASSWORD + "\"}");
    for (var table : List.of("stored_list", "stored_item")) {
      assertThat(
              world
                  .server()
                  .database()
                  .jdbc()
                  .sql("select count(*) from " + table + " where person = :person")
                  .param("person", id)
                  .query(Integer.class)
                  .single())
          .as(table)
          .isZero();
    }
  }

  @Test
  void manyListsAtOnceLeaveOneWholeList() throws Exception {
    int fan = world.fanOf("Crime");
    var path = "/api/v1/movie/recommend/" + fan;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var making = new ArrayList<Callable<Integer>>();
      for (int n = 5; n < 21; n++) {
        var title = "Crime movie " + n;
        making.add(() -> post(path, title).status());
      }
      for (var each : threads.invokeAll(making)) {
        assertThat(each.get()).isEqualTo(200);
      }
    }
    assertThat(world.got(path).path("items").size()).isEqualTo(10);
  }
}
