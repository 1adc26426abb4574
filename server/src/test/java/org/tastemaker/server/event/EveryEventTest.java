package org.tastemaker.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.job.Worker;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.web.TestBrowser;
import tools.jackson.databind.JsonNode;

/// Everything that the product writes into its logs is done once by somebody with an account, and
/// is told: in R's terms, with all that was logged, and with who did it.
final class EveryEventTest {
  private static final List<String> KINDS =
      List.of(
          "movie", "series", "episode", "anime", "book", "game", "track", "application", "recipe");

  /// What of an interaction is told besides its person; of the others nothing more is logged.
  private static final Map<String, String> TOLD =
      Map.ofEntries(
          Map.entry("rated", "\"rating\":4.5"),
          Map.entry("viewed", "\"review_see_count\":1"),
          Map.entry("played", "\"count\":2"),
          Map.entry("purchased", "\"count\":3"),
          Map.entry("installed", "\"count\":4"),
          Map.entry("declined", "\"reasons\":[{\"reason\":\"not-now\"}]"),
          Map.entry("progressShare", "\"share\":0.25"),
          Map.entry("progressEpisode", "\"episode\":7"),
          Map.entry("progressHours", "\"hours\":1.5"),
          Map.entry("progressWithdrawn", "\"withdrawn\":\"share\""),
          Map.entry("watchlisted", "\"place\":"),
          Map.entry("watchlistMoved", "\"place\":"),
          Map.entry("commented", "\"comment\":"),
          Map.entry("commentEdited", "\"comment\":"),
          Map.entry("commentDeleted", "\"comment\":"),
          Map.entry("commentReported", "\"reason\":\"spoiler\""),
          Map.entry("commentHidden", "\"comment\":"),
          Map.entry("commentShown", "\"comment\":"));

  private static TestServer server;
  private static TestAccount doer;
  private static int doerId;
  private static int leaverId;

  @BeforeAll
  static void doEverything() throws Exception {
    server = TestServer.start();
    doer = TestAccount.fresh(server, "doer", Role.ADMIN);
    doerId = id(doer);
    train();
    changeTheCatalogue();
    interact();
    speak();
    var leaver = TestAccount.fresh(server, "leaver");
    leaverId = id(leaver);
    sent(leaver, "DELETE", "/api/v1/me", "{\"password\":\"" + TestAccount.PASSWORD + "\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int id(TestAccount account) {
    return account.get("/api/v1/me").json().path("id").asInt();
  }

  private static JsonNode sent(TestAccount who, String method, String path, String body) {
    var answer = who.send(method, path, body.isEmpty() ? null : body);
    assertThat(answer.status()).as("%s %s: %s", method, path, answer.body()).isBetween(200, 299);
    return answer.body().isEmpty() ? Json.mapper().nullNode() : answer.json();
  }

  private static JsonNode done(String method, String path, String body) {
    return sent(doer, method, path, body);
  }

  /// Two models and the way back to the first; a job that waits and is stopped.
  private static void train() throws Exception {
    rateAsOthers();
    var stopped = done("POST", "/api/v1/jobs", "{\"kind\":\"train\"}");
    done("DELETE", "/api/v1/jobs/" + stopped.path("id").asLong(), "");
    server.of(Worker.class).start();
    for (int seed = 1; seed <= 2; seed++) {
      var body =
          "{\"kind\":\"train\",\"parameters\":{\"roles\":[\"popular\"],\"seed\":%d}}"
              .formatted(seed);
      awaitEnd(done("POST", "/api/v1/jobs", body).path("id").asLong());
    }
    done("POST", "/api/v1/models/rollback", "{\"role\":\"popular\"}");
  }

  private static void rateAsOthers() {
    var rows = new ArrayList<String>();
    for (int person = 0; person < 30; person++) {
      for (int item = person % 3; item < 12; item += 2) {
        rows.add(
            "{\"user\":\"taste:%d\",\"item\":\"taste:%d\",\"type\":\"rating\",\"stars\":4}"
                .formatted(person, item));
      }
    }
    var answer =
        server.post(
            "/api/v1/interactions:batch", "{\"interactions\":[" + String.join(",", rows) + "]}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static void awaitEnd(long job) throws InterruptedException {
    var deadline = Instant.now().plusSeconds(60);
    while (!server.get("/api/v1/jobs/" + job).json().path("finishedAt").isString()) {
      assertThat(Instant.now()).isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static void changeTheCatalogue() {
    done(
        "PUT",
        "/api/v1/kinds/recipe",
        "{\"schema\":{\"type\":\"object\",\"properties\":{\"servings\":{\"type\":\"integer\"}}}}");
    for (var kind : KINDS) {
      var path = "/api/v1/items/every:" + kind;
      done("PUT", path, "{\"kind\":\"%s\",\"title\":\"One\"}".formatted(kind));
      done("PUT", path, "{\"kind\":\"%s\",\"title\":\"Two\"}".formatted(kind));
    }
    done(
        "PUT",
        "/api/v1/items/every:movie",
        "{\"kind\":\"movie\",\"title\":\"Two\",\"keys\":[\"other:movie\"]}");
    done("PUT", "/api/v1/items/every:book/links/adapted-from/every:movie", "");
    done("DELETE", "/api/v1/items/every:book/links/adapted-from/every:movie", "");
    done("DELETE", "/api/v1/items/every:track", "");
    done("PUT", "/api/v1/items/every:twin", "{\"kind\":\"book\",\"title\":\"Two\"}");
    done("POST", "/api/v1/items/every:book/merge", "{\"duplicate\":\"every:twin\"}");
    done(
        "POST",
        "/api/v1/interactions:batch",
        "{\"interactions\":[{\"user\":\"every:body\",\"item\":\"every:unknown\",\"type\":\"view\"}]}");
  }

  private static void interact() {
    var item = "/api/v1/items/every:movie";
    done("PUT", item + "/rating", "{\"stars\":4.5}");
    done("DELETE", item + "/rating", "");
    done("POST", item + "/views", "{}");
    done("POST", item + "/plays", "{\"count\":2}");
    done("POST", item + "/purchases", "{\"count\":3}");
    done("POST", item + "/installs", "{\"count\":4}");
    done("PUT", item + "/decline", "{\"reasons\":[{\"reason\":\"not-now\"}]}");
    done("DELETE", item + "/decline", "");
    done("PUT", item + "/progress", "{\"share\":0.25,\"episode\":7,\"hours\":1.5}");
    done("DELETE", item + "/progress", "");
    done("PUT", "/api/v1/items/every:game/watchlist", "{}");
    done("PUT", item + "/watchlist", "{\"place\":1,\"note\":\"never told\"}");
    done("DELETE", item + "/watchlist", "");
  }

  private static void speak() {
    var comments = "/api/v1/items/every:movie/comments";
    var mine = done("POST", comments, "{\"text\":\"never told\"}").path("id").asInt();
    done("PUT", "/api/v1/comments/" + mine, "{\"text\":\"never told either\"}");
    done("DELETE", "/api/v1/comments/" + mine, "");
    var other = TestAccount.fresh(server, "other");
    var theirs = sent(other, "POST", comments, "{\"text\":\"never told\"}").path("id").asInt();
    done("POST", "/api/v1/comments/" + theirs + "/reports", "{\"reason\":\"spoiler\"}");
    done("PUT", "/api/v1/comments/" + theirs + "/moderation", "{\"hidden\":true}");
    done("PUT", "/api/v1/comments/" + theirs + "/moderation", "{\"hidden\":false}");
  }

  private static List<JsonNode> events(String query) {
    var all = new ArrayList<JsonNode>();
    for (String cursor = ""; cursor != null; ) {
      var answer = server.get("/api/v1/events?limit=500&" + query + cursor);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      answer.json().path("events").forEach(all::add);
      cursor =
          answer.json().has("cursor") ? "&cursor=" + answer.json().path("cursor").asString() : null;
    }
    return all;
  }

  private static Set<String> loggedTypes() {
    return Set.copyOf(
        server
            .database()
            .jdbc()
            .sql("select distinct type from event")
            .query((row, _) -> row.getString(1))
            .list());
  }

  private static Set<String> values(List<JsonNode> events, String field) {
    return events.stream()
        .filter(event -> event.has(field))
        .map(event -> event.path(field).asString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// A new type is in this test as soon as somebody says how it is told; one that nobody says it of
  /// is found by its being logged.
  @Test
  void everyTypeThatCanBeLoggedWasLoggedAndSomebodySaysHowItIsTold() {
    var log = server.of(ChangeLog.class);
    var logged = new TreeSet<>(loggedTypes());
    logged.addAll(values(events("type=MetaAddedEvent"), "interaction"));

    assertThat(log.logged(log.types())).containsExactlyInAnyOrderElementsOf(logged);
    assertThat(values(events(""), "type")).isEqualTo(log.types());
  }

  /// Whoever else begins to write events does each of them here, too.
  @Test
  void writersOfEventsAreThese() {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tastemaker.server");
    assertThat(
            classes.get(EventLog.class).getMethodCallsToSelf().stream()
                .filter(call -> call.getTarget().getName().startsWith("append"))
                .map(call -> call.getOriginOwner())
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("ItemEvents", "JobNews", "People", "Publisher");
  }

  @Test
  void allHaveWhatRsEventsHave() {
    assertThat(events(""))
        .allSatisfy(event -> {
          assertThat(event.path("id").isIntegralNumber()).isTrue();
          assertThat(event.path("type").asString()).matches("[A-Z][A-Za-z]+Event");
          assertThat(event.path("version").asInt()).isPositive();
          assertThat(event.path("occurred_at").asString()).matches("20[0-9-]+T[0-9:.]+Z");
          assertThat(event.has("occurred_by")).isTrue();
          assertThat(event.path("object_id").asLong()).isPositive();
          assertThat(event.path("model_name").asString()).isNotEmpty();
          if (event.path("type").asString().equals("ChangedEvent")) {
            assertThat(event.path("attribute_name").asString()).isNotEmpty();
            assertThat(event.has("new_value") && event.has("old_value")).isTrue();
          }
        });
  }

  @Test
  void nothingThatIsLoggedIsLeftOut() {
    var byPosition = new TreeMap<Long, String>();
    events("")
        .forEach(event ->
            byPosition.merge(event.path("id").asLong() / 1_000, event.toString(), String::concat));
    server
        .database()
        .jdbc()
        .sql("select position, type, payload from event")
        .query(row -> {
          var type = row.getString("type");
          var told = byPosition.get(row.getLong("position"));
          assertThat(told).as(type).isNotNull();
          leaves(Json.mapper().readTree(row.getString("payload")))
              .forEach(leaf -> assertThat(told).as(type).contains(leaf));
        });
  }

  private static List<String> leaves(JsonNode node) {
    if (node.isContainer()) {
      return node.valueStream().flatMap(one -> leaves(one).stream()).toList();
    }
    return node.isNull() ? List.of() : List.of(node.asString());
  }

  @Test
  void interactionsAreToldWithWhatTheyAre() {
    var told = new TreeMap<String, String>();
    events("type=MetaAddedEvent&actor=" + doerId)
        .forEach(event ->
            told.merge(
                event.path("interaction").asString(), event.toString(), (one, two) -> one + two));

    TOLD.forEach((interaction, part) -> assertThat(told.get(interaction)).contains(part));
    assertThat(told.values()).noneMatch(event -> event.contains("never told"));
  }

  @Test
  void whatSomebodyDoesOnThePagesIsTheirs() {
    int item = server.get("/api/v1/items/every:anime").json().path("id").asInt();
    var browser = TestBrowser.signedIn(server, "reader_of_pages");
    browser.get("/items/" + item);
    browser.post("/rate/" + item, "stars", "4");
    browser.post("/rate/" + item, "stars", "");
    browser.post("/decline/" + item);
    browser.post("/watch/" + item);
    browser.post("/watch/" + item, "what", "remove");
    browser.post("/comment/" + item, "text", "So it is.");

    var done = events("type=MetaAddedEvent&object=" + item);
    assertThat(done)
        .extracting(event -> event.path("interaction").asString())
        .contains("rated", "declined", "watchlisted", "watchlistLeft", "commented");
    assertThat(done)
        .allSatisfy(event ->
            assertThat(event.path("occurred_by").asInt())
                .isPositive()
                .isEqualTo(event.path("user").asInt()));
  }

  /// But for what the program does by itself: models that a training publishes.
  @Test
  void whatSomebodyDidIsTheirs() {
    var log = server.of(ChangeLog.class);
    var theirs = events("actor=" + doerId);
    var program = Set.of("ModelPublishedEvent");
    var expected = new TreeSet<>(log.types());
    expected.removeAll(program);
    assertThat(values(theirs, "type")).isEqualTo(expected);
    assertThat(values(theirs, "interaction"))
        .isEqualTo(values(events("type=MetaAddedEvent"), "interaction"));
    assertThat(values(events(""), "type")).containsAll(program);

    var others =
        server
            .database()
            .jdbc()
            .sql(
                """
                select distinct type from event
                where occurred_by is distinct from :doer
                """)
            .param("doer", doerId)
            .query((row, _) -> row.getString(1))
            .list();
    assertThat(others)
        .containsExactlyInAnyOrder(
            "ItemAdded", "ModelPublished", "JobRequested", "JobEnded", "PersonErased");
    assertThat(events("type=DeletionEvent&actor=" + leaverId)).hasSize(1);
  }
}
