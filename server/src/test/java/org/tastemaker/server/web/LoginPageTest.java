package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;

final class LoginPageTest {
  private static final String SESSION = "tastemaker-page";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of("tastemaker.account.bcrypt-cost", 4, "tastemaker.account.failures", 3));
    TestAccount.fresh(server, "ann_b");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static boolean isSignedIn(TestBrowser browser) {
    return browser.get("/logout").status() == 200;
  }

  @Test
  void thePageRunsNoScriptAndNoStyleOfItsOwn() {
    var page = TestBrowser.of(server).get("/login");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .doesNotContain("unsafe");
    assertThat(page.body()).contains("<html lang=\"en\">", "<h1>Sign in</h1>", "Skip to");
    assertThat(page.body()).doesNotContain("style=", "<style", "<script", "onclick");
  }

  @Test
  void whatThePageNamesIsThereForGood() {
    var browser = TestBrowser.of(server);
    var body = browser.get("/login").body();
    int end = body.indexOf("/pages.css") + "/pages.css".length();
    var path = body.substring(body.lastIndexOf("/assets/", end), end);

    var style = browser.get(path);

    assertThat(style.status()).isEqualTo(200);
    assertThat(style.header("Content-Type")).isEqualTo("text/css;charset=UTF-8");
    assertThat(style.header("Cache-Control")).contains("immutable", "max-age=31536000");
    assertThat(browser.get("/assets/old/pages.css").header("Cache-Control")).isEqualTo("no-cache");
    assertThat(browser.get(path, "If-None-Match", style.header("ETag")).status()).isEqualTo(304);
    assertThat(browser.get("/assets/x/none.css").status()).isEqualTo(404);
    assertThat(browser.get("/assets/x/..%2findex.html").status()).isIn(400, 404);
  }

  @Test
  void whoSignsInIsBackWhereTheyWereAndOutWhenTheyLike() {
    var browser = TestBrowser.of(server);
    browser.get("/login?next=/some");
    var answer =
        browser.post(
            "/login", "login", "ann_b", "password", TestAccount.PASSWORD, "next", "/some?q=1");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/some?q=1");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith(SESSION + "=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000")
                .doesNotContain("Secure")); // plain http to this machine
    assertThat(browser.get("/logout").body())
        .contains("You are signed in as <strong>ann_b</strong>", "You are signed in.");
    assertThat(browser.get("/logout").body()).doesNotContain("You are signed in.");
    assertThat(browser.get("/login").header("Location")).isEqualTo("/");

    assertThat(browser.follow(browser.post("/logout")).body()).contains("You are signed out.");
    assertThat(isSignedIn(browser)).isFalse();
    assertThat(browser.cookies()).doesNotContainKey(SESSION);
  }

  @Test
  void aWrongPasswordKeepsTheNameAndForgetsThePassword() {
    var answer = TestBrowser.of(server).signIn("\"><b>ann", "wrong-password-here");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body())
        .contains("value=\"&#34;>&lt;b>ann\"", "its password is another")
        .doesNotContain("wrong-password-here", "<b>ann");
  }

  @Test
  void tooManyWrongPasswordsLockTheAccountAsTheyDoForTokens() {
    TestAccount.fresh(server, "locked");
    var browser = TestBrowser.of(server);
    for (int i = 0; i < 3; i++) {
      assertThat(browser.signIn("locked", "wrong-password-here").status()).isEqualTo(401);
    }

    var locked = browser.signIn("locked", TestAccount.PASSWORD);
    assertThat(locked.status()).isEqualTo(429);
    assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 5);
  }

  @Test
  void everySignInIsANewSessionAndTheOldOneIsOver() {
    var browser = TestBrowser.of(server);
    browser.signIn("ann_b", TestAccount.PASSWORD);
    var first = Map.copyOf(browser.cookies());
    browser.get("/logout");
    browser.post("/login", "login", "ann_b", "password", TestAccount.PASSWORD);

    assertThat(browser.cookies().get(SESSION)).isNotEqualTo(first.get(SESSION));
    assertThat(isSignedIn(browser)).isTrue();
    var old = TestBrowser.of(server);
    old.cookies().putAll(first);
    assertThat(isSignedIn(old)).isFalse();
  }

  @Test
  void aChangedCookieIsNobody() {
    var browser = TestBrowser.of(server);
    browser.signIn("ann_b", TestAccount.PASSWORD);
    var good = browser.cookies().getOrDefault(SESSION, "");
    var content = good.substring(0, good.indexOf('.'));

    for (var bad :
        List.of(
            good + "x",
            "A" + good,
            content,
            content + ".",
            content + ".AAAA",
            ".",
            "%",
            "..",
            "é")) {
      browser.cookies().put(SESSION, bad);
      assertThat(isSignedIn(browser)).as(bad).isFalse();
    }
    browser.cookies().put(SESSION, good);
    assertThat(isSignedIn(browser)).isTrue();
  }

  @Test
  void oneSignedCookieDoesNotStandForAnother() {
    var browser = TestBrowser.of(server);
    browser.signIn("ann_b", TestAccount.PASSWORD);
    browser.cookies().put("tastemaker-flash", browser.cookies().get(SESSION));

    assertThat(browser.get("/logout").body()).doesNotContain("class=\"flash\"");
  }

  @Test
  void aStolenCookieChangesNothingWithoutTheToken() {
    var browser = TestBrowser.of(server);
    browser.signIn("ann_b", TestAccount.PASSWORD);

    assertThat(browser.postRaw(List.of(), "/logout", List.of()).status()).isEqualTo(403);
    assertThat(browser.postRaw(List.of(), "/logout", List.of("_csrf", "made-up")).status())
        .isEqualTo(403);
    assertThat(isSignedIn(browser)).isTrue();
  }

  @Test
  void theTokenOfOneBrowserIsOfNoUseToAnother() {
    var thief = TestBrowser.of(server);
    thief.get("/login");
    var browser = TestBrowser.of(server);
    browser.signIn("ann_b", TestAccount.PASSWORD);

    assertThat(browser.postRaw(List.of(), "/logout", List.of("_csrf", thief.csrf())).status())
        .isEqualTo(403);
    assertThat(isSignedIn(browser)).isTrue();
  }

  @Test
  void aTokenFromBeforeTheSignInIsOver() {
    var browser = TestBrowser.of(server);
    browser.get("/login");
    var before = browser.csrf();
    browser.post("/login", "login", "ann_b", "password", TestAccount.PASSWORD);

    assertThat(browser.postRaw(List.of(), "/logout", List.of("_csrf", before)).status())
        .isEqualTo(403);
  }

  @Test
  void aFormThatAnotherSiteSendsIsRefusedWhateverItHolds() {
    var browser = TestBrowser.of(server);
    browser.signIn("ann_b", TestAccount.PASSWORD);
    browser.get("/logout");

    for (var foreign :
        List.of(
            List.of("Sec-Fetch-Site", "cross-site"),
            List.of("Sec-Fetch-Site", "same-site"),
            List.of("Origin", "https://evil.example"),
            List.of("Origin", "null"))) {
      assertThat(browser.postFrom(foreign, "/logout").status())
          .as(foreign.toString())
          .isEqualTo(403);
    }
    assertThat(isSignedIn(browser)).isTrue();
    assertThat(browser.postFrom(List.of("Origin", server.url()), "/logout").status())
        .isEqualTo(303);
  }

  @Test
  void nobodyIsSignedInByAFormOfAnotherSite() {
    var browser = TestBrowser.of(server);
    var form = List.of("login", "ann_b", "password", TestAccount.PASSWORD);

    assertThat(browser.postRaw(List.of(), "/login", form).status()).isEqualTo(403);
    assertThat(browser.cookies()).doesNotContainKey(SESSION);
  }

  @Test
  void theSessionStandsAmongThoseOfTokensAndIsRevokedThere() {
    var account = TestAccount.fresh(server, "carol");
    var browser = TestBrowser.of(server);
    browser.signIn("carol", TestAccount.PASSWORD);

    var sessions = account.get("/api/v1/me/sessions").json().path("sessions");
    assertThat(sessions).hasSize(2);
    for (var one : sessions) {
      if (!one.path("current").asBoolean()) {
        account.send(
            "DELETE", "/api/v1/me/sessions/" + one.path("session").path("id").asString(), null);
      }
    }
    assertThat(isSignedIn(browser)).isFalse();
  }

  @Test
  void theSessionOpensTheApiToReadAndWithTheTokenAlsoToWrite() {
    var browser = TestBrowser.signedIn(server, "daisy");
    browser.get("/logout");
    var path = "/api/v1/me";

    assertThat(browser.get(path).json().path("username").asString()).isEqualTo("daisy");
    assertThat(browser.postRaw(List.of(), "/api/v1/auth/logout", List.of()).status())
        .isEqualTo(403);
    assertThat(
            browser
                .postRaw(List.of("X-CSRF-TOKEN", browser.csrf()), "/api/v1/auth/logout", List.of())
                .status())
        .isNotEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/%2Fevil.example",
        "/%5cevil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/ok\r\nLocation: https://evil.example",
        "/\u0000",
        "/é",
        " /ok",
        "/login?next=/login",
        "/logout",
        ""
      })
  void nobodyIsLedElsewhere(String next) {
    var browser = TestBrowser.of(server);
    browser.get("/login");
    var answer =
        browser.post("/login", "login", "ann_b", "password", TestAccount.PASSWORD, "next", next);

    assertThat(answer.header("Location")).isEqualTo("/");
  }
}
