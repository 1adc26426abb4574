package org.tastemaker.server.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.redis.TestRedis;

/// Sign-ins that are on their way in a Redis that two nodes share.
final class SharedByRedisTest {
  @Test
  void whatOneNodeBeganAnotherEndsAndWithoutRedisNobodyBegins() {
    try (var mal = ScriptedProvider.myAnimeList();
        var redis = TestRedis.start()) {
      mal.isVisitedBy("{\"id\":1,\"name\":\"traveller\"}");
      var settings = new HashMap<String, Object>(mal.settings("mal"));
      settings.put("tastemaker.linking.front-ends", "https://app.example.org");
      settings.put("tastemaker.account.secret", "the same on both of the two nodes");
      settings.put("tastemaker.redis.url", redis.url());
      // a busy machine takes its time
      settings.put("tastemaker.redis.connect-timeout", "20s");
      settings.put("tastemaker.redis.timeout", "10s");
      try (var one = TestServer.start(settings);
          var other = TestServer.beside(one, settings)) {
        var browser = new Browser();
        var back = browser.go(browser.go(one.url() + "/api/v1/oauth/authorize"));
        assertThat(rows(one)).isZero();
        var told = Browser.query(browser.go(back.replace(one.url(), other.url())));
        assertThat(rows(one)).isZero();
        assertThat(exchange(one, Browser.code(told))).isEqualTo(200);
        assertThat(exchange(other, Browser.code(told))).isEqualTo(400);
        assertThat(Browser.query(browser.go(back))).containsEntry("error", "expired");

        redis.stop();
        var away = new Browser().open(other.url() + "/api/v1/oauth/authorize");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        redis.restart();
      }
    }
  }

  private static int rows(TestServer server) {
    return server
        .database()
        .jdbc()
        .sql("select count(*) from linking_secret")
        .query(Integer.class)
        .single();
  }

  private static int exchange(TestServer server, String code) {
    var body = "{\"code\":\"%s\"}".formatted(code);
    return TestAccount.send(server, "POST", "/api/v1/oauth/exchange", body).status();
  }
}
