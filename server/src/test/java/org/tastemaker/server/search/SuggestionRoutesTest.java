package org.tastemaker.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

final class SuggestionRoutesTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    put("mal:20", "anime", "Naruto", 2002);
    put("mal:1735", "anime", "Naruto: Shippuden", 2007);
    put("shop:1", "book", "Naruto", 1999);
    put("shop:2", "movie", "Narnia", 2005);
    put("shop:3", "anime", "進撃の巨人", 2013);
    var rated = server.put("/api/v1/items/mal:1735/rating?user=test:ann", "{\"stars\":5}");
    assertThat(rated.status()).isEqualTo(201);
    await("naruto", 3);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void put(String key, String kind, String title, int year) {
    var answer =
        server.put(
            "/api/v1/items/" + key,
            Json.mapper().writeValueAsString(Map.of("kind", kind, "title", title, "year", year)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private static void await(String typed, int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (suggested(typed).path("items").size() != count) {
      assertThat(System.nanoTime()).as("suggested within two seconds").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static JsonNode suggested(String typed) {
    var answer = ask(typed, "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static Answer ask(String typed, String query) {
    return server.post(
        "/api/v1/search-suggestion" + query,
        Json.mapper().writeValueAsString(Map.of("title", typed)));
  }

  private static List<String> data(JsonNode answer) {
    var titles = new ArrayList<String>();
    answer.path("data").forEach(title -> titles.add(title.asString()));
    return titles;
  }

  @Test
  void whatIsTypedBringsTitlesAndTheirItems() {
    var answer = suggested("Naru");

    assertThat(answer.path("status").asString()).isEqualTo("SUCCESS");
    assertThat(data(answer)).containsExactlyInAnyOrder("Naruto", "Naruto: Shippuden");
    assertThat(answer.path("items").size()).isEqualTo(3);
    assertThat(suggested("naruto").path("items").get(0).toString())
        .contains("\"kind\":", "\"title\":\"Naruto\"", "\"year\":", "\"id\":");
  }

  @Test
  void thePathTakesASlash() {
    assertThat(server.post("/api/v1/search-suggestion/", "{\"title\":\"Na\"}").status())
        .isEqualTo(200);
  }

  @Test
  void oneKindAloneOnRequest() {
    assertThat(data(ask("na", "?kind=movie").json())).containsExactly("Narnia");
    assertThat(ask("na", "?kind=film").status()).isEqualTo(400);
    assertThat(ask("na", "?kind=film").body()).contains("anime, application, book");
  }

  @Test
  void slipsAndOtherScriptsAreUnderstood() {
    assertThat(data(suggested("nauto"))).contains("Naruto");
    assertThat(data(suggested("shipuden"))).containsExactly("Naruto: Shippuden");
    assertThat(data(suggested("巨人"))).containsExactly("進撃の巨人");
    assertThat(data(suggested("qqqqqq"))).isEmpty();
  }

  @Test
  void whatIsNoTextIsRefused() {
    for (var body :
        List.of(
            "{}",
            "{\"title\":null}",
            "{\"title\":\"\"}",
            "{\"title\":\"   \"}",
            "{\"title\":7}",
            "{\"titel\":\"Na\"}",
            "[]",
            "")) {
      assertThat(server.post("/api/v1/search-suggestion", body).status()).as(body).isEqualTo(400);
    }
    assertThat(ask("a".repeat(10_000), "").status()).isEqualTo(400);
  }

  @Test
  void nothingThatIsTypedIsSyntax() {
    for (var typed :
        List.of("*:*", "na*", "\"na", "na\\", "NOT na", "\u0000", "\u202e", "(", "~")) {
      assertThat(ask(typed, "").status()).as(typed).isEqualTo(200);
    }
  }
}
