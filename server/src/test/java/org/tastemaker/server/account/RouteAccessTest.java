package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.cli.TestServer;

/// Walks every route of the API's description as everybody: nobody, people of each role, and a
/// program with each scope alone. A route without its row here fails.
final class RouteAccessTest {
  /// `null` is open to all.
  private static final Map<String, @Nullable Permission> TABLE = new LinkedHashMap<>();

  private static void row(String route, @Nullable Permission needed) {
    TABLE.put(route, needed);
  }

  static {
    row("GET /.well-known/jwks.json", null);
    row("POST /api/token", null);
    row("POST /api/token/refresh", null);
    row("POST /api/user/signup", null);
    row("POST /api/v1/auth/login", null);
    row("POST /api/v1/auth/logout", null);
    row("POST /api/v1/auth/refresh", null);
    row("POST /api/v1/auth/signup", null);
    row("POST /api/v1/auth/verify", null);
    row("POST /api/v1/auth/reset", null);
    row("POST /api/v1/auth/forgotten", null);
    row("GET /api/v1/health", null);
    row("GET /api/v1/health/live", null);
    row("GET /api/v1/health/ready", null);
    row("GET /api/v1/accounts", Permission.ACCOUNTS_MANAGE);
    row("PUT /api/v1/accounts/{id}/role", Permission.ACCOUNTS_MANAGE);
    row("GET /api/v1/api-keys", Permission.KEYS_MANAGE);
    row("POST /api/v1/api-keys", Permission.KEYS_MANAGE);
    row("DELETE /api/v1/api-keys/{id}", Permission.KEYS_MANAGE);
    row("POST /api/v1/interactions:batch", Permission.PEOPLE_ACT);
    row("GET /api/v1/items", Permission.CATALOGUE_READ);
    row("GET /api/v1/items/popular", Permission.CATALOGUE_READ);
    row("GET /api/v1/items/{id}", Permission.CATALOGUE_READ);
    row("PUT /api/v1/items/{id}", Permission.CATALOGUE_WRITE);
    row("PUT /api/v1/items/{id}/rating", Permission.INTERACTIONS_WRITE);
    row("DELETE /api/v1/items/{id}/rating", Permission.INTERACTIONS_WRITE);
    row("GET /api/v1/items/{id}/similar", Permission.CATALOGUE_READ);
    row("GET /api/v1/jobs", Permission.JOBS_MANAGE);
    row("POST /api/v1/jobs", Permission.JOBS_MANAGE);
    row("GET /api/v1/jobs/{id}", Permission.JOBS_MANAGE);
    row("DELETE /api/v1/jobs/{id}", Permission.JOBS_MANAGE);
    row("GET /api/v1/jobs/{id}/events", Permission.JOBS_MANAGE);
    row("GET /api/v1/jobs/{id}/log", Permission.JOBS_MANAGE);
    row("GET /api/v1/kinds", Permission.CATALOGUE_READ);
    row("GET /api/v1/me", Permission.ME);
    row("DELETE /api/v1/me", Permission.ME);
    row("GET /api/v1/me/export", Permission.ME);
    row("PUT /api/v1/me/password", Permission.ME);
    row("GET /api/v1/me/sessions", Permission.ME);
    row("DELETE /api/v1/me/sessions/{id}", Permission.ME);
    row("GET /api/v1/models", Permission.MODELS_MANAGE);
    row("GET /api/v1/models/{id}", Permission.MODELS_MANAGE);
    row("POST /api/v1/models/rollback", Permission.MODELS_MANAGE);
    row("GET /api/v1/people", Permission.PEOPLE_ACT);
    row("GET /api/v1/people/{user}/ratings", Permission.INTERACTIONS_READ);
    row("GET /api/v1/predictions", Permission.RECOMMENDATIONS_READ);
    row("GET /api/v1/recommendations", Permission.RECOMMENDATIONS_READ);
    row("POST /api/v1/recommendations", Permission.RECOMMENDATIONS_READ);
    row("POST /api/v1/signin-links", Permission.OPERATE);
  }

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteHasItsRow() {
    var routes = new TreeSet<String>();
    var paths = server.get("/api/v1/openapi.json").json().path("paths");
    paths
        .propertyNames()
        .forEach(path ->
            paths
                .path(path)
                .propertyNames()
                .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    assertThat(routes).containsExactlyInAnyOrderElementsOf(TABLE.keySet());
  }

  @Test
  void strangersGetIntoTheOpenOnesOnly() {
    TABLE.forEach((route, needed) -> {
      int status = call(route);
      if (needed == null) {
        assertThat(status).as(route).isNotEqualTo(403);
      } else {
        assertThat(status).as(route).isEqualTo(401);
      }
    });
  }

  @Test
  void peopleGetWhereTheirRoleLetsThem() {
    for (var role : Role.values()) {
      var account = TestAccount.fresh(server, "role_" + role.label(), role);
      TABLE.forEach((route, needed) -> {
        if (isHarmless(route)) {
          int status = call(route, "Authorization", "Bearer " + account.access());
          boolean may =
              needed == null
                  || (role.permissions().contains(needed)
                      && (!namesAnother(route) || role == Role.ADMIN));
          check(role.label() + ": " + route, status, may);
        }
      });
    }
  }

  @Test
  void aProgramGetsWhereItsOneScopeLetsItAndNowhereElse() {
    for (var scope : Permission.ofPrograms()) {
      var body = "{\"name\":\"one\",\"scopes\":[\"%s\"]}".formatted(scope.text());
      var key = server.post("/api/v1/api-keys", body).json().path("text").asString();
      TABLE.forEach((route, needed) -> {
        boolean may = needed == null || (needed == scope && !namesAnother(route));
        check(scope.text() + ": " + route, call(route, "X-API-Key", key), may);
      });
    }
  }

  /// Who may gets some answer about what they asked, 404 and 400 among them.
  private static void check(String what, int status, boolean may) {
    if (may) {
      assertThat(status).as(what).isNotIn(403, 500);
    } else {
      assertThat(status).as(what).isEqualTo(403);
    }
  }

  /// What needs `people:act` besides.
  private static boolean namesAnother(String route) {
    return route.equals("GET /api/v1/people/{user}/ratings");
  }

  /// Leaves the caller's own account and session alone.
  private static boolean isHarmless(String route) {
    return !route.equals("DELETE /api/v1/me");
  }

  private static int call(String route, String... headers) {
    var method = route.substring(0, route.indexOf(' '));
    var path =
        route
            .substring(route.indexOf(' ') + 1)
            .replace("/sessions/{id}", "/sessions/00000000-0000-0000-0000-000000000000")
            .replaceAll("\\{[a-z]+}", "999999999");
    var body = method.equals("GET") ? null : "{}";
    return TestAccount.send(server, method, path, body, headers).status();
  }
}
