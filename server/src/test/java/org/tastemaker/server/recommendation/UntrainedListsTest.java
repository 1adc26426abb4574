package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import tools.jackson.databind.JsonNode;

/// Lists from a title before the first training.
final class UntrainedListsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    put("naruto", "anime", "ナルト", "\"Action\",\"Adventure\"");
    put("bleach", "anime", "Bleach", "\"Action\",\"Adventure\"");
    put("piece", "anime", "One Piece", "\"Action\",\"Comedy\"");
    put("clannad", "anime", "Clannad", "\"Drama\"");
    put("book", "book", "The Way of the Ninja", "\"Action\",\"Adventure\"");
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (server.post("/api/v1/anime/recommend", "{\"title\":\"Clannad\"}").status() != 200) {
      assertThat(System.nanoTime()).as("found within two seconds").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void put(String key, String kind, String title, String genres) {
    var answer =
        server.put(
            "/api/v1/items/test:" + key,
            "{\"kind\":\"%s\",\"title\":\"%s\",\"genres\":[%s]}".formatted(kind, title, genres));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private static List<String> titles(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path("title").asString())
        .toList();
  }

  @Test
  void sharedGenresMakeTheList() {
    var answer = server.post("/api/v1/anime/recommend/", "{\"title\":\"なると\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(titles(answer.json())).containsExactly("Bleach", "One Piece");
    assertThat(answer.json().get(0).path("source").asString()).isEqualTo("genres");
    assertThat(answer.json().get(0).path("reason").path("text").asString())
        .isEqualTo("shares Action and Adventure with ナルト");
    assertThat(answer.json().get(0).path("score").asDouble()).isEqualTo(1.0);
    assertThat(answer.json().get(1).path("score").asDouble()).isEqualTo(0.5);
    assertThat(answer.header("Link")).endsWith("title*=UTF-8''%E3%83%8A%E3%83%AB%E3%83%88");
  }

  @Test
  void whatSharesNothingMakesNoList() {
    var answer = server.post("/api/v1/anime/recommend", "{\"title\":\"Clannad\"}");
    assertThat(answer.json().size()).isZero();
  }

  @Test
  void withoutAModelOfRatingsNothingIsPredictedAndTheListSaysSo() {
    server.put("/api/v1/items/test:bleach/rating?user=test:ann", "{\"stars\":5}");
    var made = server.post("/api/v1/anime/recommend/test:ann", "{\"title\":\"ナルト\"}");
    assertThat(titles(made.json())).containsExactly("One Piece");

    var latest = server.get("/api/v1/anime/recommend/test:ann").json();

    assertThat(latest.path("note").asString()).isEqualTo(KeptLists.NO_PREDICTIONS);
    assertThat(latest.path("items").get(0).has("predictedRating")).isFalse();
    assertThat(server.get("/api/v1/people/test:ann/predictions").json().path("predictions").size())
        .isZero();
  }
}
