package org.tastemaker.server.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

/// Signing in by a real OpenID Connect provider.
final class OpenIdTest {
  private static final String AUTHORIZE = "/api/v1/oauth/google/authorize";
  private static final String CLIENT = "our-client";

  private static MockOAuth2Server provider;
  private static String issuer;
  private static TestServer server;

  @BeforeAll
  static void start() {
    provider = new MockOAuth2Server();
    provider.start();
    issuer = "http://localhost:" + provider.getConfig().getHttpServer().port() + "/people";
    server = TestServer.start(settings(issuer));
  }

  private static Map<String, Object> settings(String issuer) {
    // a busy machine takes its time
    return Map.of(
        "tastemaker.linking.connect",
        "30s",
        "tastemaker.linking.answer",
        "30s",
        "tastemaker.linking.front-ends",
        "https://app.example.org",
        "tastemaker.linking.providers.google.issuer",
        issuer,
        "tastemaker.linking.providers.google.client-id",
        CLIENT,
        "tastemaker.linking.providers.google.client-secret",
        "secret",
        "tastemaker.account.bcrypt-cost",
        4);
  }

  @AfterAll
  static void stop() {
    server.close();
    provider.shutdown();
  }

  private static void nextIs(String subject, Map<String, Object> claims) {
    nextIs(subject, claims, 3600);
  }

  private static void nextIs(String subject, Map<String, Object> claims, long seconds) {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback("people", subject, "JWT", List.of(CLIENT), claims, seconds));
  }

  private static Map<String, String> through() {
    return new Browser().through(server.url() + AUTHORIZE);
  }

  private static Answer exchanged(Map<String, String> told) {
    assertThat(told).containsKey("code");
    var answer =
        TestAccount.send(
            server,
            "POST",
            "/api/v1/oauth/exchange",
            "{\"code\":\"%s\"}".formatted(Browser.code(told)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static Answer me(Answer exchanged) {
    var access = exchanged.json().path("accessToken").asString();
    return TestAccount.send(server, "GET", "/api/v1/me", null, "Authorization", "Bearer " + access);
  }

  @Test
  void somebodySignsInByWhatTheProviderSigned() {
    nextIs(
        "subject-1",
        Map.of("name", "Ann Berg", "email", "ann@example.org", "email_verified", true));
    var browser = new Browser();
    var asked = Browser.query(browser.go(server.url() + AUTHORIZE));
    assertThat(asked)
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid profile email")
        .containsKey("nonce");

    var answer = exchanged(through());

    assertThat(answer.json().path("providerUserId").asString()).isEqualTo("subject-1");
    assertThat(answer.json().path("providerUserName").asString()).isEqualTo("Ann Berg");
    assertThat(me(answer).json().path("email").asString()).isEqualTo("ann@example.org");
    assertThat(me(answer).json().path("username").asString()).isEqualTo("Ann_Berg");
  }

  @Test
  void anAddressThatTheProviderDoesNotVouchForIsNotTaken() {
    nextIs("subject-2", Map.of("name", "Ben", "email", "ben@example.org", "email_verified", false));
    assertThat(me(exchanged(through())).json().has("email")).isFalse();

    nextIs("subject-3", Map.of("name", "Cora", "email", "cora@example.org"));
    assertThat(me(exchanged(through())).json().has("email")).isFalse();
  }

  @Test
  void anAddressThatHasAnAccountIsNotTakenOver() {
    TestAccount.fresh(server, "dora");
    nextIs("subject-4", Map.of("email", "dora@example.org", "email_verified", true));

    assertThat(through()).containsEntry("error", "address-taken");
  }

  @ParameterizedTest
  @CsvSource({
    "iss, https://accounts.example.org",
    "aud, somebody-elses-client",
    "nonce, of-another-sign-in"
  })
  void anIdTokenForSomethingElseIsRefused(String claim, String value) {
    nextIs("subject-5", Map.of(claim, value));

    assertThat(through()).containsEntry("error", "identity-refused");
  }

  @Test
  void anExpiredIdTokenIsRefused() {
    nextIs("subject-6", Map.of(), -3600);

    assertThat(through()).containsEntry("error", "identity-refused");
  }

  @Test
  void anotherIssuersAnswerIsRefused() {
    var browser = new Browser();
    var back = browser.go(browser.go(server.url() + AUTHORIZE));

    assertThat(Browser.query(browser.go(back + "&iss=https%3A%2F%2Fevil.example")))
        .containsEntry("error", "identity-refused");
  }

  @Test
  void anIssuerThatIsAwayHoldsUpNeitherTheStartNorWhoComesAfterItIsBack() {
    var gone = new MockOAuth2Server();
    gone.start();
    var port = gone.getConfig().getHttpServer().port();
    gone.shutdown();
    try (var other = TestServer.start(settings("http://localhost:" + port + "/people"))) {
      assertThat(Browser.query(new Browser().go(other.url() + AUTHORIZE)))
          .containsEntry("error", "provider-unreachable");
      var back = new MockOAuth2Server();
      back.start(port);
      assertThat(new Browser().go(other.url() + AUTHORIZE)).startsWith("http://localhost:" + port);
      back.shutdown();
    }
  }

  @Test
  void anIssuerThatTakesItselfForAnotherIsRefused() {
    try (var impostor = ScriptedProvider.myAnimeList();
        var other = TestServer.start(settings(impostor.issuer()))) {
      assertThat(Browser.query(new Browser().go(other.url() + AUTHORIZE)))
          .containsEntry("error", "provider-error");
    }
  }
}
