package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.job.Worker;
import org.tastemaker.server.sql.Statements;
import org.tastemaker.server.web.TestBrowser;
import tools.jackson.databind.JsonNode;

/// Every operation asks the database a number of times that does not depend on how much there is:
/// each reading route is called with one of everything, and again with fifty; the important writing
/// ones are sent one thing, and fifty.
final class ConstantQueriesTest {
  private static final int MANY = 50;

  /// Caches that are filled on a first call may ask a little more, but not for each row.
  private static final int FILLING = 12;

  private static TestServer server;
  private static TestAccount ann;
  private static TestBrowser browser;
  private static int annId;
  private static long job;
  private static long proposal;
  private static int hub;
  private static int made;

  /// What to call where it is not the route's own path.
  private static final Map<String, String> PATHS = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            Map.of(
                "tastemaker.account.bcrypt-cost", 4,
                "tastemaker.linking.front-ends", "https://app.example.org",
                "tastemaker.linking.providers.mal.client-id", "client",
                "tastemaker.linking.providers.mal.client-secret", "secret"));
    ann = TestAccount.fresh(server, "ann_b", Role.ADMIN);
    annId = ann.get("/api/v1/me").json().path("id").asInt();
    browser = TestBrowser.of(server);
    assertThat(browser.signIn("ann_b", TestAccount.PASSWORD).status()).isEqualTo(303);
    tastes();
    server.of(Worker.class).start();
    train();
    for (int item = 0; item < 10; item++) { // she is no newcomer, who is asked what she likes
      sent("PUT", "/api/v1/items/taste:" + item + "/rating", "{\"stars\":4}");
    }
    hub = sent("PUT", "/api/v1/items/q:hub", item("movie", "Hub", "")).asInt();
    sent("PUT", "/api/v1/items/q:show", item("series", "Show", ""));
    paths();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode sent(String method, String path, String body) {
    var answer = ann.send(method, path, body.isEmpty() ? null : body);
    assertThat(answer.status()).as("%s %s: %s", method, path, answer.body()).isBetween(200, 299);
    return answer.body().isEmpty()
        ? tools.jackson.databind.node.NullNode.getInstance()
        : answer.json().path("id");
  }

  private static String item(String kind, String title, String more) {
    return "{\"kind\":\"%s\",\"title\":\"%s\"%s}".formatted(kind, title, more);
  }

  /// Of so few people that the gate does not judge.
  private static void tastes() {
    var rows = new ArrayList<String>();
    for (int person = 0; person < 25; person++) {
      for (int item = person % 2; item < 24; item += 2) {
        rows.add(
            row(
                "taste:" + person,
                "taste:" + item,
                "rating",
                ",\"stars\":" + (1 + (person + item) % 5)));
      }
    }
    batch(rows);
    for (int item = 0; item < 24; item++) {
      sent("PUT", "/api/v1/items/taste:" + item, item("movie", "Taste " + item, ""));
    }
  }

  private static String row(String user, String item, String type, String more) {
    return "{\"user\":\"%s\",\"item\":\"%s\",\"type\":\"%s\"%s}".formatted(user, item, type, more);
  }

  private static void batch(List<String> rows) {
    var answer =
        server.post(
            "/api/v1/interactions:batch", "{\"interactions\":[" + String.join(",", rows) + "]}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("invalid", "noSuch");
  }

  private static void train() throws InterruptedException {
    job = sent("POST", "/api/v1/jobs", "{\"kind\":\"train\"}").asLong();
    var deadline = Instant.now().plusSeconds(120);
    while (!server.get("/api/v1/jobs/" + job).json().path("finishedAt").isString()) {
      assertThat(Instant.now()).isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /// One more of everything that a route lists.
  private static void grow() {
    int n = ++made;
    var one = "q:movie-" + n;
    sent(
        "PUT",
        "/api/v1/items/" + one,
        item(
            "movie",
            "Hub movie " + n,
            ",\"genres\":[\"Drama\",\"Genre %1$d\"],\"franchise\":\"Saga\",\"keys\":[\"other:%1$d\"],"
                    .formatted(n)
                + "\"people\":[{\"name\":\"Maker\",\"role\":\"director\"},{\"name\":\"Actor %d\",\"role\":\"actor\"}]"
                    .formatted(n)));
    sent(
        "PUT",
        "/api/v1/items/q:episode-" + n,
        item(
            "episode",
            "Episode " + n,
            ",\"attributes\":{\"series\":\"q:show\",\"season\":1,\"number\":%d}".formatted(n)));
    sent("PUT", "/api/v1/items/q:hub/links/related-to/" + one, "");
    sent(
        "PATCH", "/api/v1/items/q:hub", "{\"country\":\"%s\"}".formatted(n % 2 == 0 ? "US" : "FR"));
    sent("PUT", "/api/v1/kinds/kind-" + n, "{\"schema\":{\"type\":\"object\",\"properties\":{}}}");
    sent("PUT", "/api/v1/items/" + one + "/rating", "{\"stars\":4}");
    for (var done : List.of("views", "plays", "purchases", "installs")) {
      sent("POST", "/api/v1/items/" + one + "/" + done, "{}");
    }
    sent("PUT", "/api/v1/items/" + one + "/progress", "{\"share\":0.5}");
    sent("PUT", "/api/v1/items/" + one + "/decline", "{\"reasons\":[{\"reason\":\"not-now\"}]}");
    sent("PUT", "/api/v1/items/" + one + "/watchlist", "{\"note\":\"n\"}");
    sent("POST", "/api/v1/users/history/" + annId, "{\"title\":\"hub %d\"}".formatted(n));
    proposal =
        sent("POST", "/api/v1/proposals", "{\"body\":" + item("movie", "New " + n, "") + "}")
            .asLong();
    sent(
        "POST",
        "/api/v1/api-keys",
        "{\"name\":\"key %d\",\"scopes\":[\"catalogue:read\"]}".formatted(n));
    var user = TestAccount.fresh(server, "user_" + n);
    user.send("PATCH", "/api/v1/me", "{\"privacy\":{\"profile\":\"everyone\"}}");
    var comment =
        user.send("POST", "/api/v1/items/q:hub/comments", "{\"text\":\"So.\"}")
            .json()
            .path("id")
            .asInt();
    sent("POST", "/api/v1/comments/" + comment + "/reports", "{\"reason\":\"spam\"}");
    sent("POST", "/api/v1/items/q:hub/comments", "{\"text\":\"Mine.\"}");
    sent("POST", "/api/v1/movie/recommend/" + annId, "{\"title\":\"Hub\"}");
    assertThat(TestBrowser.of(server).signIn("ann_b", TestAccount.PASSWORD).status())
        .isEqualTo(303);
  }

  private static void paths() {
    var me = "/api/v1/people/" + annId;
    for (var part :
        List.of(
            "", "/links", "/links/suggestions", "/franchise", "/comments", "/decline-reasons")) {
      PATHS.put("/api/v1/items/{id}" + part, "/api/v1/items/q:hub" + part);
    }
    PATHS.put("/api/v1/items/{id}/franchise", "/api/v1/items/q:movie-1/franchise");
    PATHS.put("/api/v1/items/{id}/similar", "/api/v1/items/taste:2/similar");
    PATHS.put("/api/v1/items/{id}/mine", "/api/v1/items/q:movie-1/mine");
    PATHS.put("/api/v1/items/{id}/episodes", "/api/v1/items/q:show/episodes");
    PATHS.put("/api/v1/items/{id}/as-of", "/api/v1/items/q:hub/as-of?time=2999-01-01T00:00:00Z");
    PATHS.put("/api/v1/items/lookup", "/api/v1/items/lookup?source=q&value=hub");
    PATHS.put("/api/v1/items", "/api/v1/items?limit=50&facets=genre");
    PATHS.put("/api/v1/contributors", "/api/v1/contributors?name=Maker");
    PATHS.put("/api/v1/kinds/{kind}", "/api/v1/kinds/movie");
    PATHS.put("/api/v1/events/stream", "/api/v1/events/stream?follow=false");
    for (var list : List.of("ratings", "consumed", "watchlist")) {
      PATHS.put("/api/v1/people/{user}/" + list, me + "/" + list);
      PATHS.put(
          "/api/v1/people/{user}/" + list + "/export", me + "/" + list + "/export?format=json");
    }
    PATHS.put("/api/v1/people/{user}/as-of", me + "/as-of?time=2999-01-01T00:00:00Z");
    PATHS.put("/api/v1/people/{user}/profile", me + "/profile");
    PATHS.put("/api/v1/people/{user}/predictions", me + "/predictions");
    PATHS.put("/api/v1/{kind}/recommend/{user}", "/api/v1/movie/recommend/" + annId);
    PATHS.put("/api/v1/users/history/{user}", "/api/v1/users/history/" + annId);
    PATHS.put("/api/v1/jobs/{id}", "/api/v1/jobs/" + job);
    PATHS.put("/api/v1/jobs/{id}/log", "/api/v1/jobs/" + job + "/log");
    PATHS.put("/api/v1/jobs/{id}/events", "/api/v1/jobs/" + job + "/events");
    PATHS.put("/api/v1/models/{id}", "/api/v1/models/1");
    PATHS.put("/api/v1/oauth/{provider}/authorize", "/api/v1/oauth/mal/authorize");
    PATHS.put("/api/v1/oauth/{provider}/callback", "/api/v1/oauth/mal/callback");
  }

  /// The routes that read, each with what to call.
  private static Map<String, String> reads() {
    PATHS.put("/api/v1/proposals/{id}", "/api/v1/proposals/" + proposal);
    var reads = new LinkedHashMap<String, String>();
    var described = server.get("/api/v1/openapi.json").json().path("paths");
    for (var path : new TreeSet<>(described.propertyNames())) {
      if (described.path(path).has("get")) {
        var called = PATHS.getOrDefault(path, path);
        assertThat(called).as("say in paths() which path to call").doesNotContain("{");
        reads.put("GET " + path, called);
      }
    }
    var items =
        IntStream.rangeClosed(1, made)
            .mapToObj(n -> "q:movie-" + n)
            .collect(Collectors.joining(","));
    reads.put("GET /api/v1/predictions", "/api/v1/predictions?items=" + items);
    reads.put("GET /api/v1/items?q", "/api/v1/items?q=hub&limit=50");
    return reads;
  }

  private static final List<String> PAGES =
      List.of(
          "/",
          "/catalog",
          "/catalog?q=hub",
          "/reviews",
          "/reviews/export.csv",
          "/reviews/export.json",
          "/recommend",
          "/watchlist",
          "/declined",
          "/proposals",
          "/propose",
          "/moderation",
          "/moderation/comments",
          "/account",
          "/account/links",
          "/account/export",
          "/account/delete",
          "/logout");

  /// Pages that need a mail, a provider or nobody signed in, and what is no page.
  private static final Set<String> OTHERS =
      Set.of(
          "/login",
          "/login/back",
          "/login/with/{provider}",
          "/account/links/back",
          "/signin",
          "/signup",
          "/forgotten",
          "/reset",
          "/verify",
          "/error");

  @Test
  void everyPageIsCounted() {
    var pages =
        server.of(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
            .filter(
                mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
            .flatMap(mapping -> mapping.getPatternValues().stream())
            .filter(path -> !path.startsWith("/api/") && !path.startsWith("/.well-known/"))
            .filter(path -> !path.startsWith("/assets/") && !path.startsWith("/covers/"))
            .collect(Collectors.toCollection(TreeSet::new));
    pages.removeAll(OTHERS);
    pages.removeAll(PAGES);
    assertThat(pages).containsExactly("/items/{id}", "/moderation/{id}");
  }

  /// @param first how many statements the first call sent
  /// @param least how many at least, of several calls
  /// @param texts of the first call
  private record Count(int first, int least, List<String> texts) {}

  private static Count count(Statements statements, Runnable call) {
    var texts = statements.during(call);
    int least = texts.size();
    for (int i = 0; i < 3; i++) {
      least = Math.min(least, statements.during(call).size());
    }
    return new Count(texts.size(), least, texts);
  }

  private static Map<String, Count> counts(Statements statements) {
    var counts = new LinkedHashMap<String, Count>();
    reads().forEach((route, path) -> counts.put(route, count(statements, () -> read(path))));
    for (var page : PAGES) {
      counts.put("page " + page, count(statements, () -> page(page)));
    }
    counts.put("page /items/{id}", count(statements, () -> page("/items/" + hub)));
    counts.put("page /moderation/{id}", count(statements, () -> page("/moderation/" + proposal)));
    return counts;
  }

  private static void read(String path) {
    var answer = ann.get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isIn(200, 302);
  }

  private static void page(String path) {
    var answer = browser.get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
  }

  @Test
  void readingAsksAsOftenForFiftyAsForOne() {
    try (var statements = Statements.ofRequests()) {
      grow();
      var few = counts(statements);
      for (int n = 1; n < MANY; n++) {
        grow();
      }
      var many = counts(statements);

      assertThat(many.keySet()).isEqualTo(few.keySet());
      assertThat(few.values()).anyMatch(count -> count.least() > 2);
      var wrong = new SoftAssertions();
      many.forEach((route, count) -> {
        var before = Objects.requireNonNull(few.get(route));
        wrong
            .assertThat(count.least())
            .as("%s: %s%nthen %s", route, before.texts(), count.texts())
            .isEqualTo(before.least());
        wrong
            .assertThat(count.first())
            .as("%s, the first time: %s", route, count.texts())
            .isLessThanOrEqualTo(before.first() + FILLING);
      });
      wrong.assertAll();
    }
  }
}
