package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.job.JobState;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.job.Worker;
import org.tastemaker.server.linking.Browser;
import org.tastemaker.server.linking.ScriptedProvider;
import org.tastemaker.server.web.TestBrowser;
import tools.jackson.databind.JsonNode;

/// What the documents of four earlier systems promise, path by path and as they write it, against
/// the running server. `docs/contract.md` has their sentences.
final class ContractTest {
  private static final String TITLE = "Naruto";

  private static final String FRONT_END = "https://app.example.org/callback";

  private static ScriptedProvider myAnimeList;
  private static TestServer server;
  private static TestAccount ann;

  /// A promise and what shows that it is kept.
  private record Promise(String system, String words, Executable kept) {}

  private static final List<Promise> PROMISES = new ArrayList<>();

  private static void promise(String system, String words, Executable kept) {
    PROMISES.add(new Promise(system, words, kept));
  }

  @BeforeAll
  static void start() {
    myAnimeList = ScriptedProvider.myAnimeList();
    var settings = new HashMap<String, Object>(myAnimeList.settings("mal"));
    settings.put("tastemaker.linking.front-ends", FRONT_END);
    settings.put("tastemaker.account.bcrypt-cost", 4);
    server = TestServer.start(settings);
    fill();
    server.of(Worker.class).start();
    train();
    ann = TestAccount.fresh(server, "ann_contract");
  }

  @AfterAll
  static void stop() {
    server.close();
    myAnimeList.close();
  }

  /// Anime and movies, and people of two tastes who rated them.
  private static void fill() {
    for (var title : List.of(TITLE, "Naruto: Shippuden", "Bleach", "One Piece", "Monster")) {
      item("anime", title, "Action");
    }
    for (var n = 1; n <= 15; n++) {
      item("anime", "Anime " + n, n % 2 == 0 ? "Action" : "Drama");
      item("movie", "Movie " + n, n % 2 == 0 ? "Crime" : "Romance");
    }
    var rows = new ArrayList<String>();
    for (var person = 0; person < 40; person++) {
      for (var n = 1; n <= 15; n++) {
        if ((person * 7 + n * 3) % 5 < 3) {
          double stars = n % 2 == person % 2 ? 4.5 : 1.5;
          rows.add(row(person, "Anime " + n, stars));
          rows.add(row(person, "Movie " + n, stars));
        }
      }
      rows.add(row(person, TITLE, 3 + person % 3));
      rows.add(row(person, person % 2 == 0 ? "Bleach" : "Monster", 4));
    }
    var batch = "{\"interactions\":[" + String.join(",", rows) + "]}";
    var taken = server.post("/api/v1/interactions:batch", batch);
    assertThat(taken.json().path("errors")).as(taken.body()).isEmpty();
  }

  private static void item(String kind, String title, String genre) {
    var body =
        "{\"kind\":\"%s\",\"title\":\"%s\",\"genres\":[\"%s\"]}".formatted(kind, title, genre);
    assertThat(server.put("/api/v1/items/" + key(title), body).status()).isEqualTo(201);
  }

  private static String key(String title) {
    return "test:" + title.replaceAll("[^A-Za-z0-9]", "-");
  }

  private static String row(int person, String title, double stars) {
    return "{\"user\":\"test:%d\",\"item\":\"%s\",\"type\":\"rating\",\"stars\":%s}"
        .formatted(person, key(title), stars);
  }

  private static void train() {
    var jobs = server.of(Jobs.class);
    var job = jobs.request("train", Map.of(), "test").id();
    var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (jobs.find(job).orElseThrow().state() != JobState.SUCCEEDED) {
      assertThat(System.nanoTime()).as("%s", jobs.find(job)).isLessThan(deadline);
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Answer post(String path, @Nullable String body, String... headers) {
    return TestAccount.send(server, "POST", path, body, headers);
  }

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static String setCookies(Answer answer) {
    return String.join("\n", answer.headers().allValues("Set-Cookie"));
  }

  private static String jar(Answer answer) {
    return String.join(
        "; ",
        answer.headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .toList());
  }

  private static String csrf(Answer answer) {
    return jar(answer).replaceAll(".*XSRF-TOKEN=([^;]*).*", "$1");
  }

  private static <T> T sql(String text, Class<T> type) {
    return server.database().jdbc().sql(text).query(type).single();
  }

  @TestFactory
  Stream<DynamicTest> promises() {
    PROMISES.clear();
    ofTheAnimeBackend();
    ofRecoFinement();
    ofMovieConnect();
    ofTheMovieRecommender();
    return PROMISES.stream()
        .map(one -> DynamicTest.dynamicTest(one.system() + ": " + one.words(), one.kept()));
  }

  private static void ofTheAnimeBackend() {
    promise(
        "anime",
        "GET api/v1/health/ is the health check",
        () -> {
          assertThat(
                  server
                      .send(server.stranger("/api/v1/health/").GET())
                      .json()
                      .path("status")
                      .asString())
              .isEqualTo("UP");
          var ready = ok(server.get("/api/v1/health/ready"));
          assertThat(ready.path("checks").findValuesAsString("name"))
              .contains("database", "models", "jobs");
        });
    promise(
        "anime",
        "GET api/v1/oauth/authorize leads to MyAnimeList, with a verifier and a state of 128 characters",
        () -> {
          var asked = Browser.query(new Browser().go(server.url() + "/api/v1/oauth/authorize"));
          assertThat(asked.get("state")).hasSize(128);
          assertThat(asked.get("code_challenge")).hasSizeBetween(43, 128);
          assertThat(asked).containsEntry("code_challenge_method", "plain");
        });
    promise(
        "anime",
        "the same under /api/v1/oauth/{provider}, for every provider that is set up",
        () -> {
          var asked = Browser.query(new Browser().go(server.url() + "/api/v1/oauth/mal/authorize"));
          assertThat(asked.get("state")).hasSize(128);
          assertThat(asked.get("redirect_uri")).endsWith("/callback");
          var unknown = server.send(server.stranger("/api/v1/oauth/nobody/authorize"));
          assertThat(unknown.status()).isEqualTo(404);
        });
    promise(
        "anime",
        "GET /api/v1/oauth/callback makes the user and leads back; access token, name and id are exchanged",
        () -> {
          myAnimeList.isVisitedBy("{\"id\":4711,\"name\":\"mal_fan\"}");
          var browser = new Browser();
          var toProvider = browser.go(server.url() + "/api/v1/oauth/authorize");
          var back = browser.go(toProvider);
          assertThat(back).startsWith(server.url() + "/api/v1/oauth/callback?");
          var toFrontEnd = browser.go(back);
          assertThat(toFrontEnd).startsWith(FRONT_END + "?code=");
          var code = Browser.code(Browser.query(toFrontEnd));
          var told = ok(post("/api/v1/oauth/exchange", "{\"code\":\"" + code + "\"}"));
          assertThat(told.path("providerUserName").asString()).isEqualTo("mal_fan");
          assertThat(told.path("providerUserId").asString()).isEqualTo("4711");
          var me =
              TestAccount.send(
                  server,
                  "GET",
                  "/api/v1/me",
                  null,
                  "Authorization",
                  "Bearer " + told.path("accessToken").asString());
          assertThat(ok(me).path("username").asString()).isEqualTo("mal_fan");
          assertThat(new Browser().open(back).headers().firstValue("Location").orElse(""))
              .as("the same again, in another browser")
              .contains("error=");
        });
    promise(
        "anime",
        "POST api/v1/anime/recommend/ gives anime for a title",
        () -> {
          var list = ok(ann.send("POST", "/api/v1/anime/recommend/", "{\"title\":\"Naruto\"}"));
          assertThat(list.isArray()).isTrue();
          assertThat(list).hasSize(10);
          list.forEach(one -> {
            assertThat(one.has("id") && one.has("title") && one.has("image_url")).isTrue();
            assertThat(one.path("title").asString()).isNotEqualTo(TITLE);
            assertThat(one.path("kind").asString()).isEqualTo("anime");
          });
        });
    promise(
        "anime",
        "POST api/v1/anime/recommend/{userId} stores the list for that user, and no other",
        () -> {
          var path = "/api/v1/anime/recommend/" + ann.get("/api/v1/me").json().path("id").asInt();
          var list = ok(ann.send("POST", path, "{\"title\":\"Naruto\"}"));
          var kept = ok(ann.get(path));
          assertThat(kept.path("items").findValuesAsString("title"))
              .isEqualTo(list.findValuesAsString("title"));
          assertThat(kept.path("about").path("title").asString()).isEqualTo(TITLE);
          var other = TestAccount.fresh(server, "cid_contract");
          assertThat(other.get(path).status()).isEqualTo(403);
          assertThat(other.send("POST", path, "{\"title\":\"Naruto\"}").status()).isEqualTo(403);
        });
    promise(
        "anime",
        "POST /api/v1/search-suggestion: \"Na\" gives Naruto, Naruto: Shippuden",
        () -> {
          var found = ok(ann.send("POST", "/api/v1/search-suggestion", "{\"title\":\"Na\"}"));
          assertThat(found.path("status").asString()).isEqualTo("SUCCESS");
          assertThat(found.path("data").toString()).isEqualTo("[\"Naruto\",\"Naruto: Shippuden\"]");
        });
    promise(
        "anime",
        "POST and GET /api/v1/users/history/{userId} write and read a user's own searches",
        () -> {
          var path = "/api/v1/users/history/" + ann.get("/api/v1/me").json().path("id").asInt();
          for (var title : List.of("One Piece", "Naruto")) {
            var kept = ann.send("POST", path, "{\"title\":\"" + title + "\"}");
            assertThat(kept.status()).as(kept.body()).isEqualTo(201);
          }
          assertThat(ok(ann.get(path)).path("searches").findValuesAsString("title"))
              .containsExactly("Naruto", "One Piece");
          var other = TestAccount.fresh(server, "ben_contract");
          assertThat(other.get(path).status()).isEqualTo(403);
          assertThat(other.send("POST", path, "{\"title\":\"Bleach\"}").status()).isEqualTo(403);
        });
  }

  private static void ofRecoFinement() {
    promise(
        "recofinement",
        "who logs in gets a JSON web token, signed with a private key",
        () -> {
          var tokens = ok(login("ann_contract"));
          var token = tokens.path("accessToken").asString();
          assertThat(token.split("\\.", -1)).hasSize(3);
          assertThat(tokens.path("tokenType").asString()).isEqualTo("Bearer");
          var me =
              TestAccount.send(
                  server, "GET", "/api/v1/me", null, "Authorization", "Bearer " + token);
          assertThat(ok(me).path("username").asString()).isEqualTo("ann_contract");
          var keys = ok(server.send(server.stranger("/.well-known/jwks.json").GET()));
          assertThat(keys.path("keys").get(0).path("kty").asString()).isEqualTo("RSA");
          assertThat(keys.path("keys").get(0).has("d")).isFalse();
        });
    promise(
        "recofinement",
        "passwords are hashed by bcrypt, each with its own salt",
        () -> {
          TestAccount.fresh(server, "salt_one");
          TestAccount.fresh(server, "salt_two");
          assertThat(
                  sql(
                      "select count(distinct password) from account where username like 'salt_%' and password like '$2a$04$%'",
                      Integer.class))
              .isEqualTo(2);
        });
    promise(
        "recofinement",
        "a Swagger page describes every operation",
        () -> {
          var page = server.get("/api/v1/docs");
          var shown = page.status() == 302 ? server.get(page.header("Location")) : page;
          assertThat(shown.status()).isEqualTo(200);
          assertThat(shown.header("Content-Type")).startsWith("text/html");
          var paths = ok(server.get("/api/v1/openapi.json")).path("paths");
          for (var path :
              List.of("/api/user/signup", "/api/token", "/api/token/refresh", "/api/v1/health")) {
            assertThat(paths.has(path)).as(path).isTrue();
          }
        });
    promise(
        "recofinement",
        "additions of media are kept as events with actor and all attributes",
        () -> {
          item("application", "Chess Clock", "Tools");
          assertThat(
                  sql(
                      """
                      select type || ' ' || (payload->>'title') || ' ' || (occurred_at <= now())
                      from event where type = 'ApplicationAdded'
                      """,
                      String.class))
              .isEqualTo("ApplicationAdded Chess Clock true");
        });
    promise(
        "recofinement",
        "changes of media are kept as events that say which attribute and what it is now",
        () -> {
          server.put(
              "/api/v1/items/" + key("Monster"),
              "{\"kind\":\"anime\",\"title\":\"Monster\",\"genres\":[\"Thriller\"]}");
          assertThat(
                  sql(
                      "select payload::text from event where type = 'AnimeChanged' order by position desc limit 1",
                      String.class))
              .contains("genres", "Thriller")
              .doesNotContain("title");
        });
    promise(
        "recofinement",
        "interactions are kept as they are added and changed, and say what is to be trained",
        () -> {
          ann.send("PUT", "/api/v1/items/" + key("Bleach") + "/rating", "{\"stars\":2}");
          ann.send("PUT", "/api/v1/items/" + key("Bleach") + "/rating", "{\"stars\":3}");
          assertThat(
                  sql(
                      "select string_agg(value::text, ' ' order by position) from interaction_log where person = "
                          + ann.get("/api/v1/me").json().path("id").asInt(),
                      String.class))
              .isEqualTo("200 300");
          var position = ok(server.get("/api/v1/models?limit=1")).path("models").get(0);
          assertThat(sql("select max(position) from interaction_log", Long.class))
              .isGreaterThan(position.path("logPosition").asLong());
        });
    promise(
        "recofinement",
        "cross-origin requests are for the front ends that are allowed, and no others",
        () -> {
          var foreign =
              server.send(
                  server
                      .stranger("/api/v1/items")
                      .header("Origin", "https://evil.example")
                      .header("Access-Control-Request-Method", "GET")
                      .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody()));
          assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
        });
  }

  private static Answer login(String username) {
    return post(
        "/api/v1/auth/login",
        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(username, TestAccount.PASSWORD));
  }

  private static void ofMovieConnect() {
    promise(
        "movieconnect",
        "POST /api/user/signup/ makes a user and deals with no tokens",
        () -> {
          var made = signUp("mc_user");
          assertThat(made.status()).as(made.body()).isEqualTo(201);
          assertThat(setCookies(made)).doesNotContain("tastemaker");
          assertThat(made.body()).doesNotContain("oken");
        });
    promise(
        "movieconnect",
        "POST /api/token/ sets the tokens as HttpOnly cookies, and requests are verified from then on",
        () -> {
          signUp("mc_cookie");
          var tokens = token("mc_cookie");
          ok(tokens);
          assertThat(tokens.headers().allValues("Set-Cookie"))
              .filteredOn(cookie -> cookie.startsWith("tastemaker-"))
              .hasSize(2)
              .allMatch(cookie -> cookie.contains("HttpOnly"));
          assertThat(tokens.body()).doesNotContain("eyJ");
          var me = TestAccount.send(server, "GET", "/api/v1/me", null, "Cookie", jar(tokens));
          assertThat(ok(me).path("username").asString()).isEqualTo("mc_cookie");
        });
    promise(
        "movieconnect",
        "POST /api/token/refresh/ renews them, again as cookies; each is unique",
        () -> {
          signUp("mc_again");
          var first = token("mc_again");
          var second =
              post("/api/token/refresh/", null, "Cookie", jar(first), "X-XSRF-TOKEN", csrf(first));
          ok(second);
          assertThat(jar(second)).contains("tastemaker-access=", "tastemaker-refresh=");
          assertThat(jar(second)).isNotEqualTo(jar(first));
        });
    promise(
        "movieconnect",
        "an expired token is refused, and lifetimes are settings",
        () -> {
          var settings =
              Map.<String, Object>of(
                  "tastemaker.account.bcrypt-cost", 4, "tastemaker.account.access", "1s");
          try (var brief = TestServer.start(settings)) {
            var ben = TestAccount.fresh(brief, "ben_brief");
            assertThat(ben.get("/api/v1/me").status()).isEqualTo(200);
            Thread.sleep(Duration.ofSeconds(7)); // clocks may differ by 5 s
            assertThat(ben.get("/api/v1/me").status()).isEqualTo(401);
          }
        });
  }

  private static Answer signUp(String username) {
    return post(
        "/api/user/signup/",
        "{\"email\":\"%s@example.org\",\"username\":\"%s\",\"password\":\"%s\"}"
            .formatted(username, username, TestAccount.PASSWORD));
  }

  private static Answer token(String username) {
    return post(
        "/api/token/",
        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, TestAccount.PASSWORD));
  }

  private static void ofTheMovieRecommender() {
    promise(
        "svd",
        "GET and POST /login: e-mail and password, a flash message, and on to where one was",
        () -> {
          TestAccount.fresh(server, "svd_login");
          var browser = TestBrowser.of(server);
          assertThat(browser.get("/login").status()).isEqualTo(200);
          var wrong = browser.signIn("svd_login@example.org", "not-the-password");
          assertThat(wrong.status()).isIn(400, 401, 422);
          var right = browser.signIn("svd_login@example.org", TestAccount.PASSWORD);
          assertThat(right.status()).isEqualTo(303);
          assertThat(setCookies(right)).contains("HttpOnly");
        });
    promise(
        "svd",
        "GET /logout asks, and then the session is over",
        () -> {
          var browser = TestBrowser.signedIn(server, "svd_logout");
          assertThat(browser.get("/logout").status()).isEqualTo(200);
          assertThat(browser.post("/logout").status()).isEqualTo(303);
          assertThat(browser.get("/logout").body()).doesNotContain("svd_logout");
        });
    promise(
        "svd",
        "forms carry a token against forged requests",
        () -> {
          var browser = TestBrowser.signedIn(server, "svd_forged");
          var forged = browser.postRaw(List.of(), "/logout", List.of("_csrf", "guessed"));
          assertThat(forged.status()).isEqualTo(403);
        });
    promise(
        "svd",
        "a page that is not there is a page",
        () -> {
          var missing = TestBrowser.signedIn(server, "svd_missing").get("/no-such-page");
          assertThat(missing.status()).isEqualTo(404);
          assertThat(missing.header("Content-Type")).startsWith("text/html");
        });
    promise(
        "svd",
        "a movie has a unique id, a title, genres and a release date",
        () -> {
          var movie =
              """
              {"kind":"movie","title":"Dated","year":2002,"genres":["Comedy","Crime"],
               "attributes":{"releaseDate":"2002-10-03"}}
              """;
          var made = server.put("/api/v1/items/test:dated", movie);
          assertThat(made.status()).isEqualTo(201);
          assertThat(server.put("/api/v1/items/test:dated", movie).status()).isEqualTo(200);
          var kept = ok(ann.get("/api/v1/items/test:dated"));
          assertThat(kept.path("id").asInt()).isEqualTo(made.json().path("id").asInt());
          assertThat(kept.path("title").asString()).isEqualTo("Dated");
          assertThat(kept.path("genres").toString()).isEqualTo("[\"Comedy\",\"Crime\"]");
          assertThat(kept.path("attributes").path("releaseDate").asString())
              .isEqualTo("2002-10-03");
        });
    promise(
        "svd",
        "a rating is a number from 0 to 5, one of a user and a movie",
        () -> {
          var path = "/api/v1/items/" + key("Movie 1") + "/rating";
          assertThat(ann.send("PUT", path, "{\"stars\":0}").status()).isEqualTo(201);
          assertThat(ann.send("PUT", path, "{\"stars\":4.5}").status()).isEqualTo(200);
          for (var wrong : List.of("5.01", "-0.5", "\"5\"", "null")) {
            assertThat(ann.send("PUT", path, "{\"stars\":" + wrong + "}").status())
                .as(wrong)
                .isIn(400, 422);
          }
          assertThat(
                  sql(
                      "select count(*) from rating r join account a using (person) where a.username = 'ann_contract' and r.item = "
                          + ok(ann.get("/api/v1/items/" + key("Movie 1"))).path("id").asInt(),
                      Integer.class))
              .isEqualTo(1);
        });
    promise(
        "svd",
        "customer ids and addresses are unique",
        () -> {
          var body =
              "{\"email\":\"%s@example.org\",\"username\":\"%s\",\"password\":\"%s\",\"customerId\":\"c-1\"}";
          var first = body.formatted("svd_c1", "svd_c1", TestAccount.PASSWORD);
          assertThat(server.post("/api/v1/auth/signup", first).status()).isEqualTo(201);
          var second = body.formatted("svd_c2", "svd_c2", TestAccount.PASSWORD);
          assertThat(server.post("/api/v1/auth/signup", second).status()).isEqualTo(400);
          assertThat(
                  sql(
                      "select count(*) from account where lower(email) = 'svd_c1@example.org'",
                      Integer.class))
              .isEqualTo(1);
        });
    promise(
        "svd",
        "a predicted rating for a user and a movie, on the scale",
        () -> {
          var list =
              ok(
                  ann.get(
                      "/api/v1/predictions?items=%s,%s".formatted(key("Movie 2"), key("Movie 3"))));
          assertThat(list.path("items")).hasSize(2);
          list.path("items")
              .forEach(
                  one -> assertThat(one.path("predictedRating").asDouble()).isBetween(0.0, 5.0));
          assertThat(list.path("model").path("trainedAt").asString()).isNotEmpty();
        });
    promise(
        "svd",
        "predictions are stored, from 0 to 5, and listed best first",
        () -> {
          int id = ann.get("/api/v1/me").json().path("id").asInt();
          ok(ann.send("POST", "/api/v1/movie/recommend/" + id, "{}"));
          var stars = new ArrayList<Double>();
          ok(ann.get("/api/v1/people/" + id + "/predictions"))
              .path("predictions")
              .forEach(one -> stars.add(one.path("predictedRating").asDouble()));
          assertThat(stars)
              .isNotEmpty()
              .allMatch(one -> one >= 0 && one <= 5)
              .isSortedAccordingTo(Comparator.reverseOrder());
        });
    promise(
        "svd",
        "GET / is the home page",
        () -> {
          var home = TestBrowser.of(server).get("/");
          assertThat(home.status()).isEqualTo(200);
          assertThat(home.header("Content-Type")).startsWith("text/html");
          assertThat(home.body()).contains("/login", "/catalog");
        });
    promise(
        "svd",
        "GET /catalog browses all movies",
        () -> {
          var catalog = TestBrowser.of(server).get("/catalog?kind=movie");
          assertThat(catalog.status()).isEqualTo(200);
          assertThat(catalog.body()).contains("Movie 1").doesNotContain("Bleach");
        });
    promise(
        "svd",
        "POST /rate/{movieId} rates, GET /reviews lists one's ratings with their titles",
        () -> {
          var browser = TestBrowser.signedIn(server, "svd_rater");
          browser.get("/items/" + key("Movie 2"));
          assertThat(browser.post("/rate/" + key("Movie 2"), "stars", "4.5").status())
              .isEqualTo(303);
          assertThat(browser.post("/rate/" + key("Bleach"), "stars", "2").status()).isEqualTo(303);
          var reviews = browser.get("/reviews?sort=title");
          assertThat(reviews.status()).isEqualTo(200);
          assertThat(reviews.body()).containsSubsequence("Bleach", "Movie 2");
        });
    promise(
        "svd",
        "GET /recommend is for who is signed in, and personal",
        () -> {
          var stranger = TestBrowser.of(server).get("/recommend");
          assertThat(stranger.status()).isEqualTo(303);
          assertThat(stranger.header("Location")).startsWith("/login?next=");
          var browser = TestBrowser.signedIn(server, "svd_fan");
          browser.get("/items/" + key("Movie 2"));
          browser.post("/rate/" + key("Movie 2"), "stars", "5");
          var list = browser.get("/recommend");
          assertThat(list.status()).isEqualTo(200);
          assertThat(list.body()).contains("from 1 rating of yours", "Because you rated Movie 2");
        });
    promise(
        "svd",
        "after one rating all that the model recommends names it as its reason, and nothing else does",
        () -> {
          var fan = TestAccount.fresh(server, "svd_reasons");
          fan.send("PUT", "/api/v1/items/" + key("Movie 2") + "/rating", "{\"stars\":5}");
          var list = ok(fan.get("/api/v1/recommendations?limit=50")).path("items").valueStream();
          var bySource = list.collect(Collectors.groupingBy(one -> one.path("source").asString()));
          assertThat(bySource).containsKeys("ImplicitAls", "popular");
          assertThat(bySource.remove("ImplicitAls"))
              .allSatisfy(one -> {
                var reason = one.path("reason");
                assertThat(reason.path("text").asString()).isEqualTo("because you rated Movie 2");
                assertThat(reason.path("items")).hasSize(1);
                assertThat(reason.path("items").get(0).path("contribution").asDouble())
                    .as("one term, so all of the score")
                    .isPositive()
                    .isCloseTo(one.path("score").asDouble(), within(1e-4));
              });
          assertThat(bySource.values().stream().flatMap(List::stream))
              .allSatisfy(one -> {
                assertThat(one.path("reason").path("text").asString()).doesNotContain("you");
                assertThat(one.path("reason").path("items")).isEmpty();
              });
        });
  }
}
