package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;

final class ErrorPagesTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void isPage(TestServer.Answer answer, int status, String heading) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(answer.header("Content-Security-Policy")).contains("script-src 'self'");
    assertThat(answer.body())
        .contains("<h1>" + heading + "</h1>", "<code>" + answer.header("X-Request-ID") + "</code>");
  }

  @Test
  void peopleAreToldInPages() {
    var browser = TestBrowser.of(server);
    isPage(browser.get("/nowhere"), 404, "Nothing here");
    isPage(browser.get("/login?nxt=1"), 400, "That did not work");
    isPage(browser.postRaw(List.of(), "/login", List.of()), 403, "Not allowed");
    browser.get("/login");
    isPage(
        browser.postRaw(List.of("X-CSRF-TOKEN", browser.csrf()), "/assets/x/pages.css", List.of()),
        405,
        "Not possible here");
  }

  @Test
  void whoIsSignedInIsStillSoOnAnErrorPage() {
    var browser = TestBrowser.signedIn(server, "anna");
    assertThat(browser.get("/nowhere").body()).contains(">anna</a>", "Sign out");
    assertThat(browser.postRaw(List.of(), "/logout", List.of()).body()).contains(">anna</a>");
  }

  @Test
  void tooMuchIsRefused() {
    var browser = TestBrowser.of(server);
    browser.get("/login");
    isPage(browser.post("/login", "login", "x".repeat(3_000_000)), 413, "Too large");
  }

  @Test
  void faultsAndHasteHaveTheirPages() {
    try (var strict =
        TestServer.start(
            Map.of(
                "tastemaker.account.bcrypt-cost", 4,
                "tastemaker.limits.stranger", "10/1h",
                "tastemaker.limits.sign-in", "5/1h",
                "spring.profiles.active", "trial-routes"))) {
      var fault = TestBrowser.signedIn(strict, "berta").get("/trial/fault");
      isPage(fault, 500, "Something failed");
      assertThat(fault.body()).doesNotContain("Exception", "org.tastemaker");
      var guesser = TestBrowser.of(strict); // the first three were berta's
      assertThat(guesser.signIn("berta", "wrong-password-here").status()).isEqualTo(401);
      guesser.post("/login", "login", "berta", "password", "wrong-password-again");
      var hasty = guesser.post("/login", "login", "berta", "password", "wrong-password-anew");
      isPage(hasty, 429, "Too many requests");
      assertThat(Integer.parseInt(hasty.header("Retry-After"))).isBetween(600, 720);
      var stranger = TestBrowser.of(strict);
      for (int asked = 0; asked < 10; asked++) {
        stranger.get("/nowhere");
      }
      isPage(stranger.get("/nowhere"), 429, "Too many requests");
    }
  }

  @Test
  void whatAPathHoldsIsNoMarkup() {
    assertThat(TestBrowser.of(server).get("/%3Cscript%3Ealert(1)%3C/script%3E").body())
        .doesNotContain("<script>");
  }

  @Test
  void programsGetProblemsAsEver() {
    var nowhere = server.send(server.stranger("/nowhere").header("Accept", "application/json"));
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.header("Content-Type")).isEqualTo("application/problem+json");
    var api = server.send(server.stranger("/api/v1/nothing").header("Accept", "text/html"));
    assertThat(api.status()).isEqualTo(401);
    assertThat(api.header("Content-Type")).isEqualTo("application/problem+json");
    var account = server.send(server.stranger("/account").header("Accept", "application/json"));
    assertThat(account.status()).isEqualTo(401);
    var foreign = server.send(server.stranger("/login").POST(BodyPublishers.noBody()));
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.header("Content-Type")).isEqualTo("application/problem+json");
  }
}
