package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// Proposing on pages, and deciding on what was proposed.
final class ProposalPagesTest {
  private static final Pattern PROPOSAL = Pattern.compile("id=\"proposal-(\\d+)\"");
  private static final Pattern RESULT = Pattern.compile("<a href=\"/items/(\\d+)\" dir=\"auto\">");

  private static TestServer server;
  private static TestBrowser moderator;
  private static int people;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    var declared =
        server.put(
            "/api/v1/kinds/recipe",
            """
            {"schema":{"type":"object","properties":{
            "servings":{"type":"integer","minimum":1,"title":"Serves"},"vegan":{"type":"boolean"},
            "steps":{"type":"array","items":{"type":"string"}},
            "level":{"type":"string","enum":["easy","hard"]}}}}
            """);
    assertThat(declared.status()).as(declared.body()).isEqualTo(201);
    moderator = TestBrowser.signedIn(server, "proposes_moderator", Role.MODERATOR);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TestBrowser somebody() {
    return TestBrowser.signedIn(server, "proposes_" + ++people);
  }

  private static String page(TestBrowser browser, String path) {
    return browser.page(path).body();
  }

  private static String flash(TestBrowser browser, Answer answer) {
    return browser.flash(answer);
  }

  /// Sends the form, and answers the number of what it proposed.
  private static int proposed(TestBrowser browser, String... fields) {
    page(browser, "/propose?kind=movie");
    var answer = browser.post("/propose", fields);
    assertThat(flash(browser, answer)).startsWith("Thank you");
    return newest(browser);
  }

  private static int newest(TestBrowser browser) {
    var found = PROPOSAL.matcher(page(browser, "/proposals"));
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
  }

  private static JsonNode result(TestBrowser browser) {
    var found = RESULT.matcher(page(browser, "/proposals"));
    assertThat(found.find()).isTrue();
    return server.get("/api/v1/items/" + found.group(1)).json();
  }

  private static int put(String key, String body) {
    var answer = server.put("/api/v1/items/pages:" + key, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().path("id").asInt();
  }

  private static JsonNode json(String text) {
    return Json.mapper().readTree(text);
  }

  @Test
  void everyKindHasAFormOfItsAttributes() {
    var ann = somebody();
    assertThat(page(ann, "/propose"))
        .contains("value=\"movie\"", "value=\"recipe\"")
        .doesNotContain("value=\"unknown\"");
    assertThat(page(ann, "/propose?kind=recipe"))
        .contains(
            "name=\"attributes.servings\" type=\"number\"",
            ">Serves",
            "<select id=\"in-attributes.vegan\"",
            "<textarea id=\"in-attributes.steps\"",
            "<option value=\"easy\">Easy</option>");
    assertThat(page(ann, "/propose?kind=movie"))
        .contains("Runtime in minutes", "name=\"attributes.releaseDate\" type=\"date\"")
        .doesNotContain("name=\"episodes\"");
    assertThat(page(ann, "/propose?kind=series")).contains("name=\"episodes\"");
    assertThat(page(ann, "/propose?kind=nothing")).contains("What is it?");
  }

  @Test
  void aNewItemIsProposedAndAcceptedWithAllThatItsFormSaid() {
    var ann = somebody();
    int id =
        proposed(
            ann,
            "kind",
            "recipe",
            "title",
            " Lentil <i>soup</i> ",
            "year",
            "1998",
            "genres",
            "Soup, Winter",
            "people",
            "Ann Lee | chef\r\nBob",
            "description",
            "Hot.\r\nGood.",
            "titles",
            "Linsensuppe | de\r\nShorba",
            "keywords",
            "lentils,,warm",
            "attributes.servings",
            "4",
            "attributes.vegan",
            "true",
            "attributes.steps",
            "Cook.\r\n\r\nEat.",
            "attributes.level",
            "easy",
            "note",
            "From my grandmother.");
    assertThat(page(ann, "/proposals"))
        .contains("Lentil &lt;i&gt;soup&lt;/i&gt;", "New recipe", "Waits for a moderator");

    assertThat(page(moderator, "/moderation"))
        .contains("/moderation/" + id, "From my grandmother.");
    assertThat(page(moderator, "/moderation/" + id))
        .contains("value=\"4\"", "Cook.\nEat.", "Ann Lee | chef\nBob | person");
    assertThat(flash(moderator, moderator.post("/moderation/" + id + "/accept")))
        .isEqualTo("Lentil &lt;i&gt;soup&lt;/i&gt; is accepted.");

    var item = result(ann);
    assertThat(item.path("title").asString()).isEqualTo("Lentil <i>soup</i>");
    assertThat(item.path("year").asInt()).isEqualTo(1998);
    assertThat(item.path("genres")).isEqualTo(json("[\"Soup\",\"Winter\"]"));
    assertThat(item.path("people"))
        .isEqualTo(
            json(
                "[{\"name\":\"Ann Lee\",\"role\":\"chef\"},{\"name\":\"Bob\",\"role\":\"person\"}]"));
    assertThat(item.path("description").asString()).isEqualTo("Hot.\nGood.");
    assertThat(item.path("titles"))
        .isEqualTo(
            json("[{\"title\":\"Linsensuppe\",\"language\":\"de\"},{\"title\":\"Shorba\"}]"));
    assertThat(item.path("keywords")).isEqualTo(json("[\"lentils\",\"warm\"]"));
    assertThat(item.path("attributes"))
        .isEqualTo(
            json(
                "{\"servings\":4,\"vegan\":true,\"steps\":[\"Cook.\",\"Eat.\"],\"level\":\"easy\"}"));
    assertThat(page(ann, "/proposals")).contains("<strong>Accepted</strong>");
    assertThat(flash(moderator, moderator.post("/moderation/" + id + "/accept")))
        .isEqualTo("Somebody decided on it already.");
  }

  @Test
  void aSeriesComesWithItsEpisodes() {
    var ann = somebody();
    int id =
        proposed(
            ann,
            "kind",
            "series",
            "title",
            "The Show",
            "episodes",
            "1x01 The First One\r\n\r\n1×02 The Second One");
    assertThat(page(ann, "/proposals")).contains("New series with 2 episodes");
    assertThat(page(moderator, "/moderation/" + id)).contains("1×2 The Second One");
    moderator.post("/moderation/" + id + "/accept");

    var series = result(ann).path("id").asInt();
    var episodes = server.get("/api/v1/items/" + series + "/episodes").body();
    assertThat(episodes).contains("The First One", "The Second One");

    page(ann, "/propose?kind=movie");
    var wrong =
        ann.post("/propose", "kind", "series", "title", "Other", "episodes", "1x01 A\nSecond");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("Line 2 is not as 1x02 The Second One.");
    var twice = ann.post("/propose", "kind", "series", "title", "Other", "episodes", "1x999999 A");
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.body()).contains("episodes[0].");
  }

  @Test
  void aCorrectionChangesWhatWasChangedAlone() {
    int item =
        put(
            "heat",
            """
            {"kind":"movie","title":"Heat","year":1996,"genres":["Crime"],"country":"US",
            "people":[{"name":"Michael Mann","role":"director"}],
            "attributes":{"runtimeMinutes":170,"tagline":"Look"}}
            """);
    var ann = somebody();
    assertThat(page(ann, "/items/" + item)).contains("/propose?item=" + item);
    assertThat(page(ann, "/propose?item=" + item))
        .contains("value=\"1996\"", "Michael Mann | director", "value=\"170\"");
    String[] form = {
      "item",
      Integer.toString(item),
      "title",
      "Heat",
      "year",
      "1995",
      "genres",
      "Crime",
      "country",
      "",
      "people",
      "Michael Mann | director",
      "attributes.runtimeMinutes",
      "171",
      "attributes.tagline",
      ""
    };
    int id = proposed(ann, form);
    assertThat(page(ann, "/proposals")).contains("Correction");

    assertThat(page(moderator, "/moderation/" + id))
        .contains("<del>1996</del>", "<ins>1995</ins>", "<del>Look</del>", "<del>US</del>")
        .doesNotContain("<del>Heat</del>", "<del>Crime</del>");
    assertThat(server.get("/api/v1/proposals/" + id).json().path("body"))
        .isEqualTo(
            json(
                "{\"country\":null,\"year\":1995,\"attributes\":{\"runtimeMinutes\":171,\"tagline\":null}}"));
    moderator.post("/moderation/" + id + "/accept");

    var now = server.get("/api/v1/items/" + item).json();
    assertThat(now.path("year").asInt()).isEqualTo(1995);
    assertThat(now.has("country")).isFalse();
    assertThat(now.path("attributes")).isEqualTo(json("{\"runtimeMinutes\":171}"));

    page(ann, "/propose?item=" + item);
    var same = ann.post("/propose", form);
    assertThat(same.status()).isEqualTo(400);
    assertThat(same.body()).contains("You have changed nothing yet.");
    assertThat(ann.get("/propose?item=999999").status()).isEqualTo(404);
  }

  @Test
  void whatCannotBeIsSaidBesideItsFieldAndNothingTypedIsLost() {
    var ann = somebody();
    page(ann, "/propose?kind=movie");
    var wrong =
        ann.post(
            "/propose",
            "kind",
            "movie",
            "title",
            "Heat 9",
            "year",
            "99999",
            "description",
            "Typed text");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("A year is from -3000 to 2200, not 99999.", "Typed text", "value=\"Heat 9\"")
        .contains("id=\"in-year-error\"");
    var attribute =
        ann.post(
            "/propose", "kind", "movie", "title", "Heat 9", "attributes.runtimeMinutes", "long");
    assertThat(attribute.status()).isEqualTo(400);
    assertThat(attribute.body())
        .contains("A whole number from 1 to 10000, not \"long\".")
        .contains("id=\"in-attributes.runtimeMinutes-error\"");
    for (var fields :
        List.of(
            new String[] {"kind", "movie"},
            new String[] {"kind", "movie", "title", "A", "people", "Ann | wizard"},
            new String[] {"kind", "movie", "title", "A", "note", "x".repeat(2_001)},
            new String[] {"kind", "nothing", "title", "A"})) {
      assertThat(ann.post("/propose", fields).status()).as(fields[1]).isEqualTo(400);
    }
    assertThat(page(ann, "/proposals")).contains("You have proposed nothing yet.");
  }

  @Test
  void moderatorsAmendBeforeTheyAccept() {
    var ann = somebody();
    int id = proposed(ann, "kind", "book", "title", "Duen", "attributes.pages", "412");

    page(moderator, "/moderation/" + id);
    var wrong = moderator.post("/moderation/" + id + "/amend", "title", "", "year", "1965");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("A text is required here.", "value=\"1965\"");
    assertThat(
            flash(
                moderator,
                moderator.post(
                    "/moderation/" + id + "/amend",
                    "title",
                    "Dune",
                    "year",
                    "1965",
                    "attributes.pages",
                    "412")))
        .isEqualTo("It is amended.");
    moderator.post("/moderation/" + id + "/accept");

    var item = result(ann);
    assertThat(item.path("title").asString()).isEqualTo("Dune");
    assertThat(item.path("year").asInt()).isEqualTo(1965);
    assertThat(item.path("attributes")).isEqualTo(json("{\"pages\":412}"));
  }

  @Test
  void outsideIdsThatNoFormShowsStayWhenItIsAmendedAndATakenOneIsNamed() {
    put("taken", "{\"kind\":\"movie\",\"title\":\"Taken\"}");
    var ann = TestAccount.fresh(server, "proposes_by_program");
    var made =
        ann.send(
            "POST",
            "/api/v1/proposals",
            "{\"body\":{\"kind\":\"movie\",\"title\":\"A\",\"keys\":[\"pages:taken\"]}}");
    int id = made.json().path("id").asInt();

    page(moderator, "/moderation/" + id);
    moderator.post("/moderation/" + id + "/amend", "title", "B");
    var accepted = moderator.post("/moderation/" + id + "/accept");
    assertThat(accepted.status()).isEqualTo(400);
    assertThat(accepted.body()).contains("pages:taken is item");
    assertThat(server.get("/api/v1/proposals/" + id).json().path("body").path("title").asString())
        .isEqualTo("B");
  }

  @Test
  void aDeclinedProposalSaysWhyAndAnOpenOneIsTakenBack() {
    var ann = somebody();
    int id = proposed(ann, "kind", "game", "title", "Portal 9");
    page(moderator, "/moderation/" + id);
    var silent = moderator.post("/moderation/" + id + "/decline", "reason", " ");
    assertThat(silent.status()).isEqualTo(400);
    assertThat(silent.body()).contains("A text is required here.");
    assertThat(
            flash(
                moderator,
                moderator.post("/moderation/" + id + "/decline", "reason", "There is <none>.")))
        .startsWith("It is declined");
    assertThat(page(ann, "/proposals"))
        .contains("<strong>Declined</strong>", "There is &lt;none&gt;.")
        .doesNotContain("Take it back");
    assertThat(page(moderator, "/moderation/" + id)).contains("Declined.").doesNotContain("/amend");

    int other = proposed(ann, "kind", "game", "title", "Portal 10");
    var bob = somebody();
    page(bob, "/propose?kind=movie");
    assertThat(bob.post("/proposals/" + other + "/withdraw").status()).isEqualTo(404);
    assertThat(flash(ann, ann.post("/proposals/" + other + "/withdraw")))
        .isEqualTo("Your proposal is taken back.");
    assertThat(page(ann, "/proposals")).doesNotContain("Portal 10");
    assertThat(moderator.get("/moderation/" + other).status()).isEqualTo(404);
  }

  @Test
  void othersDecideNothing() {
    var ann = somebody();
    int id = proposed(ann, "kind", "game", "title", "Portal 11");
    assertThat(page(ann, "/")).doesNotContain("/moderation");
    assertThat(page(moderator, "/")).contains("href=\"/moderation\"");
    for (var path : List.of("/moderation", "/moderation/" + id)) {
      assertThat(ann.get(path).status()).as(path).isEqualTo(403);
    }
    page(ann, "/proposals");
    for (var act : List.of("accept", "amend", "decline")) {
      assertThat(ann.post("/moderation/" + id + "/" + act, "reason", "x").status())
          .as(act)
          .isEqualTo(403);
    }
    assertThat(TestBrowser.of(server).get("/propose").status()).isEqualTo(303);
  }
}
