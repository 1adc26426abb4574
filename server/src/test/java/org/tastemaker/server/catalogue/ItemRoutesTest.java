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
      "image":"https://images.example/heat.jpg","attributes":{"minutes":170}}
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
            "attributes":{"minutes":170}}\
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
        put("x:1", movie("\"attributes\":{\"a\":\"\\u0000\"}")),
        422,
        "invalid-item",
        "attributes.a");
    refused(put("x:1", movie("\"description\":\"\\u0001\"")), 422, "invalid-item", "description");
    assertThat(server.get("/api/v1/items/x:1").status()).isEqualTo(404);
  }

  private static String movie(String more) {
    return "{\"kind\":\"movie\",\"title\":\"A\"," + more + "}";
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
