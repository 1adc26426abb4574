package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.IdIndex;
import org.tastemaker.engine.data.PreferenceMapping;
import org.tastemaker.engine.model.Popularity;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.interaction.Histories;
import org.tastemaker.server.interaction.Ratings;
import org.tastemaker.server.interaction.Stars;
import org.tastemaker.server.training.ModelRole;
import org.tastemaker.server.training.PublishedModel;
import tools.jackson.databind.JsonNode;

class RecommendationsTest {
  private static World world;

  @BeforeAll
  static void start() {
    world = new World();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void everyItemSaysWhatItIsAndWhyItIsThere() {
    var list = world.recommended(world.fanOf("Crime"), "&limit=5");

    assertThat(list.path("listId").asString()).hasSize(36);
    assertThat(list.path("model").path("algorithm").asString()).isEqualTo("ImplicitAls");
    assertThat(list.path("model").path("id").asLong()).isPositive();
    assertThat(list.path("items")).hasSize(5);
    for (var item : list.path("items")) {
      assertThat(item.path("title").asString()).startsWith("Crime");
      assertThat(item.path("kind").asString()).isIn("movie", "book");
      assertThat(item.path("genres").get(0).asString()).isEqualTo("Crime");
      assertThat(item.path("year").asInt()).isBetween(1980, 2010);
      assertThat(item.path("source").asString()).isEqualTo("ImplicitAls");
      assertThat(item.path("score").asDouble()).isPositive();
      assertThat(item.path("reason").path("text").asString())
          .startsWith("because you rated Crime movie ");
      assertThat(item.path("reason").path("items")).isNotEmpty();
    }
  }

  @Test
  void scoresDescend() {
    var scores = scores(world.recommended(world.fanOf("Romance"), "&limit=30"));

    assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void ratedItemsDoNotComeBackUntilTheRatingIsWithdrawn() {
    var person = world.fanOf("Crime");
    var first = World.titles(world.recommended(person, "&limit=100"));
    assertThat(first).hasSize(87).doesNotContain("Crime movie 1", "Crime movie 2", "Crime movie 3");

    world.withdraw(person, "Crime movie 2");

    assertThat(World.titles(world.recommended(person, "&limit=100")))
        .hasSize(88)
        .contains("Crime movie 2");
  }

  @Test
  void whatWasDoneLastIsKnownToModelsThatLookAtTheOrder() {
    var person = world.newPerson();
    var ratings = world.server().of(Ratings.class);
    int later = world.item("Crime movie 1");
    int earlier = world.item("Crime movie 2");
    ratings.rate(person, later, Stars.of(5), Instant.parse("2025-06-02T00:00:00.9Z"), null);
    ratings.rate(person, earlier, Stars.of(4), Instant.parse("2025-06-01T00:00:00Z"), null);
    var items = IdIndex.of(later, earlier);
    var model =
        new PublishedModel(
            1,
            ModelRole.RANKING,
            "NextItem",
            new Popularity(new float[2]),
            items,
            new PreferenceMapping(),
            Instant.now());
    var index = world.server().of(LiveCatalogue.class).current();

    var history = world.server().of(Histories.class).of(person);
    var profile = Past.Kept.of(history).evidence(model, index).profile();

    assertThat(profile.ordered()).isTrue();
    assertThat(profile.seconds()[items.indexOf(later)])
        .isEqualTo(Instant.parse("2025-06-02T00:00:00Z").getEpochSecond());
    assertThat(profile.seconds()[items.indexOf(earlier)])
        .isEqualTo(Instant.parse("2025-06-01T00:00:00Z").getEpochSecond());
  }

  @Test
  void declinedItemsDoNotComeBack() {
    var person = world.fanOf("Crime");
    var best = world.recommended(person, "&limit=1").path("items").get(0).path("id").asInt();
    world
        .server()
        .database()
        .jdbc()
        .sql("insert into decline (person, item, occurred_at) values (:person, :item, now())")
        .param("person", person)
        .param("item", best)
        .update();

    var list = world.recommended(person, "&limit=100");

    assertThat(ids(list)).doesNotContain(best);
    assertThat(removed(list, "declined")).isEqualTo(1);
  }

  @Test
  void playedItemsDoNotComeBackAndAreNamedAsPlayed() {
    var person = world.newPerson();
    for (var title : List.of("Crime book 1", "Crime book 2")) {
      world
          .server()
          .database()
          .jdbc()
          .sql(
              "insert into activity (person, item, type, count, first_at, last_at) values (:person, :item, 3, 4, now(), now())")
          .param("person", person)
          .param("item", world.item(title))
          .update();
    }

    var list = world.recommended(person, "&limit=20");

    assertThat(World.titles(list)).doesNotContain("Crime book 1", "Crime book 2");
    assertThat(list.path("items").get(0).path("reason").path("text").asString())
        .startsWith("because you read Crime book ");
  }

  @Test
  void takingAwayTheRatingThatAReasonNamesLowersTheScore() {
    var person = world.fanOf("Crime");
    world.rate(person, "Romance movie 1", 5);
    for (var item : world.recommended(person, "&limit=6").path("items")) {
      var because = item.path("reason").path("items").get(0);
      world.withdraw(person, because.path("title").asString());

      var after = score(world.recommended(person, "&limit=100"), item.path("id").asInt());

      assertThat(after)
          .as("%s without %s", item, because)
          .isLessThan(item.path("score").asDouble());
      world.rate(person, because.path("title").asString(), 5);
    }
  }

  @Test
  void theTermsOfAReasonAreTheLargestPartsOfTheScore() {
    var person = world.fanOf("Crime");
    var item = world.recommended(person, "&limit=1").path("items").get(0);
    double sum = 0;
    for (var term : item.path("reason").path("items")) {
      sum += term.path("contribution").asDouble();
    }

    assertThat(sum).isCloseTo(item.path("score").asDouble(), within(1e-3));
  }

  @Test
  void aLowRatingIsNoReason() {
    var person = world.fanOf("Crime");
    world.rate(person, "Romance movie 1", 1);

    var list = world.recommended(person, "&limit=100");

    assertThat(list.toString()).doesNotContain("rated Romance movie 1", "and Romance movie 1");
  }

  @Test
  void aRatingCountsOnTheNextRequest() {
    var person = world.fanOf("Crime");
    var before = world.recommended(person, "&limit=10");
    world.rate(person, "Romance movie 5", 5);
    world.rate(person, "Romance movie 6", 5);

    var after = world.recommended(person, "&limit=10");

    assertThat(scores(after)).isNotEqualTo(scores(before));
    assertThat(String.join(" ", World.titles(after))).contains("Romance");
  }

  @Test
  void newPersonGetsPopularItems() {
    var list = world.recommended(world.newPerson(), "&limit=10");

    assertThat(list.path("items")).hasSize(10);
    for (var item : list.path("items")) {
      assertThat(item.path("source").asString()).isEqualTo("popular");
      assertThat(item.path("reason").path("text").asString())
          .matches("rated \\d\\.\\d on average by \\d+ people");
    }
    assertThat(ids(list)).isEqualTo(ids(world.got("/api/v1/items/popular?limit=10")));
  }

  @Test
  void somebodyOfAnUnknownSourceGetsPopularItemsToo() {
    var list = world.got("/api/v1/recommendations?user=shop:nobody-yet&limit=10");

    assertThat(ids(list)).isEqualTo(ids(world.got("/api/v1/items/popular?limit=10")));
  }

  @Test
  void threeRatingsGiveAListOfThatTaste() {
    var person = world.newPerson();
    var popular = ids(world.recommended(person, "&limit=10"));
    for (var n = 1; n <= 3; n++) {
      world.rate(person, "Romance movie " + n, 4.5);
    }

    var list = world.recommended(person, "&limit=10");

    assertThat(ids(list)).isNotEqualTo(popular);
    assertThat(World.titles(list).stream().filter(title -> title.startsWith("Romance")).count())
        .isGreaterThan(7);
  }

  @Test
  void aPersonIsFoundByTheirOutsideId() {
    assertThat(ids(world.got("/api/v1/recommendations?user=test:person%203")))
        .isEqualTo(ids(world.got("/api/v1/recommendations?user=" + person("person 3"))));
  }

  @Test
  void filtersActBeforeTheBestArePicked() {
    var person = world.fanOf("Crime");

    var list =
        world.recommended(person, "&kind=book&genre=romance&yearFrom=1985&yearTo=1990&limit=6");

    assertThat(World.titles(list))
        .containsExactlyInAnyOrder(
            "Romance book 6",
            "Romance book 7",
            "Romance book 8",
            "Romance book 9",
            "Romance book 10",
            "Romance book 11");
  }

  @Test
  void aShortListSaysWhichStageRemovedWhat() {
    var person = world.fanOf("Crime");
    world.rate(person, "Crime book 2", 4);
    var excluded = world.item("Crime book 1") + ",test:Crime%20book%205,test:no%20such%20item";

    var list = world.recommended(person, "&kind=book&genre=Crime&yearTo=1985&exclude=" + excluded);

    assertThat(World.titles(list))
        .containsExactlyInAnyOrder("Crime book 3", "Crime book 4", "Crime book 6");
    assertThat(removed(list, "kind")).isEqualTo(60);
    assertThat(removed(list, "genre")).isEqualTo(15);
    assertThat(removed(list, "year")).isEqualTo(9);
    assertThat(removed(list, "excluded")).isEqualTo(2);
    assertThat(removed(list, "consumed")).isEqualTo(1);
    assertThat(list.has("nextCursor")).isFalse();
  }

  @Test
  void anEmptyListSaysSo() {
    var list = world.recommended(world.fanOf("Crime"), "&kind=track");

    assertThat(list.path("items")).isEmpty();
    assertThat(removed(list, "kind")).isEqualTo(90);
    assertThat(list.path("note").asString()).isNotBlank();
  }

  @Test
  void pagesMakeTheWholeList() {
    var person = world.fanOf("Crime");
    var whole = ids(world.recommended(person, "&limit=50"));

    assertThat(pages(person, 7, 100, () -> {}).subList(0, 50)).isEqualTo(whole);
  }

  @Test
  void pagesNeitherRepeatNorSkipWhenSomebodyRatesInBetween() {
    var person = world.fanOf("Crime");
    var whole = new ArrayList<>(ids(world.recommended(person, "&limit=40")));
    var rated = List.of(world.item("Romance movie 8"), world.item("Romance movie 9"));

    var paged =
        pages(
            person,
            10,
            4,
            () -> {
              world.rate(person, "Romance movie 8", 5);
              world.rate(person, "Romance movie 9", 5);
            });

    whole.removeAll(rated);
    assertThat(paged.subList(0, whole.size())).isEqualTo(whole);
  }

  @Test
  void aWholeCatalogueIsPagedThroughOnce() {
    var person = world.fanOf("Romance");

    var all = pages(person, 8, 100, () -> {});

    assertThat(all).hasSize(87);
    assertThat(new HashSet<>(all)).hasSize(87);
  }

  @Test
  void aListKeepsItsIdOnAllPages() {
    var person = world.fanOf("Crime");
    var first = world.recommended(person, "&limit=5");
    var second =
        world.recommended(person, "&limit=5&cursor=" + first.path("nextCursor").asString());

    assertThat(second.path("listId")).isEqualTo(first.path("listId"));
    assertThat(world.recommended(person, "&limit=5").path("listId"))
        .isNotEqualTo(first.path("listId"));
  }

  @Test
  void popularIsFilteredAndByWeightedRating() {
    var list = world.got("/api/v1/items/popular?kind=book&limit=15");

    assertThat(list.path("items")).hasSize(15);
    assertThat(list.path("items").findValuesAsString("kind")).containsOnly("book");
    assertThat(scores(list)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void similarItemsAreOfTheSameTaste() {
    var list = world.got("/api/v1/items/" + world.item("Crime movie 4") + "/similar?limit=10");

    assertThat(list.path("title").asString()).isEqualTo("Crime movie 4");
    assertThat(World.titles(list))
        .hasSize(10)
        .doesNotContain("Crime movie 4")
        .allMatch(title -> title.startsWith("Crime"));
    assertThat(list.path("items").get(0).path("reason").path("text").asString())
        .isEqualTo("liked by the people who like Crime movie 4");
  }

  @Test
  void similarItemsAreFiltered() {
    var list =
        world.got("/api/v1/items/test:Crime%20movie%204/similar?kind=book&yearFrom=1985&limit=5");

    assertThat(list.path("items").findValuesAsString("kind")).hasSize(5).containsOnly("book");
  }

  @Test
  void aBasketGetsAListOfItsTasteAndNothingOfIt() {
    var answer =
        world
            .server()
            .post(
                "/api/v1/recommendations",
                "{\"items\":[%d,\"test:Romance movie 2\",{\"id\":\"test:Crime movie 1\",\"stars\":1}],\"kind\":\"movie\",\"limit\":8}"
                    .formatted(world.item("Romance movie 1")));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(World.titles(answer.json()))
        .hasSize(8)
        .doesNotContain("Romance movie 1", "Romance movie 2")
        .allMatch(title -> title.startsWith("Romance movie"));
    assertThat(answer.json().path("items").get(0).path("reason").path("text").asString())
        .startsWith("because you chose Romance movie ")
        .doesNotContain("Crime");
    assertThat(removed(answer.json(), "consumed")).isEqualTo(3);
  }

  @Test
  void predictionsFollowTheTasteAndNameWhatIsUnknown() {
    var person = world.fanOf("Crime");

    var list =
        world.got(
            "/api/v1/predictions?user=%d&items=%d,test:Romance%%20movie%%207,999999,test:x"
                .formatted(person, world.item("Crime movie 7")));

    var crime = list.path("items").get(0).path("predictedRating").asDouble();
    var romance = list.path("items").get(1).path("predictedRating").asDouble();
    assertThat(crime).isGreaterThan(romance + 0.5).isLessThanOrEqualTo(5);
    assertThat(romance).isGreaterThanOrEqualTo(0);
    assertThat(list.path("model").path("algorithm").asString()).isEqualTo("BiasedMf");
    assertThat(list.path("unknown").findValuesAsString("item")).containsExactly("999999", "test:x");
  }

  @Test
  void everyAnswerIsLogged() {
    var person = world.fanOf("Crime");
    var list = world.recommended(person, "&limit=5");

    var deadline = System.nanoTime() + 5_000_000_000L;
    while (logged(list) == 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      World.pause();
    }
    assertThat(
            world
                .server()
                .database()
                .jdbc()
                .sql(
                    "select person || ' ' || source || ' ' || array_length(items, 1) from recommendation_log where list_id = cast(:list as uuid)")
                .param("list", list.path("listId").asString())
                .query(String.class)
                .single())
        .isEqualTo(person + " ImplicitAls 5");
  }

  private static int logged(JsonNode list) {
    return world
        .server()
        .database()
        .jdbc()
        .sql("select count(*) from recommendation_log where list_id = cast(:list as uuid)")
        .param("list", list.path("listId").asString())
        .query(Integer.class)
        .single();
  }

  /// The items of up to `most` pages; something happens after the first.
  private static List<Integer> pages(int person, int limit, int most, Runnable inBetween) {
    var page = world.recommended(person, "&limit=" + limit);
    var all = new ArrayList<>(ids(page));
    inBetween.run();
    for (var count = 1; count < most && page.has("nextCursor"); count++) {
      page =
          world.recommended(
              person, "&limit=" + limit + "&cursor=" + page.path("nextCursor").asString());
      all.addAll(ids(page));
    }
    return all;
  }

  private static int person(String key) {
    return world
        .server()
        .of(org.tastemaker.server.interaction.People.class)
        .ensure(new org.tastemaker.server.id.SourceKey("test", key));
  }

  private static List<Integer> ids(JsonNode list) {
    var ids = new ArrayList<Integer>();
    list.path("items").forEach(item -> ids.add(item.path("id").asInt()));
    return ids;
  }

  private static List<Double> scores(JsonNode list) {
    var scores = new ArrayList<Double>();
    list.path("items").forEach(item -> scores.add(item.path("score").asDouble()));
    return scores;
  }

  private static double score(JsonNode list, int id) {
    for (var item : list.path("items")) {
      if (item.path("id").asInt() == id) {
        return item.path("source").asString().equals("popular") ? 0 : item.path("score").asDouble();
      }
    }
    throw new AssertionError("item " + id + " is not in the list");
  }

  private static int removed(JsonNode list, String stage) {
    for (var removed : list.path("removed")) {
      if (removed.path("stage").asString().equals(stage)) {
        return removed.path("count").asInt();
      }
    }
    return 0;
  }
}
