package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class PermitsTest {
  @Test
  void aFullQueueSendsAway() throws Exception {
    var permits = new Permits("Scoring", 1, 1, Duration.ofSeconds(20));
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(() ->
              permits.during(() -> {
                begun.countDown();
                await(end);
                return 1;
              }));
      begun.await();
      var second = threads.submit(() -> permits.during(() -> 2));
      Thread.sleep(200);
      assertThatThrownBy(() -> permits.during(() -> 3))
          .isInstanceOfSatisfying(
              ProblemException.class,
              busy -> {
                assertThat(busy.status().value()).isEqualTo(503);
                assertThat(busy.retryAfter()).isPresent();
              });
      end.countDown();
      assertThat(first.get()).isEqualTo(1);
      assertThat(second.get()).isEqualTo(2);
      assertThat(permits.<Integer>during(() -> 4)).isEqualTo(4);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void patienceEnds() throws Exception {
    var permits = new Permits("Scoring", 1, 5, Duration.ofMillis(20));
    permits.during(() -> {
      assertThatThrownBy(() -> permits.during(() -> 1)).isInstanceOf(ProblemException.class);
      return 0;
    });
  }

  @Test
  void aFailureGivesThePermitBack() {
    var permits = new Permits("Scoring", 1, 0, Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() ->
              permits.during(() -> {
                throw new IllegalStateException("fault");
              }))
          .hasMessage("fault");
    }
    assertThat(permits.<Integer>during(() -> 1)).isEqualTo(1);
  }

  @Test
  void senselessPermitsAreRefused() {
    assertThatThrownBy(() -> new Permits("x", 0, 0, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
