package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.importing.ImportListener;
import org.tastemaker.server.importing.ImportRequest;
import org.tastemaker.server.importing.Importer;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.recommendation.World;
import tools.jackson.databind.JsonNode;

/// Items of the eight kinds and of a declared one, on each of the three ways in, up to where they
/// are recommended.
final class EveryKindTest {
  private static final int PEOPLE = 60;

  /// A kind: its attributes, the same as columns of a file and its row, and what its page says.
  enum Sample {
    MOVIE(
        "{\"runtimeMinutes\":170,\"tagline\":\"Look\",\"adult\":false}",
        "runtimeMinutes,tagline,adult",
        "170,Look,False",
        "Runtime=170 minutes",
        "Tagline=Look",
        "Adult=no"),
    SERIES(
        "{\"startYear\":1990,\"status\":\"ended\",\"network\":\"One\"}",
        "startYear,status,network",
        "1990,ended,One",
        "Start year=1990",
        "Status=ended",
        "Network=One"),
    EPISODE(
        "{\"season\":2,\"number\":7,\"runtimeMinutes\":45}",
        "season,number,runtimeMinutes",
        "2,7,45",
        "Season=2",
        "Number=7",
        "Runtime=45 minutes"),
    ANIME(
        "{\"premiered\":\"Spring 1998\",\"score\":8.75,\"episodes\":26}",
        "premiered,score,episodes",
        "Spring 1998,8.75,26",
        "Premiered=Spring 1998",
        "Score=8.75",
        "Episodes=26"),
    BOOK(
        "{\"pages\":412,\"publisher\":\"Ace\",\"releaseDate\":\"1965-08-01\"}",
        "pages,publisher,releaseDate",
        "412,Ace,1965-08-01",
        "Pages=412",
        "Publisher=Ace",
        "Release date=1965-08-01"),
    GAME(
        "{\"platforms\":[\"PC\",\"Mac\"],\"price\":9.99,\"players\":\"both\"}",
        "platforms,price,players",
        "PC|Mac,9.99,both",
        "Platforms=PC, Mac",
        "Price=9.99",
        "Players=both"),
    TRACK(
        "{\"album\":\"Tide\",\"durationSeconds\":199,\"explicit\":true}",
        "album,durationSeconds,explicit",
        "Tide,199,True",
        "Album=Tide",
        "Duration=199 seconds",
        "Explicit=yes"),
    APPLICATION(
        "{\"type\":\"free\",\"installs\":1000,\"size\":\"19M\",\"contentRating\":\"Teen\"}",
        "type,installs,size,contentRating",
        "free,\"1,000+\",19M,Teen",
        "Type=free",
        "Installs=1000",
        "Size=19M",
        "Content rating=Teen"),
    RECIPE(
        "{\"servings\":4,\"cookingMinutes\":20,\"diets\":[\"vegan\"]}",
        "servings,cookingMinutes,diets",
        "4,20,vegan",
        "Serves=4",
        "Cooking=20 minutes",
        "Diets=vegan");

    private final String attributes;
    private final String columns;
    private final String row;
    private final String facts;

    Sample(String attributes, String columns, String row, String... facts) {
      this.attributes = attributes;
      this.columns = columns;
      this.row = row;
      this.facts = String.join("|", facts);
    }

    String kind() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// One of the three, by the way that it came.
    String title(Way way) {
      return way.word + " " + kind();
    }

    List<String> titles() {
      return List.of(title(Way.API), title(Way.IMPORT), title(Way.PROPOSAL));
    }

    String body(Way way) {
      return "{\"kind\":\"%s\",\"title\":\"%s\",\"year\":1998,\"genres\":[\"Drama\"],\"attributes\":%s}"
          .formatted(kind(), title(way), attributes);
    }
  }

  /// How an item comes in.
  enum Way {
    API("Sent"),
    IMPORT("Imported"),
    PROPOSAL("Proposed");

    private final String word;

    Way(String word) {
      this.word = word;
    }
  }

  @TempDir private static Path folder;
  private static TestServer server;
  private static TestBrowser ann;
  private static final Map<String, Integer> IDS = new HashMap<>();

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    ok(
        201,
        server.put(
            "/api/v1/kinds/recipe",
            """
            {"schema":{"type":"object","properties":{"servings":{"type":"integer","title":"Serves"},
            "cookingMinutes":{"type":"integer"},"diets":{"type":"array","items":{"type":"string"}}}}}
            """));
    var proposer = TestAccount.fresh(server, "proposer_k");
    var moderator = TestAccount.fresh(server, "moderator_k", Role.MODERATOR);
    for (var sample : Sample.values()) {
      send(sample);
      bringFile(sample);
      propose(sample, proposer, moderator);
    }
    interact();
    World.train(server);
    ann = TestBrowser.signedIn(server, "ann_k");
    for (var liked : List.of(Sample.MOVIE, Sample.RECIPE)) {
      int item = id(liked.title(Way.API));
      ann.get("/items/" + item);
      assertThat(ann.post("/rate/" + item, "stars", "5").status()).isEqualTo(303);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int id(String title) {
    return Objects.requireNonNull(IDS.get(title), title);
  }

  private static JsonNode ok(int status, TestServer.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer.json();
  }

  private static void send(Sample sample) {
    var made = ok(201, server.post("/api/v1/items", sample.body(Way.API)));
    IDS.put(sample.title(Way.API), made.path("id").asInt());
  }

  private static void bringFile(Sample sample) throws IOException {
    var file = folder.resolve(sample.kind() + ".csv");
    var title = sample.title(Way.IMPORT);
    Files.writeString(
        file,
        "id,title,year,genres,%s%n1,%s,1998,Drama,%s%n"
            .formatted(sample.columns, title, sample.row));
    var request =
        ImportRequest.of(file).withKind(sample.kind()).withSource("file-" + sample.kind());
    if (sample == Sample.RECIPE) {
      request =
          request.withColumns(
              "attributes.servings=servings,attributes.cookingMinutes=cookingMinutes,"
                  + "attributes.diets=diets");
    }
    var report =
        server.of(Importer.class).run(request, folder.resolve("rejects"), ImportListener.SILENT);
    assertThat(report.rejects()).isEmpty();
    IDS.put(
        title,
        ok(200, server.get("/api/v1/items/file-%s:1".formatted(sample.kind()))).path("id").asInt());
  }

  private static void propose(Sample sample, TestAccount proposer, TestAccount moderator) {
    var proposed =
        ok(
            201,
            proposer.send(
                "POST", "/api/v1/proposals", "{\"body\":" + sample.body(Way.PROPOSAL) + "}"));
    var path = "/api/v1/proposals/" + proposed.path("id").asInt() + "/accept";
    var accepted = ok(200, moderator.send("POST", path, null));
    IDS.put(sample.title(Way.PROPOSAL), accepted.path("result").asInt());
  }

  /// Everybody likes two thirds of everything: half of them rate it, the others play it.
  private static void interact() {
    for (int person = 0; person < PEOPLE; person++) {
      var rows = new ArrayList<String>();
      for (int item : IDS.values()) {
        if ((person + item) % 3 != 0) {
          rows.add(
              "{\"user\":\"test:%d\",\"item\":\"%d\",%s}"
                  .formatted(
                      person,
                      item,
                      person % 2 == 0 ? "\"type\":\"rating\",\"stars\":5" : "\"type\":\"play\""));
        }
      }
      var answer =
          ok(
              200,
              server.post(
                  "/api/v1/interactions:batch",
                  "{\"interactions\":[" + String.join(",", rows) + "]}"));
      assertThat(answer.path("refused").asInt()).as(answer.toString()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theAttributesAreInTheApiAndOnThePage(Sample sample) {
    for (var way : Way.values()) {
      int item = id(sample.title(way));
      var shown = ok(200, server.get("/api/v1/items/" + item));
      assertThat(shown.path("kind").asString()).isEqualTo(sample.kind());
      assertThat(shown.path("title").asString()).isEqualTo(sample.title(way));
      assertThat(shown.path("attributes"))
          .as(sample.title(way))
          .isEqualTo(Json.mapper().readTree(sample.attributes));

      var page = ann.get("/items/" + item).body().replaceAll(">\\s+<", "><");
      for (var fact : sample.facts.split("\\|", -1)) {
        var parts = fact.split("=", 2);
        assertThat(page)
            .as(sample.title(way))
            .contains("<dt>%s</dt><dd dir=\"auto\">%s</dd>".formatted(parts[0], parts[1]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theKindIsRecommendedAndCanBeChosen(Sample sample) {
    var expected = new ArrayList<>(sample.titles());
    if (sample == Sample.MOVIE || sample == Sample.RECIPE) {
      expected.remove(sample.title(Way.API));
    }
    var list =
        ok(
            200,
            server.get("/api/v1/recommendations?kind=%s&user=%d".formatted(sample.kind(), me())));
    assertThat(titles(list)).containsExactlyInAnyOrderElementsOf(expected);
    list.path("items")
        .forEach(item -> {
          assertThat(item.path("kind").asString()).isEqualTo(sample.kind());
          assertThat(item.path("source").asString()).isEqualTo("ImplicitAls");
          assertThat(item.path("reason").path("text").asString()).startsWith("because you rated ");
        });

    var page = ann.get("/recommend?kind=" + sample.kind()).body();
    assertThat(page).contains(expected);
    assertThat(page).contains("<option value=\"%s\" selected>".formatted(sample.kind()));
    assertThat(ann.get("/catalog?kind=" + sample.kind()).body()).contains(sample.titles());
  }

  private static int me() {
    return server
        .database()
        .jdbc()
        .sql("select person from account where username = 'ann_k'")
        .query(Integer.class)
        .single();
  }

  private static List<String> titles(JsonNode list) {
    return StreamSupport.stream(list.path("items").spliterator(), false)
        .map(item -> item.path("title").asString())
        .collect(Collectors.toList());
  }

  @Test
  void everyKindHasItsShelfAndItsCount() {
    var home = TestBrowser.of(server).get("/").body();
    var kinds = ok(200, server.get("/api/v1/kinds")).path("items");
    for (var sample : Sample.values()) {
      assertThat(home).contains("href=\"/catalog?kind=" + sample.kind() + "\"");
      assertThat(kinds.toString())
          .contains("{\"kind\":\"%s\",\"items\":3}".formatted(sample.kind()));
    }
  }
}
