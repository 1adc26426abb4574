package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

/// Nobody finds out who has an account here, neither by what is answered nor by how long it takes.
///
/// Times are medians of calls that take turns, in turning order, so that whatever else the machine
/// does hits both alike.
final class EnumerationTest {
  private static final int PAIRS = 24;
  private static final int WARM = 4;

  /// A check of a password at this cost takes some 30 ms: what it takes must drown the rest.
  private static final int COST = 9;

  private static TestServer server;
  private static int made;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of(
                "tastemaker.account.bcrypt-cost", COST, "tastemaker.account.failures", 1_000_000));
    TestAccount.fresh(server, "known");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer post(String path, String body) {
    return TestAccount.send(server, "POST", path, body);
  }

  @Test
  void signingIn() {
    same(
        n -> TestAccount.login(server, "known", "guess-number-" + n),
        n -> TestAccount.login(server, "unknown" + n, "guess-number-" + n),
        0.35);
    same(
        n -> TestAccount.login(server, "known@example.org", "guess-number-" + n),
        n -> TestAccount.login(server, "unknown" + n + "@example.org", "guess-number-" + n),
        0.35);
  }

  @Test
  void askingForANewPassword() {
    same(
        n -> post("/api/v1/auth/forgotten", "{\"email\":\"known@example.org\"}"),
        n -> post("/api/v1/auth/forgotten", "{\"email\":\"unknown" + n + "@example.org\"}"),
        0.5);
  }

  @Test
  void signingUp() {
    same(n -> signUp("known@example.org"), n -> signUp("fresh" + ++made + "@example.org"), 0.35);
  }

  private static Answer signUp(String email) {
    return TestAccount.signUp(server, email, "fresh_" + ++made, "plum-tree-in-may");
  }

  /// @param share of the longer time, by which the two may differ
  private static void same(IntFunction<Answer> known, IntFunction<Answer> unknown, double share) {
    var first = new long[PAIRS];
    var second = new long[PAIRS];
    for (var n = -WARM; n < PAIRS; n++) {
      boolean swapped = n % 2 != 0;
      var begun = System.nanoTime();
      var one = (swapped ? unknown : known).apply(n);
      var between = System.nanoTime();
      var other = (swapped ? known : unknown).apply(n);
      var done = System.nanoTime();
      assertThat(shape(one)).isEqualTo(shape(other));
      if (n >= 0) {
        first[n] = swapped ? done - between : between - begun;
        second[n] = swapped ? between - begun : done - between;
      }
    }
    double ofKnown = median(first) / 1e6;
    double ofUnknown = median(second) / 1e6;
    assertThat(Math.abs(ofKnown - ofUnknown))
        .as("%.1f ms for who is known, %.1f ms for who is not", ofKnown, ofUnknown)
        .isLessThan(Math.max(4, share * Math.max(ofKnown, ofUnknown)));
  }

  private static double median(long[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }

  /// Status, names of headers and body, without what differs from request to request.
  private static String shape(Answer answer) {
    return answer.status()
        + " "
        + answer.headers().map().keySet().stream().sorted().toList()
        + " "
        + answer
            .body()
            .replaceAll("\"correlationId\":\"[^\"]*\"", "")
            .replaceAll("(fresh|known|unknown)[_0-9@a-z.]*", "");
  }
}
