package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the reasons of declines do to lists.
class DeclinedForTest {
  private static World world;

  @BeforeAll
  static void start() {
    world = new World();
    for (int n : List.of(20, 21, 22)) {
      credit("Crime movie " + n, "director");
    }
    credit("Crime movie 23", "actor");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static void credit(String title, String role) {
    var answer =
        world
            .server()
            .put(
                "/api/v1/items/test:" + title.replace(" ", "%20"),
                """
                {"kind":"movie","title":"%s","year":1999,"genres":["Crime"],
                "people":[{"name":"Ann Lee","role":"%s"}]}
                """
                    .formatted(title, role));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  /// Somebody who likes both tastes.
  private static int fanOfBoth() {
    int person = world.fanOf("Crime");
    for (int n = 1; n <= 3; n++) {
      world.rate(person, "Romance movie " + n, 5);
    }
    return person;
  }

  private static void decline(int person, String title, String reasons) {
    decline(person, title, reasons, Duration.ZERO);
  }

  private static void decline(int person, String title, String reasons, Duration ago) {
    var answer =
        world
            .server()
            .put(
                "/api/v1/items/%d/decline?user=%d".formatted(world.item(title), person),
                "{\"reasons\":%s,\"occurredAt\":\"%s\"}"
                    .formatted(reasons, Instant.now().minus(ago)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static void withdraw(int person, String title) {
    var path = "/api/v1/items/%d/decline?user=%d".formatted(world.item(title), person);
    assertThat(world.server().delete(path).status()).isEqualTo(200);
  }

  private static Map<String, Double> scores(JsonNode list) {
    var scores = new HashMap<String, Double>();
    list.path("items")
        .forEach(item -> scores.put(item.path("title").asString(), item.path("score").asDouble()));
    return scores;
  }

  private static double score(Map<String, Double> scores, String title) {
    return Objects.requireNonNull(scores.get(title), title);
  }

  private static int removed(JsonNode list, String stage) {
    for (var one : list.path("removed")) {
      if (one.path("stage").asString().equals(stage)) {
        return one.path("count").asInt();
      }
    }
    return 0;
  }

  private static JsonNode item(JsonNode list, String title) {
    for (var item : list.path("items")) {
      if (item.path("title").asString().equals(title)) {
        return item;
      }
    }
    throw new AssertionError("no " + title + " in " + World.titles(list));
  }

  private static JsonNode all(int person) {
    return world.recommended(person, "&limit=100");
  }

  @Test
  void aDeclinedGenreRanksLowerForEachDeclineUntilTheyAreWithdrawn() {
    int person = fanOfBoth();
    var before = all(person);
    var untouched = scores(before);
    assertThat(before.has("lowered")).isFalse();

    decline(person, "Crime movie 10", "[{\"reason\":\"genre\",\"value\":\"Crime\"}]");

    var once = all(person);
    assertThat(World.titles(once)).doesNotContain("Crime movie 10");
    assertThat(removed(once, "declined")).isEqualTo(1);
    assertThat(once.path("lowered").toString())
        .isEqualTo("[{\"reason\":\"genre\",\"value\":\"Crime\",\"declines\":1,\"items\":41}]");
    assertThat(score(scores(once), "Crime movie 11"))
        .isCloseTo(score(untouched, "Crime movie 11") / 2, within(1e-5));
    assertThat(score(scores(once), "Romance movie 11"))
        .isEqualTo(score(untouched, "Romance movie 11"));
    assertThat(item(once, "Crime movie 11").path("reason").path("text").asString())
        .startsWith("because you rated ")
        .endsWith("; lower, since you declined something for the genre Crime");
    assertThat(item(once, "Romance movie 11").path("reason").path("text").asString())
        .doesNotContain("lower");
    assertThat(crimes(once)).isLessThan(crimes(before));

    decline(person, "Crime book 10", "[{\"reason\":\"genre\",\"value\":\"crime\"}]");

    var twice = all(person);
    assertThat(score(scores(twice), "Crime movie 11"))
        .isCloseTo(score(untouched, "Crime movie 11") / 4, within(1e-5));
    assertThat(twice.path("lowered").get(0).path("declines").asInt()).isEqualTo(2);

    withdraw(person, "Crime movie 10");
    withdraw(person, "Crime book 10");

    var after = all(person);
    assertThat(after.path("items")).isEqualTo(before.path("items"));
    assertThat(after.has("lowered")).isFalse();
  }

  /// How many of the first twenty are of that genre.
  private static long crimes(JsonNode list) {
    return World.titles(list).stream().limit(20).filter(title -> title.startsWith("Crime")).count();
  }

  @Test
  void scoresStillDescendAndTermsAreSharesOfThem() {
    int person = fanOfBoth();
    var before = item(all(person), "Crime movie 11").path("reason").path("items").get(0);
    decline(person, "Crime movie 10", "[{\"reason\":\"genre\",\"value\":\"Crime\"}]");

    var list = world.recommended(person, "&limit=40");

    var scores =
        list.path("items")
            .valueStream()
            .filter(one -> one.path("source").asString().equals("ImplicitAls"))
            .map(one -> one.path("score").asDouble())
            .toList();
    assertThat(scores).hasSizeGreaterThan(20);
    assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    var after = item(list, "Crime movie 11").path("reason").path("items").get(0);
    assertThat(after.path("title")).isEqualTo(before.path("title"));
    assertThat(after.path("contribution").asDouble())
        .isCloseTo(before.path("contribution").asDouble() / 2, within(1e-5));
  }

  @Test
  void aPersonIsMeantInTheRoleThatWasNamed() {
    int person = world.fanOf("Crime");
    var before = all(person);
    var untouched = scores(before);

    decline(person, "Crime movie 20", "[{\"reason\":\"director\",\"value\":\"Ann Lee\"}]");

    var list = all(person);
    var lowered = scores(list);
    var recommended =
        Stream.of("Crime movie 21", "Crime movie 22")
            .filter(title -> item(before, title).path("source").asString().equals("ImplicitAls"))
            .toList();
    assertThat(recommended).isNotEmpty();
    for (var title : recommended) {
      assertThat(score(lowered, title)).isCloseTo(score(untouched, title) / 2, within(1e-5));
    }
    for (var title : List.of("Crime movie 21", "Crime movie 22")) {
      assertThat(item(list, title).path("reason").path("text").asString())
          .endsWith("declined something for the director Ann Lee");
    }
    assertThat(score(lowered, "Crime movie 23")).isEqualTo(score(untouched, "Crime movie 23"));
    assertThat(list.path("lowered").toString())
        .isEqualTo("[{\"reason\":\"director\",\"value\":\"Ann Lee\",\"declines\":1,\"items\":2}]");
  }

  @Test
  void aPeriodIsMeantOfTheSameKind() {
    int person = world.fanOf("Crime");
    var untouched = scores(all(person));

    decline(person, "Crime movie 8", "[{\"reason\":\"period\",\"value\":\"1980s\"}]");

    var lowered = scores(all(person));
    assertThat(score(lowered, "Crime movie 9"))
        .isCloseTo(score(untouched, "Crime movie 9") / 2, within(1e-5));
    assertThat(score(lowered, "Crime movie 12")).isEqualTo(score(untouched, "Crime movie 12"));
    assertThat(score(lowered, "Crime book 9")).isEqualTo(score(untouched, "Crime book 9"));
  }

  @Test
  void whatWasSeenElsewhereIsConsumedAndNothingSpeaksAgainstIt() {
    int person = world.fanOf("Crime");
    var before = all(person);
    var title = World.titles(before).getFirst();

    decline(person, title, "[{\"reason\":\"seen-elsewhere\"}]");

    var list = all(person);
    assertThat(World.titles(list)).doesNotContain(title);
    assertThat(removed(list, "consumed")).isEqualTo(removed(before, "consumed") + 1);
    assertThat(removed(list, "declined")).isZero();
    assertThat(list.has("lowered")).isFalse();
    var expected = scores(before);
    expected.remove(title);
    assertThat(scores(list)).isEqualTo(expected);
  }

  @Test
  void notNowAloneLapses() {
    int person = world.fanOf("Crime");
    var notNow = "[{\"reason\":\"not-now\"}]";
    decline(person, "Crime movie 11", notNow, Duration.ofDays(29));
    decline(person, "Crime movie 12", notNow, Duration.ofDays(31));
    decline(
        person,
        "Crime movie 13",
        "[{\"reason\":\"not-now\"},{\"reason\":\"not-my-taste\"}]",
        Duration.ofDays(31));
    decline(person, "Crime movie 14", "[]", Duration.ofDays(31));

    var list = all(person);

    assertThat(World.titles(list))
        .contains("Crime movie 12")
        .doesNotContain("Crime movie 11", "Crime movie 13", "Crime movie 14");
    assertThat(removed(list, "declined")).isEqualTo(3);
  }

  @Test
  void byPopularityWhatIsLowerComesBehindAllElse() {
    int person = world.newPerson();
    decline(person, "Crime movie 10", "[{\"reason\":\"genre\",\"value\":\"Crime\"}]");

    var titles = World.titles(all(person));

    assertThat(titles).hasSize(89);
    assertThat(titles.subList(0, 45)).allMatch(title -> title.startsWith("Romance"));
    assertThat(titles.subList(45, 89)).allMatch(title -> title.startsWith("Crime"));
    assertThat(item(all(person), "Crime movie 1").path("reason").path("text").asString())
        .startsWith("rated ")
        .endsWith("declined something for the genre Crime");
  }

  @Test
  void aFilterForWhatIsLowerStillGetsIt() {
    int person = fanOfBoth();
    decline(person, "Crime movie 10", "[{\"reason\":\"genre\",\"value\":\"Crime\"}]");

    assertThat(World.titles(world.recommended(person, "&genre=crime&limit=100"))).hasSize(41);
  }
}
