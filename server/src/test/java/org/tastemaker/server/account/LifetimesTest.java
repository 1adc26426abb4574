package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.web.TestBrowser;

/// Keys and sessions end when they are to, also where they are remembered.
final class LifetimesTest {
  private static final Client BROWSER = new Client("a browser", "192.0.2.1");
  private static final Instant BEGUN = Instant.parse("2026-05-01T12:00:00Z");

  private static TestServer server;

  private final AtomicReference<Instant> now = new AtomicReference<>(BEGUN);

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// As one more node has them, which remembers nothing yet.
  private Sessions node() {
    return new Sessions(
        new SessionRows(server.database().jdbc()),
        server.of(AccessTokens.class),
        server.of(AccountSettings.class),
        server.database().notifications(),
        server.database().transactions(),
        server.of(Audit.class),
        now::get);
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private static int person(String username) {
    return TestAccount.fresh(server, username).id();
  }

  @Test
  void aKeyIsGoodUntilItsTimeAndNoMomentLonger() {
    var keys =
        new ScopedKeys(
            server.database().jdbc(),
            server.database().notifications(),
            server.database().transactions(),
            server.of(Audit.class),
            now::get);
    var scopes = Set.of(Permission.CATALOGUE_READ);
    var key = keys.create("short", scopes, BEGUN.plusSeconds(60), "test").text();
    var lasting = keys.create("lasting", scopes, null, "test").text();

    pass(Duration.ofSeconds(59));
    assertThat(keys.callerOf(key)).isPresent();
    pass(Duration.ofSeconds(1));
    assertThat(keys.callerOf(key)).isEmpty();
    assertThat(keys.callerOf(lasting)).isPresent();
  }

  @Test
  void anExpiredKeyOpensNothing() {
    var made =
        server.post(
            "/api/v1/api-keys",
            "{\"name\":\"old\",\"scopes\":[\"catalogue:read\"],\"expiresAt\":\"2100-01-01T00:00:00Z\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    var key = made.json().path("text").asString();
    server
        .database()
        .jdbc()
        .sql("update api_key set expires_at = now() where name = 'old'")
        .update();

    assertThat(TestAccount.send(server, "GET", "/api/v1/items", null, "X-API-Key", key).status())
        .isEqualTo(401);
  }

  @Test
  void aBrowserThatDoesNotComeBackIsSignedOut() {
    var node = node();
    var session = node.beginPage(person("idle"), BROWSER).id();

    pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(node.callerOf(session)).isPresent();
    pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(node.callerOf(session)).isPresent();
    pass(Duration.ofDays(7).plusSeconds(1));
    assertThat(node.callerOf(session)).isEmpty();
  }

  @Test
  void aBrowserThatComesBackIsSignedOutAfterAMonthAllTheSame() {
    var session = node().beginPage(person("steady"), BROWSER).id();

    for (int day = 6; day < 30; day += 6) {
      pass(Duration.ofDays(6));
      assertThat(node().callerOf(session)).as("day %d", day).isPresent();
    }
    var node = node();
    pass(Duration.ofDays(6).minusSeconds(1));
    assertThat(node.callerOf(session)).isPresent();
    pass(Duration.ofSeconds(1));
    assertThat(node.callerOf(session)).isEmpty();
    assertThat(node().callerOf(session)).isEmpty();
  }

  @Test
  void whoWasAwayTooLongIsAskedToSignInAndComesBack() {
    var browser = TestBrowser.signedIn(server, "away");
    assertThat(browser.get("/account").status()).isEqualTo(200);
    server
        .database()
        .jdbc()
        .sql("update account_session set expires_at = expires_at - interval '7 days'")
        .update();
    server.of(Sessions.class).changed();

    var asked = browser.get("/account");
    assertThat(asked.status()).isEqualTo(303);
    assertThat(asked.header("Location")).isEqualTo("/login?next=%2Faccount");
    browser.follow(asked);
    var again =
        browser.post(
            "/login", "login", "away", "password", TestAccount.PASSWORD, "next", "/account");
    assertThat(again.header("Location")).isEqualTo("/account");
    assertThat(browser.get("/account").status()).isEqualTo(200);
  }
}
