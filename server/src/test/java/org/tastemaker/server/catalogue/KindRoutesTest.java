package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

class KindRoutesTest {

  private static final String RECIPE =
      """
      {"schema":{"type":"object","properties":{
        "servings":{"type":"integer","minimum":1,"maximum":100},
        "minutes":{"type":"number","minimum":0},
        "diet":{"type":"string","enum":["vegan","vegetarian","any"]},
        "since":{"type":"string","format":"date"},
        "spicy":{"type":"boolean"},
        "ingredients":{"type":"array","maxItems":3,"items":{"type":"object",
          "properties":{"name":{"type":"string","maxLength":20},"grams":{"type":"number"}},
          "required":["name"]}}}}}
      """;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    assertThat(server.put("/api/v1/kinds/recipe", RECIPE).status()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void refused(Answer answer, int status, String type, String sentence) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + type);
    assertThat(answer.json().get("detail").asString()).isEqualTo(sentence);
  }

  @Test
  void declaredKindIsShownAndItsItemsComeIn() {
    var item =
        server.put(
            "/api/v1/items/kitchen:soup",
            """
            {"kind":"recipe","title":"Borscht","genres":["Soup"],
            "people":[{"name":"Grandmother","role":"chef"}],
            "attributes":{"servings":4,"diet":"vegan","since":"1950-01-31","spicy":false,
            "minutes":90.5,"ingredients":[{"name":"Beetroot","grams":500},{"name":"Dill"}]}}
            """);
    var again = server.put("/api/v1/kinds/recipe", RECIPE);

    assertThat(item.status()).as(item.body()).isEqualTo(201);
    assertThat(again.body()).isEqualTo("{\"kind\":\"recipe\",\"result\":\"unchanged\"}");
    var kind = server.get("/api/v1/kinds/recipe").json();
    assertThat(kind.get("declared").asBoolean()).isTrue();
    assertThat(kind.get("items").asInt()).isEqualTo(1);
    assertThat(kind.get("genres").toString()).isEqualTo("[{\"genre\":\"soup\",\"items\":1}]");
    assertThat(kind.at("/schema/properties/servings/maximum").asInt()).isEqualTo(100);
    assertThat(server.get("/api/v1/kinds").body()).contains("{\"kind\":\"recipe\",\"items\":1}");
    assertThat(server.get("/api/v1/items?kind=recipe").json().get("total").asInt()).isEqualTo(1);
    assertThat(server.get("/api/v1/items/kitchen:soup").json().at("/attributes/servings").asInt())
        .isEqualTo(4);
  }

  @Test
  void declaredKindIsKnownToAnotherServerAndWithoutItems() {
    assertThat(
            server
                .put(
                    "/api/v1/kinds/article", "{\"schema\":{\"type\":\"object\",\"properties\":{}}}")
                .status())
        .isEqualTo(201);
    try (var other = TestServer.beside(server, Map.of())) {
      assertThat(other.get("/api/v1/kinds/article").status()).isEqualTo(200);
      assertThat(other.get("/api/v1/items?kind=article").json().get("total").asInt()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"servings\":0} | attributes.servings: A whole number from 1 to 100, not 0.",
        "{\"servings\":2.0} | attributes.servings: A whole number from 1 to 100, not 2.0.",
        "{\"servings\":\"4\"} | attributes.servings: A whole number from 1 to 100, not \"4\".",
        "{\"diet\":\"paleo\"} | attributes.diet: One of vegan, vegetarian, any, not \"paleo\".",
        "{\"since\":\"1950-02-30\"} | attributes.since: A date such as 2014-11-07, not \"1950-02-30\".",
        "{\"spicy\":\"no\"} | attributes.spicy: true or false, not \"no\".",
        "{\"ingredients\":{}} | attributes.ingredients: A list, not an object.",
        "{\"ingredients\":[{\"grams\":1}]} | attributes.ingredients[0].name: It is required.",
        "{\"ingredients\":[{\"name\":\"A\",\"x\":1}]} | attributes.ingredients[0].x: There is no such part; there is grams, name.",
        "{\"ingredients\":[{\"name\":\"123456789012345678901\"}]} | attributes.ingredients[0].name: At most 20 characters, not 21.",
        "{\"ingredients\":[1,2,3,4]} | attributes.ingredients: At most 3, not 4.",
        "{\"pages\":4} | attributes.pages: An item of kind recipe has no such attribute; it has diet, ingredients, minutes, servings, since, spicy."
      })
  void wrongAttributesOfDeclaredKindsAreRefused(String attributes, String sentence) {
    var answer =
        server.put(
            "/api/v1/items/kitchen:bad",
            "{\"kind\":\"recipe\",\"title\":\"Bad\",\"attributes\":" + attributes + "}");

    refused(answer, 422, "invalid-item", sentence);
    assertThat(server.get("/api/v1/items/kitchen:bad").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | schema: A JSON Schema of type \"object\" with the attributes as its properties.",
        "{\"type\":\"string\"} | schema: A JSON Schema of type \"object\" with the attributes as its properties.",
        "{\"type\":\"object\"} | schema.properties: An object of schemas by name.",
        "{\"type\":\"object\",\"properties\":{},\"required\":[]} | schema.required: Attributes are never required: an item may be known before it is described.",
        "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":true} | schema.additionalProperties: Only false: other attributes are always refused.",
        "{\"type\":\"object\",\"properties\":{\"a b\":{\"type\":\"string\"}}} | schema.properties.a b: A name has letters, digits and underscores, at most 60, and begins with a letter.",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"text\"}}} | schema.properties.a.type: One of string, integer, number, boolean, array, object.",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"a+\"}}} | schema.properties.a.pattern: This keyword is not understood here.",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"format\":\"email\"}}} | schema.properties.a.format: Only date is understood.",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"enum\":[1]}}} | schema.properties.a.enum: A list of texts.",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":3,\"maximum\":2}}} | schema.properties.a.maximum: It is not below the minimum.",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\"}}} | schema.properties.a.items: A list says what its items are."
      })
  void wrongSchemasAreRefused(String schema, String sentence) {
    refused(
        server.put("/api/v1/kinds/wrong", "{\"schema\":" + schema + "}"),
        422,
        "invalid-kind",
        sentence);
    assertThat(server.get("/api/v1/kinds/wrong").status()).isEqualTo(404);
  }

  @Test
  void builtInKindsAndWrongNamesAreRefused() {
    String empty = "{\"schema\":{\"type\":\"object\",\"properties\":{}}}";
    refused(
        server.put("/api/v1/kinds/movie", empty),
        409,
        "built-in-kind",
        "movie comes with the product, and its attributes stay as they are.");
    refused(
        server.put("/api/v1/kinds/Film", empty),
        400,
        "invalid-request",
        "kind: 'Film' is not a kind: lower-case letters, digits and dashes, at most 40 characters.");
    assertThat(server.put("/api/v1/kinds/film", "{\"scheme\":{}}").status()).isEqualTo(400);
    refused(
        server.get("/api/v1/kinds/film"),
        404,
        "no-such-kind",
        "There is no kind film. One of %s.".formatted(String.join(", ", names())));
  }

  private static java.util.List<String> names() {
    return server.of(LiveCatalogue.class).current().forms().named().stream()
        .map(Kind::name)
        .toList();
  }

  @Test
  void schemaThatItemsWouldNotFitIsRefused() {
    String first =
        "{\"schema\":{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"integer\"}}}}";
    server.put("/api/v1/kinds/product", first);
    int id =
        server
            .put(
                "/api/v1/items/shop:p",
                "{\"kind\":\"product\",\"title\":\"P\",\"attributes\":{\"size\":12}}")
            .json()
            .get("id")
            .asInt();

    refused(
        server.put("/api/v1/kinds/product", first.replace("}}}}", ",\"maximum\":10}}}}")),
        409,
        "kind-in-use",
        ("Item %d would not fit: attributes.size: A whole number from -1000000000000000 to 10, not 12."
                + " Change it first, or let the schema take it.")
            .formatted(id));
    assertThat(
            server
                .put("/api/v1/kinds/product", first.replace("}}}}", ",\"maximum\":20}}}}"))
                .body())
        .isEqualTo("{\"kind\":\"product\",\"result\":\"changed\"}");
    assertThat(
            server
                .put(
                    "/api/v1/items/shop:q",
                    "{\"kind\":\"product\",\"title\":\"Q\",\"attributes\":{\"size\":21}}")
                .status())
        .isEqualTo(422);
  }
}
