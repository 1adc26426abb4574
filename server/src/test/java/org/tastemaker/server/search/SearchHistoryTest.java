package org.tastemaker.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.interaction.PersonalData;
import tools.jackson.databind.JsonNode;

final class SearchHistoryTest {
  private static final int MOST = 12;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of("tastemaker.account.bcrypt-cost", 4, "tastemaker.search.history", MOST));
    server.put("/api/v1/items/mal:20", "{\"kind\":\"anime\",\"title\":\"Naruto\",\"year\":2002}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String path(TestAccount account) {
    return "/api/v1/users/history/" + account.get("/api/v1/me").json().path("id").asInt();
  }

  private static List<String> titles(Answer page) {
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    var titles = new ArrayList<String>();
    page.json().path("searches").forEach(search -> titles.add(search.path("title").asString()));
    return titles;
  }

  private static JsonNode add(TestAccount account, String body) {
    var answer = account.send("POST", path(account), body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  @Test
  void searchesAreRememberedNewestFirst() {
    var ann = TestAccount.fresh(server, "ann_new");
    add(ann, "{\"title\":\"heat\"}");
    add(ann, "{\"title\":\" naru\\u0000 \",\"item\":\"mal:20\"}");
    add(ann, "{\"item\":\"mal:20\"}");

    var page = ann.get(path(ann) + "/");

    assertThat(titles(page)).containsExactly("Naruto", "naru", "heat");
    var picked = page.json().path("searches").get(1).path("item");
    assertThat(picked.path("title").asString()).isEqualTo("Naruto");
    assertThat(picked.path("kind").asString()).isEqualTo("anime");
    assertThat(page.json().path("searches").get(2).has("item")).isFalse();
  }

  @Test
  void theSameAgainMovesToTheTop() {
    var ann = TestAccount.fresh(server, "ann_again");
    for (var title : List.of("one", "two", "three", "one")) {
      add(ann, "{\"title\":\"%s\"}".formatted(title));
    }
    assertThat(titles(ann.get(path(ann)))).containsExactly("one", "three", "two");
  }

  @Test
  void onlyTheNewestAreKeptAndPagesFollowOneAnother() {
    var ann = TestAccount.fresh(server, "ann_many");
    IntStream.rangeClosed(1, MOST + 5).forEach(n -> add(ann, "{\"title\":\"s %d\"}".formatted(n)));

    var all = new ArrayList<String>();
    var page = ann.get(path(ann) + "?limit=5");
    all.addAll(titles(page));
    while (page.json().has("cursor")) {
      page = ann.get(path(ann) + "?limit=5&cursor=" + page.json().path("cursor").asString());
      all.addAll(titles(page));
    }

    assertThat(all)
        .containsExactlyElementsOf(
            IntStream.iterate(MOST + 5, n -> n > 5, n -> n - 1).mapToObj(n -> "s " + n).toList());
  }

  @Test
  void oneOrAllAreForgotten() {
    var ann = TestAccount.fresh(server, "ann_forgets");
    long first = add(ann, "{\"title\":\"first\"}").path("id").asLong();
    add(ann, "{\"title\":\"second\"}");

    assertThat(ann.send("DELETE", path(ann) + "/" + first, null).status()).isEqualTo(204);
    assertThat(ann.send("DELETE", path(ann) + "/" + first, null).status()).isEqualTo(404);
    assertThat(titles(ann.get(path(ann)))).containsExactly("second");
    assertThat(ann.send("DELETE", path(ann), null).status()).isEqualTo(204);
    assertThat(titles(ann.get(path(ann)))).isEmpty();
  }

  @Test
  void nobodyElseReadsWritesOrForgets() {
    var ann = TestAccount.fresh(server, "ann_alone");
    var bob = TestAccount.fresh(server, "bob_curious");
    long search = add(ann, "{\"title\":\"secret\"}").path("id").asLong();

    assertThat(bob.get(path(ann)).status()).isEqualTo(403);
    assertThat(bob.send("POST", path(ann), "{\"title\":\"x\"}").status()).isEqualTo(403);
    assertThat(bob.send("DELETE", path(ann), null).status()).isEqualTo(403);
    assertThat(bob.send("DELETE", path(ann) + "/" + search, null).status()).isEqualTo(403);
    assertThat(bob.send("DELETE", path(bob) + "/" + search, null).status()).isEqualTo(404);
    assertThat(bob.get("/api/v1/users/history/mal:99").status()).isEqualTo(403);
    assertThat(server.send(server.stranger(path(ann))).status()).isEqualTo(401);
    assertThat(titles(ann.get(path(ann)))).containsExactly("secret");
  }

  @Test
  void aProgramNamesPeopleByTheirOutsideIds() {
    assertThat(server.get("/api/v1/users/history/mal:7").status()).isEqualTo(404);
    assertThat(server.post("/api/v1/users/history/mal:7", "{\"title\":\"Na\"}").status())
        .isEqualTo(201);
    assertThat(titles(server.get("/api/v1/users/history/mal:7/"))).containsExactly("Na");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    var ann = TestAccount.fresh(server, "ann_wrong");
    for (var body :
        List.of(
            "{}",
            "{\"title\":\" \"}",
            "{\"title\":\"\\u0000\"}",
            "{\"title\":\"%s\"}".formatted("a".repeat(10_000)),
            "{\"title\":\"x\",\"item\":\"heat\"}",
            "{\"name\":\"x\"}")) {
      assertThat(ann.send("POST", path(ann), body).status()).as(body).isEqualTo(400);
    }
    assertThat(ann.send("POST", path(ann), "{\"item\":\"mal:999\"}").status()).isEqualTo(404);
    for (var query : List.of("?limit=0", "?limit=101", "?cursor=abc", "?page=2")) {
      assertThat(ann.get(path(ann) + query).status()).as(query).isEqualTo(400);
    }
    assertThat(ann.send("DELETE", path(ann) + "/abc", null).status()).isEqualTo(400);
  }

  @Test
  void manyAtOnceAreKeptOnce() throws Exception {
    var ann = TestAccount.fresh(server, "ann_fast");
    var path = path(ann);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> adding = () -> ann.send("POST", path, "{\"title\":\"fast\"}").status();
      for (var each : threads.invokeAll(java.util.Collections.nCopies(16, adding))) {
        assertThat(each.get()).isEqualTo(201);
      }
    }
    assertThat(titles(ann.get(path))).containsExactly("fast");
  }

  @Test
  void itIsExportedAndErased() {
    var ann = TestAccount.fresh(server, "ann_leaves");
    add(ann, "{\"title\":\"private\"}");
    int person = ann.get("/api/v1/me").json().path("id").asInt();

    assertThat(ann.get("/api/v1/me/export").body()).contains("\"private\"");
    PersonalData history = server.of(SearchHistory.class);
    history.erase(person);
    assertThat(titles(ann.get(path(ann)))).isEmpty();
    add(ann, "{\"title\":\"private\"}");
    assertThat(
            ann.send("DELETE", "/api/v1/me", "{\"password\":\"" + TestAccount.PASSWORD + "\"}")
                .status())
        .isEqualTo(204);
    assertThat(
            server
                .database()
                .jdbc()
                .sql("select count(*) from search_history where person = :person")
                .param("person", person)
                .query(Integer.class)
                .single())
        .isZero();
  }
}
