package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.tastemaker.server.http.HealthCheck.Result;
import org.tastemaker.server.http.HealthRoutes.Check;
import org.tastemaker.server.http.HealthRoutes.Health;
import org.tastemaker.server.http.HealthRoutes.Status;

/// When a server is ready.
final class HealthTest {
  private record Part(String name, boolean isVital, Supplier<Result> look) implements HealthCheck {
    @Override
    public Result check() {
      return look.get();
    }
  }

  private static ResponseEntity<Health> ready(Part... parts) {
    return new HealthRoutes(List.of(parts)).ready();
  }

  private static Health body(ResponseEntity<Health> answer) {
    return java.util.Objects.requireNonNull(answer.getBody());
  }

  @Test
  void whatIsVitalTakesTheServerDown() {
    var answer =
        ready(
            new Part("one", true, () -> Result.up("fine")),
            new Part("two", true, () -> Result.down("gone")),
            new Part(
                "three",
                true,
                () -> {
                  throw new IllegalStateException("secret");
                }));

    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(body(answer))
        .isEqualTo(
            new Health(
                Status.DOWN,
                List.of(
                    new Check("one", Status.UP, true, "fine"),
                    new Check("two", Status.DOWN, true, "gone"),
                    new Check("three", Status.DOWN, true, "Failed: IllegalStateException"))));
  }

  @Test
  void whatIsNotVitalSaysHowItIsAndNoMore() {
    var answer =
        ready(
            new Part("one", true, () -> Result.up("fine")),
            new Part("two", false, () -> Result.down("gone")));

    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    assertThat(body(answer))
        .isEqualTo(
            new Health(
                Status.UP,
                List.of(
                    new Check("one", Status.UP, true, "fine"),
                    new Check("two", Status.DOWN, false, "gone"))));
  }

  @Test
  void whatGivesNoAnswerIsDown() {
    var never = new CountDownLatch(1);
    Supplier<Result> hang =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Result.up("at last");
        };
    try {
      var vital = ready(new Part("slow", true, hang), new Part("slower", false, hang));
      assertThat(vital.getStatusCode().value()).isEqualTo(503);
      assertThat(body(vital).checks())
          .containsExactly(
              new Check("slow", Status.DOWN, true, "No answer within 3 s"),
              new Check("slower", Status.DOWN, false, "No answer within 3 s"));
      assertThat(ready(new Part("slower", false, hang)).getStatusCode().value()).isEqualTo(200);
    } finally {
      never.countDown();
    }
  }
}
