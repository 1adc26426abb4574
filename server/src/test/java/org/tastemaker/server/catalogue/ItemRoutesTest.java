package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import tools.jackson.databind.JsonNode;

class ItemRoutesTest {

  private static final String HEAT =
      """
      {"kind":"movie","title":"Heat","year":1995,"genres":["Thriller","Crime"],
      "people":[{"name":"Michael Mann","role":"director"}],"language":"en",
      "image":"https://images.example/heat.jpg","attributes":{"runtimeMinutes":170}}
      """;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    for (int n = 1; n <= 5; n++) {
      String genre = n % 2 == 0 ? "Even" : "Odd";
      server.put(
          "/api/v1/items/list:" + n,
          """
          {"kind":"book","title":"Book %d","year":%d,"genres":["%s"]}
          """
              .formatted(n, 2000 + n, genre));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer put(String id, String body) {
    return server.put("/api/v1/items/" + id, body);
  }

  @Test
  void putItemIsCreatedThenUnchangedThenChanged() {
    var created = put("shop:heat", HEAT);
    var again = put("shop:heat", HEAT);
    var changed = put("shop:heat", HEAT.replace("1995", "1996").replace("heat.jpg", "h.jpg"));

    assertThat(created.status()).isEqualTo(201);
    int id = created.json().get("id").asInt();
    assertThat(created.header("Location")).isEqualTo("/api/v1/items/" + id);
    assertThat(created.body())
        .isEqualTo("{\"id\":%d,\"key\":\"shop:heat\",\"result\":\"created\"}".formatted(id));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("result").asString()).isEqualTo("unchanged");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().get("changed").toString()).isEqualTo("[\"image\",\"year\"]");
  }

  @Test
  void itemIsShownByOurIdAndByItsOutsideId() {
    int id = put("shop:ronin", HEAT.replace("Heat", "Ronin")).json().get("id").asInt();

    var shown = server.get("/api/v1/items/" + id);

    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.body())
        .isEqualTo(
            """
            {"id":%d,"keys":["shop:ronin"],"kind":"movie","title":"Ronin","year":1995,\
            "genres":["Crime","Thriller"],"image":"https://images.example/heat.jpg","ratings":0,\
            "people":[{"name":"Michael Mann","role":"director"}],"language":"en",\
            "attributes":{"runtimeMinutes":170}}\
            """
                .formatted(id));
    assertThat(server.get("/api/v1/items/shop:ronin").body()).isEqualTo(shown.body());
  }

  @Test
  void listIsFilteredSortedAndPaged() {
    var pages = new ArrayList<String>();
    String path = "/api/v1/items?kind=book&sort=title&limit=2";
    JsonNode page = server.get(path).json();
    assertThat(page.get("total").asInt()).isEqualTo(5);
    titles(page, pages);
    while (page.has("cursor")) {
      page = server.get(path + "&cursor=" + page.get("cursor").asString()).json();
      titles(page, pages);
    }

    assertThat(pages).containsExactly("Book 1", "Book 2", "Book 3", "Book 4", "Book 5");
    assertThat(titles("/api/v1/items?kind=book&genre=EVEN&sort=newest"))
        .containsExactly("Book 4", "Book 2");
    assertThat(titles("/api/v1/items?kind=book&yearFrom=2002&yearTo=2003&sort=title"))
        .containsExactly("Book 2", "Book 3");
    assertThat(titles("/api/v1/items?kind=track")).isEmpty();
  }

  private static List<String> titles(String path) {
    var titles = new ArrayList<String>();
    titles(server.get(path).json(), titles);
    return titles;
  }

  private static void titles(JsonNode page, List<String> titles) {
    page.get("items").forEach(item -> titles.add(item.get("title").asString()));
  }

  private static void refused(Answer answer, int status, String type, String field) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + type);
    if (!field.isEmpty()) {
      assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    }
  }

  @Test
  void wrongItemsAreRefusedByField() {
    refused(put("x:1", "{\"title\":\"A\"}"), 422, "invalid-item", "kind");
    refused(put("x:1", "{\"kind\":\"film\",\"title\":\"A\"}"), 422, "invalid-item", "kind");
    refused(put("x:1", "{\"kind\":\"movie\"}"), 422, "invalid-item", "title");
    refused(put("x:1", "{\"kind\":\"movie\",\"title\":\" \"}"), 422, "invalid-item", "title");
    refused(put("x:1", movie("\"year\":99999")), 422, "invalid-item", "year");
    refused(put("x:1", movie("\"genres\":[\"\"]")), 422, "invalid-item", "genres");
    refused(put("x:1", movie("\"genres\":[null]")), 422, "invalid-item", "genres");
    refused(put("x:1", movie("\"people\":[{\"name\":\"A\"}]")), 422, "invalid-item", "people");
    refused(put("x:1", movie("\"image\":\"javascript:x\"")), 422, "invalid-item", "image");
    refused(
        put("x:1", movie("\"attributes\":{\"tagline\":\"\\u0000\"}")),
        422,
        "invalid-item",
        "attributes.tagline");
    refused(put("x:1", movie("\"description\":\"\\u0001\"")), 422, "invalid-item", "description");
    assertThat(server.get("/api/v1/items/x:1").status()).isEqualTo(404);
  }

  private static String movie(String more) {
    return "{\"kind\":\"movie\",\"title\":\"A\"," + more + "}";
  }

  @Test
  void attributesAreRefusedByNameAndBound() {
    sentence(
        movie("\"attributes\":{\"pages\":3}"),
        "attributes.pages: An item of kind movie has no such attribute; it has adult,"
            + " originalTitle, releaseDate, runtimeMinutes, tagline.");
    sentence(
        movie("\"attributes\":{\"runtimeMinutes\":99999}"),
        "attributes.runtimeMinutes: A whole number from 1 to 10000, not 99999.");
    sentence(
        movie("\"attributes\":{\"releaseDate\":\"1995\"}"),
        "attributes.releaseDate: A date such as 2014-11-07, not \"1995\".");
    sentence(movie("\"year\":99999"), "year: A year is from -3000 to 2200, not 99999.");
    sentence(
        movie("\"people\":[{\"name\":\"A\",\"role\":\"wizard\"}]"),
        "people: 'wizard' is no role. One of " + String.join(", ", Credit.ROLES) + ".");
    sentence(
        movie("\"titles\":[{\"title\":\"B\",\"language\":\"no language\"}]"),
        "titles: A language is a tag such as ja or pt-BR, not 'no language'.");
    sentence(
        movie("\"keys\":[\"isbn:123\"]"),
        "keys: 'isbn:123' is not an ISBN of 10 or 13 digits whose check digit is right.");
    sentence(
        "{\"kind\":\"film\",\"title\":\"A\"}",
        "kind: There is no kind film. One of anime, application, book, episode, game, movie,"
            + " series, track.");
    sentence(
        "{\"kind\":\"episode\",\"title\":\"A\",\"attributes\":{\"series\":\"nothing\"}}",
        "attributes.series: 'nothing' is neither a number nor of the form source:value.");
    sentence(
        "{\"kind\":\"application\",\"title\":\"A\",\"attributes\":{\"type\":\"free\",\"price\":1}}",
        "attributes.price: What is free has a price of 0, not 1.");
    sentence(
        movie("\"description\":\"" + "x".repeat(1_000_000) + "\""),
        "description: At most 20000 characters, not 1000000.");
  }

  private static void sentence(String body, String sentence) {
    var answer = put("x:1", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.json().get("detail").asString()).isEqualTo(sentence);
    assertThat(server.get("/api/v1/items/x:1").status()).isEqualTo(404);
  }

  @Test
  void titlesOfAllScriptsAreTaken() {
    String body =
        "{\"kind\":\"game\",\"title\":\"🐉 الف ليلة وليلة\",\"keywords\":[\"ليل\",\"LAMP\",\"lamp\"],"
            + "\"titles\":[{\"title\":\"千夜一夜物語\",\"language\":\"ja\"},{\"title\":\"Nights\"}]}";

    assertThat(put("shop:nights", body).status()).isEqualTo(201);

    var shown = server.get("/api/v1/items/shop:nights").json();
    assertThat(shown.get("title").asString()).isEqualTo("🐉 الف ليلة وليلة");
    assertThat(shown.get("titles").toString())
        .isEqualTo("[{\"title\":\"千夜一夜物語\",\"language\":\"ja\"},{\"title\":\"Nights\"}]");
    assertThat(shown.get("keywords").toString()).isEqualTo("[\"lamp\",\"ليل\"]");
  }

  @Test
  void outsideIdsLeadToOneItemHoweverTheyAreWritten() {
    String body = "{\"kind\":\"game\",\"title\":\"Algebra\",\"keys\":[\"isbn-10:0-306-40615-2\"]}";
    int id = put("shop:algebra", body).json().get("id").asInt();

    var again = put("shop:algebra", body);
    var other = put("shop:geometry", body.replace("Algebra", "Geometry"));
    var more = put("shop:algebra", body.replace("]", ",\"imdb:tt77\"]"));

    assertThat(server.get("/api/v1/items/isbn:9780306406157").json().get("id").asInt())
        .isEqualTo(id);
    assertThat(server.get("/api/v1/items/isbn-10:0306406152").json().get("id").asInt())
        .isEqualTo(id);
    assertThat(again.json().get("result").asString()).isEqualTo("unchanged");
    refused(other, 409, "duplicate-external-id", "keys");
    assertThat(other.json().get("detail").asString())
        .isEqualTo("isbn:9780306406157 is item %d already.".formatted(id));
    assertThat(server.get("/api/v1/items/shop:geometry").status()).isEqualTo(404);
    assertThat(more.json().get("changed").toString()).isEqualTo("[\"keys\"]");
    assertThat(
            put("IMDB:77", body.replace("isbn-10:0-306-40615-2", "mal:9")).json().get("id").asInt())
        .isEqualTo(id);
    refused(put("isbn:1", body), 400, "invalid-request", "id");
  }

  @Test
  void bodiesThatDoNotFitAreRefusedByField() {
    refused(put("x:1", movie("\"year\":\"1995\"")), 400, "invalid-request", "year");
    refused(put("x:1", movie("\"year\":1995.5")), 400, "invalid-request", "year");
    refused(put("x:1", movie("\"genres\":\"Crime\"")), 400, "invalid-request", "genres");
    refused(put("x:1", movie("\"yaer\":1995")), 400, "unknown-field", "yaer");
    refused(put("x:1", "[]"), 400, "invalid-request", "body");
    refused(put("x:1", "{"), 400, "malformed-body", "");
    refused(put("x:1", ""), 400, "malformed-body", "");
  }

  @Test
  void wrongReferencesAreRefused() {
    refused(put("42", HEAT), 400, "invalid-request", "id");
    refused(put("heat", HEAT), 400, "invalid-request", "id");
    refused(server.get("/api/v1/items/heat"), 400, "invalid-request", "id");
    refused(server.get("/api/v1/items/0"), 400, "invalid-request", "id");
    refused(server.get("/api/v1/items/99999999999"), 400, "invalid-request", "id");
    refused(server.get("/api/v1/items/999999"), 404, "no-such-item", "");
    refused(server.get("/api/v1/items/shop:nothing"), 404, "no-such-item", "");
  }

  @Test
  void wrongListParametersAreRefusedByName() {
    refused(server.get("/api/v1/items?kind=film"), 400, "invalid-request", "kind");
    refused(server.get("/api/v1/items?limit=0"), 400, "invalid-request", "limit");
    refused(server.get("/api/v1/items?limit=101"), 400, "invalid-request", "limit");
    refused(server.get("/api/v1/items?limit=ten"), 400, "invalid-request", "limit");
    refused(server.get("/api/v1/items?sort=best"), 400, "invalid-request", "sort");
    refused(server.get("/api/v1/items?yearFrom=x"), 400, "invalid-request", "yearFrom");
    refused(server.get("/api/v1/items?yearFrom=9&yearTo=8"), 400, "invalid-request", "yearTo");
    refused(server.get("/api/v1/items?cursor=abc"), 400, "invalid-request", "cursor");
    refused(server.get("/api/v1/items?genres=x"), 400, "unknown-parameter", "genres");
    String cursor = server.get("/api/v1/items?limit=1").json().get("cursor").asString();
    refused(
        server.get("/api/v1/items?kind=book&cursor=" + cursor), 400, "invalid-request", "cursor");
  }
}
