package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.linking.Browser;
import org.tastemaker.server.linking.ScriptedProvider;
import org.tastemaker.server.linking.ScriptedProvider.Trouble;

/// Signing in and linking on our own pages, with no front end set up.
final class ProviderPagesTest {
  private static final Pattern ONWARDS = Pattern.compile("href=\"(http://127[^\"]+)\"");

  private static ScriptedProvider mal;
  private static TestServer server;

  @BeforeAll
  static void start() {
    mal = ScriptedProvider.myAnimeList();
    var settings = new HashMap<String, Object>(mal.settings("mal"));
    settings.put("tastemaker.account.bcrypt-cost", 4);
    server = TestServer.start(settings);
  }

  @AfterAll
  static void stop() {
    server.close();
    mal.close();
  }

  @AfterEach
  void calmDown() {
    mal.hasTrouble(Trouble.NONE);
  }

  private static void malIsVisitedBy(int id) {
    mal.isVisitedBy("{\"id\":%d,\"name\":\"mal_%d\"}".formatted(id, id));
  }

  /// Where the callback leads, as a path, when the browser comes back from the provider.
  private static String back(TestBrowser browser, String toProvider) {
    return path(browser.get(path(new Browser().go(toProvider))).header("Location"));
  }

  private static String path(String address) {
    return address.replace(server.url(), "");
  }

  private static Answer signedIn(TestBrowser browser, String next) {
    var begun = browser.get("/login/with/mal?next=" + next);
    assertThat(begun.status()).as(begun.body()).isEqualTo(303);
    return browser.get(back(browser, begun.header("Location")));
  }

  private static boolean isSignedIn(TestBrowser browser) {
    return browser.get("/logout").status() == 200;
  }

  @Test
  void somebodySignsInByTheButtonAndIsBackWhereTheyWere() {
    malIsVisitedBy(1);
    var browser = TestBrowser.of(server);
    assertThat(browser.get("/login?next=/some%3Fq%3D1").body())
        .contains("Sign in with MyAnimeList", "/login/with/mal?next=%2Fsome%3Fq%3D1");

    var answer = signedIn(browser, "%2Fsome%3Fq%3D1");

    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/some?q=1");
    assertThat(isSignedIn(browser)).isTrue();
    assertThat(browser.get("/account/links").body()).contains("MyAnimeList", "mal_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "/%09/evil"})
  void nobodyIsSentElsewhere(String next) {
    malIsVisitedBy(2);
    var encoded = java.net.URLEncoder.encode(next, java.nio.charset.StandardCharsets.UTF_8);

    assertThat(signedIn(TestBrowser.of(server), encoded).header("Location")).startsWith("/");
    assertThat(signedIn(TestBrowser.of(server), encoded).header("Location"))
        .doesNotStartWith("//")
        .doesNotStartWith("/\\");
  }

  @Test
  void aCodeSignsInTheBrowserThatGotItAndNoOther() {
    malIsVisitedBy(3);
    var attacker = TestBrowser.of(server);
    var link = back(attacker, attacker.get("/login/with/mal").header("Location"));
    assertThat(link).startsWith("/login/back?").contains("code=");
    var victim = TestBrowser.of(server);
    victim.get("/login/with/mal");

    assertThat(victim.get(link).status()).isEqualTo(401);
    assertThat(isSignedIn(victim)).isFalse();
    assertThat(attacker.get(link).status()).isEqualTo(401);
    assertThat(isSignedIn(attacker)).isFalse();
  }

  @Test
  void whatWentWrongIsSaidOnTheSignInPage() {
    mal.hasTrouble(Trouble.SAYS_NO);

    var page = signedIn(TestBrowser.of(server), "/");

    assertThat(page.status()).isEqualTo(401);
    assertThat(page.body()).contains("You said no there", "<h1>Sign in</h1>");
    var late = TestBrowser.of(server).get("/api/v1/oauth/mal/callback?state=x&code=y");
    assertThat(late.header("Location")).isEqualTo("/login/back?error=expired&provider=mal");
    var strange = TestBrowser.of(server).get("/login/back?error=%3Cscript%3E");
    assertThat(strange.body()).contains("took too long").doesNotContain("<script>");
  }

  @Test
  void somebodyLinksAndUnlinks() {
    var ann = TestBrowser.signedIn(server, "ann_b");
    malIsVisitedBy(4);
    assertThat(ann.get("/account/links").body()).contains("Link MyAnimeList");

    var onwards = ann.post("/account/links/mal");
    assertThat(onwards.status()).as(onwards.body()).isEqualTo(200);
    var address = address(onwards);
    assertThat(onwards.header("Refresh")).isEqualTo("0; url=" + address);
    var linked = ann.get(back(ann, address));

    assertThat(linked.status()).as(linked.body()).isEqualTo(303);
    assertThat(linked.header("Location")).isEqualTo("/account/links");
    assertThat(ann.get("/account/links").body())
        .contains("mal_4", "is linked.")
        .doesNotContain("Link MyAnimeList");
    assertThat(ann.post("/account/links/mal/unlink").status()).isEqualTo(303);
    assertThat(ann.get("/account/links").body()).contains("is unlinked.", "Link MyAnimeList");
  }

  private static String address(Answer onwards) {
    var link = ONWARDS.matcher(onwards.body());
    assertThat(link.find()).as(onwards.body()).isTrue();
    return link.group(1).replace("&amp;", "&");
  }

  @Test
  void theLastWayInStays() {
    malIsVisitedBy(5);
    var browser = TestBrowser.of(server);
    signedIn(browser, "/");
    browser.get("/account/links");

    var refused = browser.post("/account/links/mal/unlink");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("only way in");
  }

  @Test
  void anothersCodeLinksNothing() {
    var attacker = TestBrowser.signedIn(server, "attacker");
    malIsVisitedBy(6);
    attacker.get("/account/links");
    var link = back(attacker, address(attacker.post("/account/links/mal")));
    var victim = TestBrowser.signedIn(server, "victim");

    assertThat(victim.get(link).status()).isEqualTo(400);
    assertThat(victim.get("/account/links").body()).contains("None yet.");
    var stranger = TestBrowser.of(server).post("/account/links/mal");
    assertThat(stranger.status()).isEqualTo(303);
    assertThat(stranger.header("Location")).startsWith("/login?next=");
  }
}
