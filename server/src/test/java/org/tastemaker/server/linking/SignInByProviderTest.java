package org.tastemaker.server.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.linking.ScriptedProvider.Trouble;

/// Signing in by providers that behave as MyAnimeList and GitHub document it.
final class SignInByProviderTest {
  private static final String FRONT_END = "https://app.example.org/callback";
  private static final String AUTHORIZE = "/api/v1/oauth/mal/authorize";

  private static ScriptedProvider mal;
  private static ScriptedProvider gitHub;
  private static TestServer server;

  @BeforeAll
  static void start() {
    mal = ScriptedProvider.myAnimeList();
    gitHub = ScriptedProvider.gitHub();
    server = TestServer.start(settings());
  }

  private static Map<String, Object> settings() {
    var settings = new HashMap<String, Object>(mal.settings("mal"));
    settings.putAll(gitHub.settings("github"));
    settings.put("tastemaker.linking.front-ends", FRONT_END + ",https://two.example.org");
    settings.put("tastemaker.linking.connect", "4s");
    settings.put("tastemaker.linking.answer", "4s");
    settings.put("tastemaker.account.bcrypt-cost", 4);
    settings.put("tastemaker.account.secret", "the same on both of the two nodes");
    return settings;
  }

  @AfterAll
  static void stop() {
    server.close();
    mal.close();
    gitHub.close();
  }

  @AfterEach
  void calmDown() {
    mal.hasTrouble(Trouble.NONE);
    gitHub.hasTrouble(Trouble.NONE);
  }

  private static Map<String, String> through(String authorize) {
    return new Browser().through(server.url() + authorize);
  }

  private static Answer exchange(String code) {
    return exchange(server, "{\"code\":\"%s\"}".formatted(code));
  }

  private static Answer exchange(TestServer at, String body) {
    return TestAccount.send(at, "POST", "/api/v1/oauth/exchange", body);
  }

  private static Answer as(String access, String method, String path) {
    return TestAccount.send(server, method, path, null, "Authorization", "Bearer " + access);
  }

  private static Answer signedIn(int id, String name) {
    mal.isVisitedBy("{\"id\":%d,\"name\":\"%s\"}".formatted(id, name));
    var answer = exchange(Browser.code(through(AUTHORIZE)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static String access(Answer exchanged) {
    return exchanged.json().path("accessToken").asString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/oauth/authorize", "/api/v1/oauth/authorize/"})
  void somebodyNewSignsInByMyAnimeListAndIsKnownByTheirIdThere(String path) {
    int id = 4711 + path.length();
    mal.isVisitedBy("{\"id\":%d,\"name\":\"Näruto fan\",\"location\":\"\"}".formatted(id));
    var browser = new Browser();

    var toProvider = browser.go(server.url() + path);
    var asked = Browser.query(toProvider);
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", ScriptedProvider.CLIENT)
        .containsEntry("code_challenge_method", "plain")
        .containsEntry("redirect_uri", server.url() + "/api/v1/oauth/callback");
    assertThat(asked.get("state")).hasSize(128);
    assertThat(asked.get("code_challenge")).hasSizeBetween(43, 128);
    var back = browser.go(toProvider);
    assertThat(back).startsWith(server.url() + "/api/v1/oauth/callback?");
    var toFrontEnd = browser.go(back);
    assertThat(toFrontEnd).startsWith(FRONT_END + "?code=").doesNotContain("token", "eyJ");

    var answer = exchange(Browser.code(Browser.query(toFrontEnd)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.json().path("provider").asString()).isEqualTo("mal");
    assertThat(answer.json().path("providerUserId").asString()).isEqualTo("" + id);
    assertThat(answer.json().path("providerUserName").asString()).isEqualTo("Näruto fan");
    var me = as(access(answer), "GET", "/api/v1/me").json();
    assertThat(me.path("id").asInt()).isEqualTo(answer.json().path("user").asInt());
    assertThat(me.path("username").asString()).startsWith("Naruto_fan");
    assertThat(me.has("email")).isFalse();
    assertThat(as(access(answer), "GET", "/api/v1/recommendations?user=mal:" + id).status())
        .isEqualTo(200);
    assertThat(as(access(answer), "GET", "/api/v1/recommendations?user=mal:1").status())
        .isEqualTo(403);
    var refreshed =
        TestAccount.send(
            server,
            "POST",
            "/api/v1/auth/refresh",
            "{\"refreshToken\":\"%s\"}".formatted(answer.json().path("refreshToken").asString()));
    assertThat(refreshed.status()).isEqualTo(200);
  }

  @Test
  void whoComesAgainHasTheSameAccount() {
    var first = signedIn(81, "again");
    var second = signedIn(81, "renamed");

    assertThat(second.json().path("user")).isEqualTo(first.json().path("user"));
    var links = as(access(second), "GET", "/api/v1/me/links").json().path("links");
    assertThat(links).hasSize(1);
    assertThat(links.get(0).path("name").asString()).isEqualTo("renamed");
    assertThat(as(access(second), "GET", "/api/v1/me").json().path("username").asString())
        .isEqualTo("again");
  }

  @Test
  void whatWasImportedUnderTheProvidersIdIsTheirs() {
    server.put("/api/v1/items/test:heat", "{\"kind\":\"movie\",\"title\":\"Heat\"}");
    server.put("/api/v1/items/test:heat/rating?user=mal:82", "{\"stars\":4}");

    var imported = signedIn(82, "imported");

    var ratings = as(access(imported), "GET", "/api/v1/me/export").json();
    assertThat(ratings.path("interactions").path("log")).hasSize(1);
    assertThat(ratings.path("links").get(0).path("id").asString()).isEqualTo("82");
    assertThat(ratings.toString()).doesNotContain("mal-def50200", "again-def50200");
  }

  @Test
  void twoNamedAlikeGetTwoUsernamesAndStrangeNamesGetSome() {
    TestAccount.fresh(server, "taken");
    assertThat(usernameOf(signedIn(83, "Taken"))).isEqualTo("Taken_2");
    assertThat(usernameOf(signedIn(84, "twin_name"))).isEqualTo("twin_name");
    assertThat(usernameOf(signedIn(85, "Twin_Name"))).isEqualTo("Twin_Name_2");
    assertThat(usernameOf(signedIn(86, "悟空"))).isEqualTo("user_mal");
    assertThat(usernameOf(signedIn(87, "a"))).isEqualTo("user_a");
    assertThat(usernameOf(signedIn(101, "a.b.c"))).isEqualTo("user_a.b.c");
    assertThat(usernameOf(signedIn(88, "..<script>.."))).isEqualTo("_script_");
    assertThat(usernameOf(signedIn(89, "x".repeat(90)))).isEqualTo("x".repeat(20));
  }

  private static String usernameOf(Answer signedIn) {
    return as(access(signedIn), "GET", "/api/v1/me").json().path("username").asString();
  }

  @Test
  void gitHubsAddressCountsWhereItIsVerified() {
    gitHub.isVisitedBy("{\"id\":9001,\"login\":\"octo\",\"email\":\"not@checked.org\"}");
    gitHub.knowsEmails(
        """
        [{"email":"other@example.org","primary":false,"verified":true},
         {"email":"octo@example.org","primary":true,"verified":true}]
        """);
    var octo = exchange(Browser.code(through("/api/v1/oauth/github/authorize")));
    assertThat(gitHub.lastAuthorization())
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "read:user user:email");
    var me = as(access(octo), "GET", "/api/v1/me").json();
    assertThat(me.path("email").asString()).isEqualTo("octo@example.org");
    assertThat(me.path("verified").asBoolean()).isTrue();

    gitHub.isVisitedBy("{\"id\":9002,\"login\":\"cat_o\"}");
    gitHub.knowsEmails("[{\"email\":\"cat@example.org\",\"primary\":true,\"verified\":false}]");
    var cat = exchange(Browser.code(through("/api/v1/oauth/github/authorize")));
    assertThat(as(access(cat), "GET", "/api/v1/me").json().has("email")).isFalse();
  }

  @Test
  void anAccountWithTheSameAddressIsNotTakenOver() {
    TestAccount.fresh(server, "victim");
    gitHub.isVisitedBy("{\"id\":9003,\"login\":\"someone\"}");
    gitHub.knowsEmails("[{\"email\":\"VICTIM@example.org\",\"primary\":true,\"verified\":true}]");

    var told = through("/api/v1/oauth/github/authorize");

    assertThat(told).containsEntry("error", "address-taken").doesNotContainKey("code");
    assertThat(count("select count(*) from account_link where subject = '9003'")).isZero();
    assertThat(count("select count(*) from person_key where value = '9003'")).isZero();
  }

  private static int count(String query) {
    return server.database().jdbc().sql(query).query(Integer.class).single();
  }

  @ParameterizedTest
  @CsvSource({
    "SAYS_NO, denied",
    "FAILS_TO_AUTHORIZE, provider-error",
    "SENDS_NO_CODE, provider-error",
    "REFUSES_CODE, code-refused",
    "TOKEN_SERVER_FAILS, provider-error",
    "TOKEN_NEVER_COMES, provider-unreachable",
    "TOKEN_IS_NO_JSON, code-refused",
    "PROFILE_IS_REFUSED, no-profile",
    "PROFILE_WITHOUT_ID, no-profile",
    "PROFILE_NEVER_COMES, provider-unreachable"
  })
  void everyTroubleHasItsWordAndNoneOfTheProvidersOwn(Trouble trouble, String word) {
    mal.hasTrouble(trouble);
    mal.isVisitedBy("{\"id\":90,\"name\":\"trouble\"}");
    var browser = new Browser();

    var toFrontEnd = browser.go(browser.go(browser.go(server.url() + AUTHORIZE)));

    assertThat(toFrontEnd).isEqualTo(FRONT_END + "?error=" + word + "&provider=mal");
    assertThat(count("select count(*) from account_link where subject = '90'")).isZero();
    var noted =
        server
            .database()
            .jdbc()
            .sql(
                "select detail from account_audit where action = 'provider-sign-in-failed' order by id desc limit 1")
            .query(String.class)
            .single();
    assertThat(noted).isEqualTo(word);
  }

  @Test
  void gitHubsErrorsThatComeWith200AreErrors() {
    gitHub.hasTrouble(Trouble.REFUSES_CODE);

    assertThat(through("/api/v1/oauth/github/authorize")).containsEntry("error", "code-refused");
  }

  @Test
  void aProviderThatIsAwayIsSaidToBe() {
    ScriptedProvider gone = ScriptedProvider.myAnimeList();
    var settings = new HashMap<>(settings());
    settings.putAll(gone.settings("gone"));
    settings.put("tastemaker.linking.providers.gone.pkce", "plain");
    settings.put("tastemaker.linking.providers.gone.client-authentication", "post");
    try (var other = TestServer.start(settings)) {
      var browser = new Browser();
      var back = browser.go(browser.go(other.url() + "/api/v1/oauth/gone/authorize"));
      gone.close();

      assertThat(Browser.query(browser.go(back))).containsEntry("error", "provider-unreachable");
    }
  }

  @Test
  void aStateOfAnotherBrowserIsRefusedAndUsedUp() {
    mal.isVisitedBy("{\"id\":91,\"name\":\"attacker\"}");
    var attacker = new Browser();
    var attackersBack = attacker.go(attacker.go(server.url() + AUTHORIZE));
    var victim = new Browser();
    victim.go(server.url() + AUTHORIZE);

    assertThat(Browser.query(victim.go(attackersBack))).containsEntry("error", "other-browser");
    assertThat(Browser.query(new Browser().go(attackersBack))).containsEntry("error", "expired");
    assertThat(Browser.query(attacker.go(attackersBack))).containsEntry("error", "expired");
    assertThat(count("select count(*) from account_link where subject = '91'")).isZero();
  }

  @Test
  void aCallbackCountsOnceAlsoWhenItComesTwiceAtOnce() throws Exception {
    mal.isVisitedBy("{\"id\":92,\"name\":\"hasty\"}");
    for (int round = 0; round < 5; round++) {
      var browser = new Browser();
      var back = browser.go(browser.go(server.url() + AUTHORIZE));
      var told = atOnce(() -> Browser.query(browser.go(back)));

      assertThat(told.stream().filter(one -> one.containsKey("code"))).hasSize(1);
      assertThat(told.stream().filter(one -> "expired".equals(one.get("error")))).hasSize(3);
    }
    assertThat(count("select count(*) from account_link where subject = '92'")).isEqualTo(1);
  }

  @Test
  void twoSignInsOfSomebodyNewAtOnceMakeOneAccount() throws Exception {
    mal.isVisitedBy("{\"id\":93,\"name\":\"double\"}");
    var codes = atOnce(() -> Browser.code(through(AUTHORIZE)));
    var users = codes.stream().map(code -> exchange(code).json().path("user").asInt()).distinct();

    assertThat(users).hasSize(1);
  }

  private static <T> java.util.List<T> atOnce(Callable<T> work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> work).toList());
      var results = new java.util.ArrayList<T>();
      for (var future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }

  @Test
  void aCodeIsExchangedOnceAlsoByFourAtOnce() throws Exception {
    mal.isVisitedBy("{\"id\":94,\"name\":\"quick\"}");
    var code = Browser.code(through(AUTHORIZE));

    var statuses = atOnce(() -> exchange(code).status());

    assertThat(statuses).containsExactlyInAnyOrder(200, 400, 400, 400);
    assertThat(exchange(code).json().path("type").asString()).isEqualTo("/problems/invalid-code");
    assertThat(exchange("made-up").status()).isEqualTo(400);
  }

  @Test
  void aCodeBoundToAChallengeNeedsItsVerifier() {
    mal.isVisitedBy("{\"id\":95,\"name\":\"bound\"}");
    var verifier = "a-random-text-that-only-this-front-end-knows";
    var authorize = AUTHORIZE + "?challenge=" + ScriptedProvider.s256(verifier);

    var stolen = exchange(Browser.code(through(authorize)));
    var guessed =
        exchange(
            server,
            "{\"code\":\"%s\",\"verifier\":\"guess\"}".formatted(Browser.code(through(authorize))));
    var own =
        exchange(
            server,
            "{\"code\":\"%s\",\"verifier\":\"%s\"}"
                .formatted(Browser.code(through(authorize)), verifier));

    assertThat(stolen.status()).isEqualTo(400);
    assertThat(guessed.status()).isEqualTo(400);
    assertThat(own.status()).as(own.body()).isEqualTo(200);
    assertThat(new Browser().open(server.url() + AUTHORIZE + "?challenge=short").statusCode())
        .isEqualTo(400);
    var unasked =
        "{\"code\":\"%s\",\"verifier\":\"%s\"}"
            .formatted(Browser.code(through(AUTHORIZE)), verifier);
    assertThat(exchange(server, unasked).status()).isEqualTo(400);
  }

  @Test
  void whatIsTooOldIsOver() {
    mal.isVisitedBy("{\"id\":96,\"name\":\"late\"}");
    var browser = new Browser();
    var back = browser.go(browser.go(server.url() + AUTHORIZE));
    var code = Browser.code(through(AUTHORIZE));
    assertThat(
            count(
                "select count(*) from linking_secret where expires_at between now() + interval '9 minutes' and now() + interval '10 minutes'"))
        .isPositive();
    assertThat(
            count(
                "select count(*) from linking_secret where expires_at between now() + interval '40 seconds' and now() + interval '60 seconds'"))
        .isPositive();

    server.database().jdbc().sql("update linking_secret set expires_at = now()").update();

    assertThat(Browser.query(browser.go(back))).containsEntry("error", "expired");
    assertThat(exchange(code).status()).isEqualTo(400);
    server.of(OneTimeRows.class).deleteExpired();
    assertThat(count("select count(*) from linking_secret")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/callback",
        "https://app.example.org",
        "https://app.example.org/callbackevil",
        "https://app.example.org/callback/../admin",
        "https://app.example.org/callback/%2e%2e/admin",
        "https://app.example.org/callback%2F..%2Fadmin",
        "https://app.example.org/callback;x=1",
        "https://app.example.org/callback?code=planted",
        "https://app.example.org/callback#code=planted",
        "https://app.example.org:444/callback",
        "http://app.example.org/callback",
        "https://app.example.org@evil.example/callback",
        "https://app.example.org%40evil.example/callback",
        "https://app.example.org.evil.example/callback",
        "https://app.example.org\\@evil.example/callback",
        "https://evil.example\\app.example.org/callback",
        "javascript:alert(1)//app.example.org/callback",
        "https://app.example.org/callback\r\nSet-Cookie: a=b",
        " https://app.example.org/callback",
        ""
      })
  void nobodyIsSentElsewhere(String redirect) {
    var query =
        "?redirect="
            + java.net.URLEncoder.encode(redirect, java.nio.charset.StandardCharsets.UTF_8);

    for (var path : new String[] {AUTHORIZE, "/api/v1/oauth/authorize"}) {
      var answer = new Browser().open(server.url() + path + query);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Location")).isEmpty();
      assertThat(answer.body()).contains("\"redirect\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FRONT_END,
        FRONT_END + "/after/sign-in",
        "https://app.example.org:443/callback",
        "https://two.example.org/anywhere"
      })
  void frontEndsAndWhatIsBelowThemAreReached(String redirect) {
    mal.isVisitedBy("{\"id\":97,\"name\":\"reacher\"}");
    var browser = new Browser();
    var end =
        browser.go(browser.go(browser.go(server.url() + AUTHORIZE + "?redirect=" + redirect)));

    assertThat(end).startsWith(redirect + "?code=");
  }

  @Test
  void whatWasBegunOnOneNodeEndsOnAnother() {
    mal.isVisitedBy("{\"id\":98,\"name\":\"traveller\"}");
    var settings = new HashMap<>(settings());
    try (var other = TestServer.beside(server, settings)) {
      var browser = new Browser();
      var back = browser.go(browser.go(server.url() + AUTHORIZE));
      var elsewhere = back.replace(server.url(), other.url());
      var code = Browser.code(Browser.query(browser.go(elsewhere)));
      var answer = exchange(server, "{\"code\":\"%s\"}".formatted(code));

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(exchange(other, "{\"code\":\"%s\"}".formatted(code)).status()).isEqualTo(400);
    }
  }

  @Test
  void aStateCountsForTheProviderThatItWasMadeFor() {
    gitHub.isVisitedBy("{\"id\":9010,\"login\":\"mixer\"}");
    var browser = new Browser();
    var back = browser.go(browser.go(server.url() + AUTHORIZE));

    var mixed = browser.go(back.replace("/mal/", "/github/"));

    assertThat(Browser.query(mixed)).containsEntry("error", "expired");
  }

  @Test
  void whatTheProviderAddsIsLetPassAndWhatComesTwiceIsNot() {
    mal.isVisitedBy("{\"id\":99,\"name\":\"extra\"}");
    var browser = new Browser();
    var back = browser.go(browser.go(server.url() + AUTHORIZE)) + "&session_state=x&authuser=0";
    assertThat(Browser.query(browser.go(back))).containsKey("code");

    var twice = browser.go(browser.go(server.url() + AUTHORIZE)) + "&code=planted";
    assertThat(Browser.query(browser.go(twice))).containsEntry("error", "provider-error");
    assertThat(Browser.query(browser.go(server.url() + "/api/v1/oauth/callback")))
        .containsEntry("error", "expired");
  }

  @Test
  void nothingThatOpensSomethingIsKeptReadably() {
    mal.isVisitedBy("{\"id\":100,\"name\":\"quiet\"}");
    var browser = new Browser();
    browser.go(server.url() + AUTHORIZE);
    var code = Browser.code(through(AUTHORIZE));

    var kept =
        server
            .database()
            .jdbc()
            .sql(
                "select encode(content, 'escape') || encode(hash, 'escape') from linking_secret union all select encode(tokens, 'escape') from account_link")
            .query(String.class)
            .list();
    assertThat(kept)
        .isNotEmpty()
        .noneMatch(text -> text.contains(code))
        .noneMatch(text -> text.contains("verifier"))
        .noneMatch(text -> text.contains("mal-def50200"));
  }

  @Test
  void theWayThereIsOfferedAndUnknownProvidersAreNamed() {
    var offered = TestAccount.send(server, "GET", "/api/v1/oauth/providers", null).json();
    assertThat(offered.path("providers")).hasSize(2);
    assertThat(offered.path("providers").get(1).path("label").asString()).isEqualTo("MyAnimeList");

    var unknown = TestAccount.send(server, "GET", "/api/v1/oauth/myspace/authorize", null);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().path("detail").asString()).contains("github, mal");
  }

  @Test
  void aMadeUpHostGetsNoBrowserSentBackToIt() throws Exception {
    var port = java.net.URI.create(server.url()).getPort();
    try (var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("GET " + AUTHORIZE + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      var answer =
          new String(
              socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(answer).contains(" 503 ", "no-base-url").doesNotContain("Location:");
    }
  }
}
