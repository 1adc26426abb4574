package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

/// Guessing passwords gets slow, for those who guess.
final class SignInDelaysTest {
  private static final String HOME = "203.0.113.1";
  private static final String WRONG = "wrong-password-here";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of(
                "tastemaker.account.bcrypt-cost", 4,
                "tastemaker.account.failures", 3,
                "tastemaker.http.trusted-proxies", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whoGuessesWaitsAndNobodyElse() {
    TestAccount.fresh(server, "hilda");
    for (int n = 0; n < 3; n++) {
      assertThat(login("198.51.100.1", "hilda", WRONG).status()).isEqualTo(401);
    }
    var refused = login("198.51.100.1", "hilda", WRONG);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 5);
    assertThat(login("198.51.100.1", "hilda", TestAccount.PASSWORD).status()).isEqualTo(429);
    assertThat(login("198.51.100.1", "HILDA@example.org", WRONG).status()).isEqualTo(429);
    // the owner, elsewhere, notices nothing, and others at the guesser's place neither
    assertThat(login(HOME, "hilda", TestAccount.PASSWORD).status()).isEqualTo(200);
    TestAccount.fresh(server, "irma");
    assertThat(login("198.51.100.1", "irma", TestAccount.PASSWORD).status()).isEqualTo(200);
    var noted = server.get("/api/v1/audit?action=account-locked").json().path("entries");
    assertThat(noted.get(0).path("address").asString()).isEqualTo("198.51.100.1");
  }

  @Test
  void theWaitGrows() throws Exception {
    for (int n = 0; n < 3; n++) {
      login("198.51.100.2", "nobody-grows", WRONG);
    }
    int first =
        Integer.parseInt(login("198.51.100.2", "nobody-grows", WRONG).header("Retry-After"));
    Thread.sleep(5100);
    assertThat(login("198.51.100.2", "nobody-grows", WRONG).status()).isEqualTo(401);
    int second =
        Integer.parseInt(login("198.51.100.2", "nobody-grows", WRONG).header("Retry-After"));

    assertThat(second).isBetween(first + 1, 10);
  }

  @Test
  void whatIsNoAccountIsAnsweredAlike() {
    TestAccount.fresh(server, "jonas");
    var there = new ArrayList<String>();
    var nowhere = new ArrayList<String>();
    for (int n = 0; n < 5; n++) {
      there.add(told(login("198.51.100.3", "jonas", WRONG)));
      nowhere.add(told(login("198.51.100.3", "nobody-at-all", WRONG)));
    }

    assertThat(there).isEqualTo(nowhere);
    assertThat(there.getLast()).startsWith("429");
  }

  private static String told(Answer answer) {
    return answer.status() + " " + answer.json().path("type").asString();
  }

  @Test
  void manyAtOnceAreCountedOneByOne() throws Exception {
    TestAccount.fresh(server, "karla");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tries = new ArrayList<Callable<Integer>>();
      for (int n = 0; n < 30; n++) {
        tries.add(() -> login("198.51.100.4", "karla", WRONG).status());
      }
      var statuses = new ArrayList<Integer>();
      for (var one : threads.invokeAll(tries)) {
        statuses.add(one.get());
      }
      assertThat(statuses).filteredOn(status -> status == 401).hasSize(3);
      assertThat(statuses).filteredOn(status -> status == 429).hasSize(27);
    }
  }

  @Test
  void anIdempotencyKeyTakesNoCountBackAndKeepsNoToken() {
    TestAccount.fresh(server, "lena");
    for (int n = 0; n < 3; n++) {
      assertThat(login("198.51.100.5", "lena", WRONG, "Idempotency-Key", "k" + n).status())
          .isEqualTo(401);
    }
    assertThat(login("198.51.100.5", "lena", WRONG, "Idempotency-Key", "k9").status())
        .isEqualTo(429);
    var first = login(HOME, "lena", TestAccount.PASSWORD, "Idempotency-Key", "same");
    var second = login(HOME, "lena", TestAccount.PASSWORD, "Idempotency-Key", "same");
    assertThat(second.json().path("refreshToken")).isNotEqualTo(first.json().path("refreshToken"));
  }

  @Test
  void whoIsTriedFromEverywhereStillGetsInFromHome() {
    TestAccount.fresh(server, "mona");
    assertThat(login(HOME, "mona", TestAccount.PASSWORD).status()).isEqualTo(200);
    int refused = 0;
    for (int n = 0; n < 40; n++) {
      refused += login("192.0.2." + n, "mona", WRONG).status() == 429 ? 1 : 0;
    }

    assertThat(refused).isGreaterThan(5);
    assertThat(login(HOME, "mona", TestAccount.PASSWORD).status()).isEqualTo(200);
    assertThat(login("192.0.2.200", "mona", TestAccount.PASSWORD).status()).isEqualTo(429);
  }

  @Test
  void theRightPasswordBeginsTheCountAnew() {
    TestAccount.fresh(server, "nora");
    for (int round = 0; round < 3; round++) {
      for (int n = 0; n < 2; n++) {
        assertThat(login(HOME, "nora", WRONG).status()).isEqualTo(401);
      }
      assertThat(login(HOME, "nora", TestAccount.PASSWORD).status()).isEqualTo(200);
    }
  }

  @Test
  void aStolenSessionDoesNotTryPasswordsAtWill() {
    var olga = TestAccount.fresh(server, "olga");
    var change = "{\"oldPassword\":\"%s\",\"newPassword\":\"pear-tree-in-june\"}".formatted(WRONG);
    var statuses = new ArrayList<Integer>();
    for (int n = 0; n < 4; n++) {
      statuses.add(olga.send("PUT", "/api/v1/me/password", change).status());
    }

    assertThat(statuses).isEqualTo(List.of(403, 403, 403, 429));
  }

  private static Answer login(String address, String login, String password, String... headers) {
    var request =
        server
            .stranger("/api/v1/auth/login")
            .header("X-Forwarded-For", address)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password)));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }
}
