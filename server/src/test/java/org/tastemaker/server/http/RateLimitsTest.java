package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.redis.TestRedis;
import org.tastemaker.server.web.TestBrowser;

final class RateLimitsTest {
  private static final Map<String, Object> SMALL =
      Map.of(
          "tastemaker.account.bcrypt-cost", 4,
          "tastemaker.http.trusted-proxies", "127.0.0.1",
          "tastemaker.limits.sign-in", "3/1h",
          "tastemaker.limits.stranger", "5/1h",
          "tastemaker.limits.read", "4/1h",
          "tastemaker.limits.write", "2/1h",
          "tastemaker.limits.failures", "3/1h");
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(SMALL);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void strangersAreCountedByAddress() {
    for (int n = 5; n > 0; n--) {
      var answer = stranger(server, "203.0.113.1");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("RateLimit")).startsWith("\"stranger\";r=" + (n - 1) + ";t=");
      assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"stranger\";q=5;w=3600");
    }
    var refused = stranger(server, "203.0.113.1");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.json().path("type").asString()).isEqualTo("/problems/too-many-requests");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(600, 720);
    assertThat(refused.header("RateLimit")).startsWith("\"stranger\";r=0;");
    assertThat(stranger(server, "203.0.113.2").status()).isEqualTo(200);
  }

  @Test
  void anIpv6NetworkIsOneAddress() {
    for (int n = 0; n < 5; n++) {
      assertThat(stranger(server, "2001:db8:0:7::" + n).status()).isEqualTo(200);
    }
    assertThat(stranger(server, "2001:db8:0:7:ffff::1").status()).isEqualTo(429);
    assertThat(stranger(server, "2001:db8:0:8::1").status()).isEqualTo(200);
  }

  @Test
  void waysInAreCountedByAddressWhoeverIsNamed() {
    for (int n = 0; n < 3; n++) {
      assertThat(login(server, "198.51.100.1", "nobody" + n).status()).isEqualTo(401);
    }
    var refused = login(server, "198.51.100.1", "nobody3");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("RateLimit")).startsWith("\"sign-in\";r=0;");
    assertThat(login(server, "198.51.100.2", "nobody3").status()).isEqualTo(401);
    var noted = server.get("/api/v1/audit?action=sign-in-limited").json().path("entries");
    assertThat(noted).hasSize(1);
    assertThat(noted.get(0).path("address").asString()).isEqualTo("198.51.100.1");
    assertThat(noted.get(0).path("correlationId").asString())
        .isEqualTo(refused.header("X-Request-ID"));
  }

  @Test
  void peopleAreCountedByAccount() {
    var owner = TestAccount.fresh(server, "counted");
    for (int n = 0; n < 4; n++) {
      assertThat(owner.get("/api/v1/me").status()).isEqualTo(200);
    }
    assertThat(owner.get("/api/v1/me").status()).isEqualTo(429);
    // what changes something is counted apart
    assertThat(owner.send("PATCH", "/api/v1/me", "{\"bio\":\"a\"}").status()).isEqualTo(200);
    assertThat(owner.send("PATCH", "/api/v1/me", "{\"bio\":\"b\"}").status()).isEqualTo(200);
    assertThat(owner.send("PATCH", "/api/v1/me", "{\"bio\":\"c\"}").status()).isEqualTo(429);
  }

  @Test
  void programsHealthAndStyleAreNotHeldUp() {
    for (int n = 0; n < 50; n++) {
      assertThat(server.get("/api/v1/items").status()).isEqualTo(200);
      for (var path : List.of("/api/v1/health", "/assets/any/pages.css")) {
        var asked = server.stranger(path).header("X-Forwarded-For", "203.0.113.90");
        assertThat(server.send(asked).status()).as(path).isEqualTo(200);
      }
    }
  }

  @Test
  void whoTriesKeysIsNoLongerListenedTo() {
    for (int n = 0; n < 3; n++) {
      assertThat(keyed("203.0.113.30", "tm_wrong" + n).status()).isEqualTo(401);
    }
    assertThat(keyed("203.0.113.30", "tm_wrong").json().path("type").asString())
        .isEqualTo("/problems/too-many-failures");
    assertThat(keyed("203.0.113.30", server.apiKey()).status()).isEqualTo(429);
    assertThat(keyed("203.0.113.31", server.apiKey()).status()).isEqualTo(200);
    assertThat(stranger(server, "203.0.113.30").status()).isEqualTo(200);
  }

  @Test
  void aSpoofedAddressGainsNothing() {
    try (var open = TestServer.start(with("tastemaker.http.trusted-proxies", ""))) {
      for (int n = 0; n < 3; n++) {
        assertThat(login(open, "192.0.2." + n, "nobody").status()).isEqualTo(401);
      }
      assertThat(login(open, "192.0.2.77", "nobody").status()).isEqualTo(429);
      // the pages' ways in are the same limit's
      var browser = TestBrowser.of(open);
      assertThat(browser.get("/forgotten").status()).isEqualTo(200);
      assertThat(browser.post("/forgotten", "email", "ann@example.org").status()).isEqualTo(429);
    }
  }

  @Test
  void nodesCountTogetherThroughRedisAndAloneWithoutIt() {
    try (var redis = TestRedis.start();
        var here = TestServer.start(through(redis));
        var there = TestServer.start(through(redis))) {
      assertThat(login(here, "203.0.113.5", "nobody").status()).isEqualTo(401);
      assertThat(login(there, "203.0.113.5", "nobody").status()).isEqualTo(401);
      assertThat(login(here, "203.0.113.5", "nobody").status()).isEqualTo(401);
      assertThat(login(there, "203.0.113.5", "nobody").status()).isEqualTo(429);

      redis.stop();
      assertThat(login(there, "203.0.113.5", "nobody").status()).isEqualTo(401);
    }
  }

  @Test
  void aFloodOfAddressesTakesBoundedMemory() {
    var limits = new RateLimits(Optional.empty());
    var rate = Rate.valueOf("5/1h");
    for (int n = 0; n < 300_000; n++) {
      limits.take("stranger", "10." + n, rate, false);
    }
    assertThat(limits.size()).isLessThanOrEqualTo(100_000);
  }

  @Test
  void aRateIsWrittenAsCountAndTime() {
    assertThat(Rate.valueOf("100/10m")).isEqualTo(new Rate(100, Duration.ofMinutes(10)));
    assertThat(Rate.valueOf("unlimited").isOff()).isTrue();
    for (var wrong : new String[] {"", "100", "0/1m", "-1/1m", "5/0s", "5/1y", "1e9/1m"}) {
      assertThatThrownBy(() -> Rate.valueOf(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("100/10m");
    }
  }

  private static Map<String, Object> with(String name, Object value) {
    var all = new HashMap<String, Object>(SMALL);
    all.put(name, value);
    return all;
  }

  private static Map<String, Object> through(TestRedis redis) {
    var all = with("tastemaker.redis.url", redis.url());
    all.put("tastemaker.redis.timeout", "10s"); // the machine may be busy
    return all;
  }

  private static Answer stranger(TestServer server, String address) {
    return server.send(
        server.stranger("/.well-known/jwks.json").header("X-Forwarded-For", address));
  }

  private static Answer keyed(String address, String key) {
    return server.send(
        server
            .stranger("/api/v1/items")
            .header("X-API-Key", key)
            .header("X-Forwarded-For", address));
  }

  private static Answer login(TestServer server, String address, String login) {
    return server.send(
        server
            .stranger("/api/v1/auth/login")
            .header("X-Forwarded-For", address)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"login\":\"%s\",\"password\":\"wrong-password\"}".formatted(login))));
  }
}
