package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

final class IdempotencyTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of(
                "spring.profiles.active",
                "trial-routes",
                "tastemaker.http.idempotency-wait",
                "1500ms"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer order(String name, String key, long millis) {
    return server.post(
        "/trial/order?millis=" + millis,
        "{\"name\":\"" + name + "\",\"lines\":[]}",
        "Idempotency-Key",
        key);
  }

  private static int executed(String name) {
    return server
        .database()
        .jdbc()
        .sql("select count(*) from executed where name = :name")
        .param("name", name)
        .query(Integer.class)
        .single();
  }

  @Test
  void theSameAgainGetsTheSameAnswer() {
    var first = order("same", "key-1", 0);
    var second = order("same", "key-1", 0);
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Location")).isEqualTo("/trial/order/1");
    assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(executed("same")).isEqualTo(1);
  }

  @Test
  void anotherBodyIsRefused() {
    order("one", "key-2", 0);
    var answer = order("other", "key-2", 0);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("type").asString()).isEqualTo("/problems/idempotency-key-reused");
    assertThat(executed("other")).isZero();
  }

  @Test
  void anErrorUndoesTheWorkAndFreesTheKey() {
    assertThat(order("refused", "key-3", 0).status()).isEqualTo(409);
    assertThat(executed("refused")).isZero();
    assertThat(order("accepted", "key-3", 0).status()).isEqualTo(201);
  }

  @Test
  void ofSeveralAtOnceOneIsExecuted() throws Exception {
    order("warm", "key-4", 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Answer>>();
      for (int i = 0; i < 8; i++) {
        calls.add(() -> order("crowd", "key-5", 300));
      }
      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get().status()).isEqualTo(201);
      }
    }
    assertThat(executed("crowd")).isEqualTo(1);
  }

  @Test
  void whoWaitsTooLongIsToldSo() throws Exception {
    order("warm", "key-6", 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(() -> order("slow", "key-7", 3000));
      Thread.sleep(700);
      assertThat(order("slow", "key-7", 3000).status()).isEqualTo(409);
      assertThat(slow.get().status()).isEqualTo(201);
    }
  }

  @Test
  void aSenselessKeyIsRefused() {
    assertThat(order("x", "k".repeat(300), 0).status()).isEqualTo(400);
  }
}
