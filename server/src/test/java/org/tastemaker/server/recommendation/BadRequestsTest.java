package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.interaction.People;

/// Bad input, and a server on which nothing was ever trained.
class BadRequestsTest {
  private static TestServer server;
  private static int person;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    person = server.of(People.class).ensure(new SourceKey("test", "somebody"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anEmptyCatalogueGivesAnEmptyListThatSaysSo() {
    try (var empty = TestServer.start()) {
      var answer = empty.get("/api/v1/recommendations?user=a:b");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("items")).isEmpty();
      assertThat(answer.json().path("note").asString()).startsWith("The catalogue is empty");
    }
  }

  @Test
  void whatNobodyRatedIsListedAsNew() {
    server
        .of(Catalogue.class)
        .put(new SourceKey("test", "lone"), ItemDraft.of(Kind.BOOK, "Lone book"), null);

    var list = server.get("/api/v1/items/popular?kind=book").json();

    assertThat(list.path("items").get(0).path("source").asString()).isEqualTo("new");
    assertThat(list.path("items").get(0).path("reason").path("text").asString())
        .isEqualTo("new here, nobody has rated it yet");
    assertThat(list.has("model")).isFalse();
  }

  @Test
  void aProgramSaysWhomFor() {
    var message = "Say whom for: a program is nobody itself.";
    isInvalid(server.get("/api/v1/recommendations"), "user", message);
    isInvalid(server.get("/api/v1/predictions?items=1"), "user", message);
  }

  @Test
  void aUserIsANumberOrSourceAndValue() {
    isInvalid(
        server.get("/api/v1/recommendations?user=bob"),
        "user",
        "'bob' is neither a number nor of the form source:value");
  }

  @Test
  void anUnknownNumberIsNobody() {
    isMissing(
        server.get("/api/v1/recommendations?user=99999"),
        "no-such-user",
        "There is no user 99999.");
  }

  @Test
  void limitsAreFrom1To100() {
    for (var limit : new String[] {"0", "-1", "101"}) {
      isInvalid(
          server.get("/api/v1/recommendations?user=" + person + "&limit=" + limit),
          "limit",
          "A page has 1 to 100 items, not " + limit + ".");
      isInvalid(
          server.get("/api/v1/items/popular?limit=" + limit),
          "limit",
          "A page has 1 to 100 items, not " + limit + ".");
    }
    isInvalid(
        server.get("/api/v1/items/popular?limit=ten"), "limit", "\"ten\" is not a whole number.");
  }

  @Test
  void yearsMakeARange() {
    isInvalid(
        server.get("/api/v1/items/popular?yearFrom=2001&yearTo=1999"),
        "yearFrom",
        "No year is from 2001 on and up to 1999.");
    isInvalid(
        server.get("/api/v1/items/popular?yearTo=soon"),
        "yearTo",
        "\"soon\" is not a whole number.");
  }

  @Test
  void aKindIsOneThatThereIs() {
    isInvalid(
        server.get("/api/v1/items/popular?kind=moive"),
        "kind",
        "\"moive\" is no kind here. Known: anime, application, book, episode, game, movie, series, track.");
  }

  @Test
  void aForeignOrDamagedCursorIsRefused() {
    var message =
        "This cursor is not one that a list with the same filters gave; begin without a cursor.";
    isInvalid(server.get("/api/v1/recommendations?user=a:b&cursor=abc"), "cursor", message);
    isInvalid(server.get("/api/v1/items/popular?cursor=%25%25"), "cursor", message);
  }

  @Test
  void unknownParametersAreRefusedByName() {
    var answer = server.get("/api/v1/recommendations?user=a:b&kinds=movie");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("type").asString()).isEqualTo("/problems/unknown-parameter");
    assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("kinds");
    for (var path :
        new String[] {
          "/api/v1/items/popular?x=1",
          "/api/v1/items/1/similar?x=1",
          "/api/v1/predictions?user=1&items=1&x=1"
        }) {
      assertThat(server.get(path).status()).as(path).isEqualTo(400);
    }
  }

  @Test
  void similarToNothingIsMissing() {
    isMissing(server.get("/api/v1/items/99999/similar"), "no-such-item", "There is no item 99999.");
    isMissing(server.get("/api/v1/items/a:b/similar"), "no-such-item", "There is no item a:b.");
    isInvalid(
        server.get("/api/v1/items/abc/similar"),
        "id",
        "'abc' is neither a number nor of the form source:value");
  }

  @Test
  void similarWithoutAModelIsEmptyAndSaysSo() {
    var item =
        server
            .of(Catalogue.class)
            .put(new SourceKey("test", "lone"), ItemDraft.of(Kind.BOOK, "Lone book"), null);
    assertThat(item).isNotNull();

    var list = server.get("/api/v1/items/test:lone/similar").json();

    assertThat(list.path("items")).isEmpty();
    assertThat(list.path("note").asString()).isEqualTo("No model has been trained yet.");
  }

  @Test
  void predictionsWithoutAModelComeLater() {
    var answer = server.get("/api/v1/predictions?user=" + person + "&items=1");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("30");
    assertThat(answer.json().path("type").asString()).isEqualTo("/problems/no-model");
  }

  @Test
  void predictionsNeedItems() {
    isInvalid(server.get("/api/v1/predictions?user=1"), "items", "This parameter is required.");
    isInvalid(
        server.get("/api/v1/predictions?user=1&items="), "items", "Ask for 1 to 200 items, not 0.");
  }

  @Test
  void aBasketNamesWhatIsWrongInIt() {
    isInvalid(post("{\"items\":[99999]}"), "items[0]", "There is no item 99999.");
    isInvalid(post("{}"), "items", "This field is required.");
    assertThat(
            post("{\"items\":[{\"id\":\"test:lone\",\"stars\":6}]}")
                .json()
                .path("errors")
                .get(0)
                .path("field")
                .asString())
        .startsWith("items[0]");
    assertThat(
            post("{\"items\":[{\"id\":\"test:lone\",\"star\":5}]}")
                .json()
                .path("detail")
                .asString())
        .contains("There is no field \"star\" here. Known: id, stars.");
    assertThat(post("{\"items\":[true]}").status()).isEqualTo(400);
    assertThat(post("{\"items\":[],\"kinds\":\"movie\"}").json().path("type").asString())
        .isEqualTo("/problems/unknown-field");
    assertThat(
            post("{\"items\":[],\"limit\":0}")
                .json()
                .path("errors")
                .get(0)
                .path("field")
                .asString())
        .isEqualTo("limit");
    assertThat(post("{\"items\":").status()).isEqualTo(400);
  }

  @Test
  void anEmptyBasketGetsWhatIsPopular() {
    assertThat(post("{\"items\":[]}").status()).isEqualTo(200);
  }

  private static Answer post(String body) {
    return server.post("/api/v1/recommendations", body);
  }

  private static void isInvalid(Answer answer, String field, String message) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-request");
    assertThat(answer.json().path("errors")).hasSize(1);
    assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
    assertThat(answer.json().path("errors").get(0).path("message").asString()).isEqualTo(message);
  }

  private static void isMissing(Answer answer, String slug, String detail) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(404);
    assertThat(answer.json().path("type").asString()).isEqualTo("/problems/" + slug);
    assertThat(answer.json().path("detail").asString()).isEqualTo(detail);
  }
}
