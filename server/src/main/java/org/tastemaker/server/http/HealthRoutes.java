package org.tastemaker.server.http;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Open;

/// Whether the process lives, and whether it can do its work. Open to everybody, so the answers
/// name no secret and no person.
@RestController
@Open
@Limited(RouteClass.FREE)
final class HealthRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<HealthCheck> checks;
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

  HealthRoutes(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /// The state of one thing.
  ///
  /// @param vital whether the server is not ready while it is down
  record Check(String name, Status status, boolean vital, String detail) {}

  /// The state of the whole.
  record Health(Status status, List<Check> checks) {}

  /// Works, or does not.
  enum Status {
    UP,
    DOWN
  }

  @GetMapping({"/api/v1/health", "/api/v1/health/live"})
  @Operation(
      summary = "Whether the process lives",
      description = "Answers without looking at anything else; needs no API key.")
  @Example(call = "GET /api/v1/health/", response = "{\"status\":\"UP\",\"checks\":[]}")
  Health live() {
    return new Health(Status.UP, List.of());
  }

  @GetMapping("/api/v1/health/ready")
  @Operation(
      summary = "Whether the server can do its work",
      description =
          "Looks at the database, the models, the jobs and Redis; 503 when one that is vital is down. What gives no answer within three seconds is down.")
  @Example(
      response =
          "{\"status\":\"UP\",\"checks\":[{\"name\":\"database\",\"status\":\"UP\",\"vital\":true,\"detail\":\"PostgreSQL 18.6\"}]}")
  ResponseEntity<Health> ready() {
    var looks = checks.stream().map(this::look).toList();
    var found = new ArrayList<Check>();
    looks.forEach(look -> found.add(look.join()));
    boolean up = found.stream().noneMatch(check -> check.vital() && check.status() == Status.DOWN);
    return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(new Health(up ? Status.UP : Status.DOWN, found));
  }

  private CompletableFuture<Check> look(HealthCheck check) {
    var late = state(check, Status.DOWN, "No answer within " + PATIENCE.toSeconds() + " s");
    return CompletableFuture.supplyAsync(() -> stateOf(check), threads)
        .completeOnTimeout(late, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Check stateOf(HealthCheck check) {
    try {
      var result = check.check();
      return state(check, result.ready() ? Status.UP : Status.DOWN, result.detail());
    } catch (RuntimeException e) {
      return state(check, Status.DOWN, "Failed: " + e.getClass().getSimpleName());
    }
  }

  private static Check state(HealthCheck check, Status status, String detail) {
    return new Check(check.name(), status, check.isVital(), detail);
  }
}
