package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.id.Reference;

/// Routes that fail in every way a route can, for the tests of this package.
@RestController
@Needs(Permission.CATALOGUE_READ)
@Profile("trial-routes")
class TrialRoutes {
  final AtomicInteger executions = new AtomicInteger();
  private final JdbcClient jdbc;

  TrialRoutes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  enum Colour {
    RED,
    DARK_GREEN
  }

  record Stars(double value) {
    Stars {
      if (value < 0 || value > 5) {
        throw new IllegalArgumentException("A rating is a number from 0 to 5.");
      }
    }
  }

  record Filter(@Nullable String genre, @Nullable Integer yearFrom, @Nullable List<Colour> colour) {
    Filter {
      if (yearFrom != null && yearFrom < 1800) {
        throw new IllegalArgumentException("yearFrom is 1800 or later.");
      }
    }
  }

  record Line(int number, @Nullable Colour colour, @Nullable Instant at) {}

  record Order(String name, List<Line> lines, @Nullable Stars stars) {}

  @GetMapping("/trial/list")
  Map<String, Object> list(Filter filter, @RequestParam(defaultValue = "10") int limit) {
    return Map.of("limit", limit, "filter", filter.toString());
  }

  @GetMapping("/trial/required")
  String required(@RequestParam String query) {
    return query;
  }

  @GetMapping("/trial/header")
  String header(@RequestHeader("X-Wanted") String wanted) {
    return wanted;
  }

  @GetMapping("/trial/things/{id}")
  Map<String, String> thing(@PathVariable Reference id) {
    return Map.of("id", id.toString());
  }

  @PutMapping("/trial/order")
  Order order(@RequestBody Order order) {
    return order;
  }

  @PostMapping("/trial/order")
  ResponseEntity<Map<String, Object>> execute(
      @RequestBody Order order, @RequestParam(defaultValue = "0") long millis) {
    jdbc.sql("create table if not exists executed (name text)").update();
    jdbc.sql("insert into executed values (:name)").param("name", order.name()).update();
    sleep(millis);
    if (order.name().equals("refused")) {
      throw ProblemException.conflict("refused", "This is refused.");
    }
    return ResponseEntity.status(HttpStatus.CREATED)
        .header("Location", "/trial/order/1")
        .body(Map.of("execution", executions.incrementAndGet()));
  }

  @PostMapping("/trial/order:batch")
  int batch(@RequestBody Order order) {
    return order.lines().size();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @GetMapping("/trial/fault")
  String fault() {
    throw new IllegalStateException("secret details");
  }

  @GetMapping("/trial/argument")
  String argument() {
    throw new IllegalArgumentException("a bug, not bad input");
  }

  @GetMapping("/trial/outage")
  String outage() {
    throw new DataAccessResourceFailureException("gone");
  }

  @GetMapping("/trial/origin")
  Map<String, String> origin(HttpServletRequest request) {
    return Map.of(
        "address",
        request.getRemoteAddr(),
        "noted",
        Origin.current().orElseThrow().address(),
        "url",
        request.getRequestURL().toString());
  }

  @GetMapping("/trial/redirect")
  void redirect(HttpServletResponse response) throws java.io.IOException {
    response.sendRedirect("/trial/elsewhere");
  }

  @GetMapping("/trial/stream")
  StreamingResponseBody stream() {
    return out -> {
      for (int n = 0; n < 10; n++) {
        out.write('0' + n);
        out.flush();
        sleep(400);
      }
    };
  }

  @PostMapping("/trial/form")
  String form(@RequestParam Map<String, String> fields) {
    return fields.toString();
  }

  @GetMapping("/trial/busy")
  String busy() {
    return new Permits("Scoring", 1, 0, java.time.Duration.ZERO)
        .during(() -> {
          throw ProblemException.unavailable(
              "busy", "Come again.", java.time.Duration.ofSeconds(7));
        });
  }
}
