package org.tastemaker.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.interaction.BulkInteractions;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.RatingBlock;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// The log page by page.
final class EventRoutesTest {
  private static final String HEAT =
      """
      {"kind":"movie","title":"Heat","year":%d,"genres":["Crime"],"image":"/heat.jpg",
       "people":[{"name":"Michael Mann","role":"director"},{"name":"Al Pacino","role":"actor"}],
       "attributes":{%s}}
      """;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode events(String query) {
    var answer = server.get("/api/v1/events?limit=500&" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("events");
  }

  private static int put(String key, String body) {
    return server.put("/api/v1/items/" + key, body).json().path("id").asInt();
  }

  private static JsonNode json(String text) {
    return Json.mapper().readTree(text);
  }

  @Test
  void itemsAreToldInTheWordsOfR() {
    int item = put("imdb:tt0113277", HEAT.formatted(1996, "\"runtimeMinutes\":170"));
    put("imdb:tt0113277", HEAT.formatted(1995, "\"tagline\":\"A Los Angeles crime saga\""));

    var told = events("type=MovieAddedEvent&type=ChangedEvent&object=" + item);
    assertThat(told).hasSize(4);
    var added = told.path(0);
    assertThat(added.path("type").asString()).isEqualTo("MovieAddedEvent");
    assertThat(added.path("version").asInt()).isEqualTo(1);
    assertThat(added.path("occurred_by").isNull()).isTrue();
    assertThat(added.path("object_id").asInt()).isEqualTo(item);
    assertThat(added.path("occurred_at").asString()).endsWith("Z");
    assertThat(added.path("title").asString()).isEqualTo("Heat");
    assertThat(added.path("imdbid").asString()).isEqualTo("tt0113277");
    assertThat(added.path("cover").asString()).isEqualTo("/heat.jpg");
    assertThat(added.path("directors")).isEqualTo(json("[\"Michael Mann\"]"));
    assertThat(added.path("actors")).isEqualTo(json("[\"Al Pacino\"]"));
    assertThat(added.path("runtime_minutes").asInt()).isEqualTo(170);

    var ids = new ArrayList<Long>();
    var changes = new ArrayList<String>();
    for (var change : told) {
      ids.add(change.path("id").asLong());
      if (change.path("type").asString().equals("ChangedEvent")) {
        assertThat(change.path("model_name").asString()).isEqualTo("movie");
        assertThat(change.path("version").asInt()).isEqualTo(2);
        changes.add(
            change.path("attribute_name").asString()
                + " "
                + change.path("old_value")
                + " "
                + change.path("new_value"));
      }
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    assertThat(changes)
        .containsExactlyInAnyOrder(
            "year \"1996\" \"1995\"",
            "runtime_minutes \"170\" null",
            "tagline null \"A Los Angeles crime saga\"");
  }

  @ParameterizedTest
  @CsvSource({
    "application, ApplicationAddedEvent, name",
    "book, BookAddedEvent, title",
    "episode, EpisodeAddedEvent, title",
    "game, GameAddedEvent, name",
    "movie, MovieAddedEvent, title",
    "series, SerieAddedEvent, title",
    "track, TrackAddedEvent, title",
    "anime, AnimeAddedEvent, title"
  })
  void eachKindHasItsEvent(String kind, String type, String title) {
    int item = put("test:each-" + kind, "{\"kind\":\"%s\",\"title\":\"One\"}".formatted(kind));
    var told = events("object=%d&type=%s".formatted(item, type));
    assertThat(told).hasSize(1);
    assertThat(told.path(0).path(title).asString()).isEqualTo("One");
    assertThat(told.path(0).path("model_name").asString()).isEqualTo(kind);
  }

  @Test
  void interactionsAreToldWithTheirPerson() {
    int item = put("test:rated", "{\"kind\":\"movie\",\"title\":\"Rated\"}");
    server.put("/api/v1/items/test:rated/rating?user=test:ann", "{\"stars\":4.25}");
    server.delete("/api/v1/items/test:rated/rating?user=test:ann");
    server.post(
        "/api/v1/interactions:batch",
        """
        {"interactions":[{"user":"test:ann","item":"test:rated","type":"play","count":3},
         {"user":"test:ann","item":"test:rated","type":"decline"}]}
        """);
    int ann = server.of(People.class).find(new SourceKey("test", "ann")).orElseThrow();

    var told = events("type=MetaAddedEvent&object=%d&user=%d".formatted(item, ann));
    assertThat(told)
        .extracting(one -> one.path("interaction").asString())
        .containsExactly("rated", "ratingWithdrawn", "played", "declined");
    assertThat(told.path(0).path("rating").asDouble()).isEqualTo(4.25);
    assertThat(told.path(0).path("user").asInt()).isEqualTo(ann);
    assertThat(told.path(2).path("count").asInt()).isEqualTo(3);
    assertThat(events("user=" + (ann + 1000))).isEmpty();
  }

  @Test
  void whoDidItIsTold() {
    put("test:by", "{\"kind\":\"movie\",\"title\":\"By\"}");
    var ben = TestAccount.fresh(server, "ben_of_events");
    ben.send("PUT", "/api/v1/items/test:by/rating", "{\"stars\":3}");
    int person = ben.get("/api/v1/me").json().path("id").asInt();

    var told = events("actor=" + person);
    assertThat(told).hasSize(1);
    assertThat(told.path(0).path("occurred_by").asInt()).isEqualTo(person);
    assertThat(told.path(0).path("user").asInt()).isEqualTo(person);
  }

  @Test
  void administratorsDoNotReadWhoseInteractionsThoseAre() {
    int item = put("test:private", "{\"kind\":\"movie\",\"title\":\"Private\"}");
    var shy = TestAccount.fresh(server, "shy_one");
    var open = TestAccount.fresh(server, "open_one");
    open.send("PATCH", "/api/v1/me", "{\"privacy\":{\"ratings\":\"everyone\"}}");
    for (var one : List.of(shy, open)) {
      one.send("PUT", "/api/v1/items/test:private/rating", "{\"stars\":2}");
    }
    server.put("/api/v1/items/test:private/rating?user=test:imported", "{\"stars\":2}");
    var admin = TestAccount.fresh(server, "admin_of_events", Role.ADMIN);

    var path = "/api/v1/events?type=MetaAddedEvent&object=" + item;
    var told = admin.get(path).json().path("events");
    assertThat(told)
        .extracting(one -> one.path("user").isNull())
        .containsExactly(true, false, false);
    assertThat(told.path(0).path("occurred_by").isNull()).isTrue();
    int shyId = shy.get("/api/v1/me").json().path("id").asInt();
    assertThat(admin.get(path + "&user=" + shyId).json().path("events")).isEmpty();
    assertThat(admin.get(path + "&actor=" + shyId).json().path("events")).isEmpty();
    assertThat(events("type=MetaAddedEvent&user=" + shyId)).hasSize(1);
    assertThat(shy.get(path).status()).isEqualTo(403);
  }

  @Test
  void importsAreThereRowByRowAndErasedPeopleAreGone() {
    int item = put("test:imported", "{\"kind\":\"movie\",\"title\":\"Imported\"}");
    int person = server.of(People.class).ensure(new SourceKey("test", "importee"));
    long then = 1_000_000_000_000_000L;
    server
        .database()
        .transactions()
        .executeWithoutResult(_ ->
            server
                .of(BulkInteractions.class)
                .rate(
                    new RatingBlock(
                        new int[] {person},
                        new int[] {item},
                        new short[] {350},
                        new long[] {then})));

    var told = events("type=MetaAddedEvent&object=" + item);
    assertThat(told).hasSize(1);
    assertThat(told.path(0).path("occurred_at").asString()).isEqualTo("2001-09-09T01:46:40Z");
    assertThat(told.path(0).path("occurred_by").isNull()).isTrue();
    assertThat(told.path(0).path("user").asInt()).isEqualTo(person);
    assertThat(events("from=2001-09-09T01:46:40Z&to=2001-09-09T01:46:41Z")).hasSize(1);

    server.of(People.class).erase(new OurId(person).value(), null);
    assertThat(events("type=MetaAddedEvent&object=" + item)).isEmpty();
    var left = events("type=DeletionEvent&object=" + person);
    assertThat(left.path(0).path("model_name").asString()).isEqualTo("person");
  }

  @Test
  void pagesOfEitherOrderHoldEverythingOnce() {
    int item = put("test:paged", HEAT.formatted(1990, ""));
    for (int year = 1991; year < 1995; year++) {
      put("test:paged", HEAT.formatted(year, "\"runtimeMinutes\":" + year));
      server.put(
          "/api/v1/items/test:paged/rating?user=test:pager", "{\"stars\":%d}".formatted(year % 5));
    }
    var query = "type=MovieAddedEvent&type=ChangedEvent&type=MetaAddedEvent&object=" + item;
    var whole = ids(events(query));
    assertThat(whole).hasSize(13);
    assertThat(walk(query + "&order=oldest&limit=1")).isEqualTo(whole);
    assertThat(walk(query + "&order=oldest&limit=3")).isEqualTo(whole);
    assertThat(walk(query + "&order=newest&limit=2")).isEqualTo(whole.reversed());
    assertThat(ids(events(query + "&after=" + whole.get(5))))
        .isEqualTo(whole.subList(6, whole.size()));
  }

  private static List<Long> ids(JsonNode events) {
    var ids = new ArrayList<Long>();
    events.forEach(event -> ids.add(event.path("id").asLong()));
    return ids;
  }

  private static List<Long> walk(String query) {
    var ids = new ArrayList<Long>();
    for (String cursor = ""; cursor != null; ) {
      var page = server.get("/api/v1/events?" + query + cursor).json();
      ids.addAll(ids(page.path("events")));
      cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").asString() : null;
    }
    return ids;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type=MovieAddedEvnt | type | There is no type \"MovieAddedEvnt\". Did you mean \"MovieAddedEvent\"?",
        "limit=0 | limit | From 1 to 500, not 0.",
        "limit=501 | limit | From 1 to 500, not 501.",
        "order=sideways | order | oldest or newest.",
        "after=-1 | after | The id of an event is not negative.",
        "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | to | to is later than from.",
        "from=yesterday | from | a time such as",
        "object=x | object | a whole number",
        "actor=4711471147114711 | actor | a whole number",
        "cursor=zzzz | cursor | This cursor is not one that a list with the same filters gave",
        "typ=MovieAddedEvent | typ | There is no parameter \"typ\" here. Did you mean \"type\"?"
      })
  void badInputIsRefusedByName(String query, String field, String sentence) {
    var answer = server.get("/api/v1/events?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    var error = answer.json().path("errors").path(0);
    assertThat(error.path("field").asString()).isEqualTo(field);
    assertThat(error.path("message").asString()).contains(sentence);
  }

  @Test
  void cursorOfAnotherQueryIsRefused() {
    put("test:first", "{\"kind\":\"book\",\"title\":\"First\"}");
    put("test:second", "{\"kind\":\"book\",\"title\":\"Second\"}");
    var cursor = server.get("/api/v1/events?limit=1").json().path("cursor").asString();
    assertThat(server.get("/api/v1/events?limit=2&cursor=" + cursor).status()).isEqualTo(200);
    for (String other : List.of("object=1", "order=newest", "type=ChangedEvent")) {
      var answer = server.get("/api/v1/events?" + other + "&cursor=" + cursor);
      assertThat(answer.status()).as(other).isEqualTo(400);
    }
  }
}
