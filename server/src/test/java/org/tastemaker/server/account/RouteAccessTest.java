package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.cli.TestServer;

/// Walks every route of the API's description as everybody: nobody, people of each role, somebody
/// else, and a program with each scope alone; each gets exactly the status that the row says. A
/// route without its row here fails.
final class RouteAccessTest {
  private static final Map<String, RouteRow> TABLE = new LinkedHashMap<>();

  /// `null` is open to all.
  private static RouteRow row(String route, @Nullable Permission needed) {
    var row = new RouteRow(route, needed);
    TABLE.put(route, row);
    return row;
  }

  static {
    row("GET /.well-known/jwks.json", null);
    row("POST /api/token", null).body("{\"username\":\"owner\",\"password\":\"{password}\"}");
    row("POST /api/token/refresh", null).gives(401);
    row("POST /api/user/signup", null)
        .body(
            "{\"email\":\"{new}@example.org\",\"username\":\"{new}\",\"password\":\"{password}\"}")
        .gives(201);
    row("POST /api/v1/auth/login", null).body("{\"login\":\"owner\",\"password\":\"{password}\"}");
    row("POST /api/v1/auth/logout", null).body("{\"refreshToken\":\"{refresh}\"}").gives(204);
    row("POST /api/v1/auth/refresh", null).body("{\"refreshToken\":\"{refresh}\"}");
    row("POST /api/v1/auth/signup", null)
        .body(
            "{\"email\":\"{new}@example.org\",\"username\":\"{new}\",\"password\":\"{password}\"}")
        .gives(201);
    row("POST /api/v1/auth/verify", null).body("{\"token\":\"{verification}\"}").gives(204);
    row("POST /api/v1/auth/reset", null)
        .body("{\"token\":\"{reset}\",\"password\":\"{password}\"}")
        .gives(204);
    row("POST /api/v1/auth/forgotten", null).body("{\"email\":\"owner@example.org\"}").gives(202);
    row("GET /api/v1/health", null);
    row("GET /api/v1/health/live", null);
    row("GET /api/v1/health/ready", null);
    row("GET /api/v1/accounts", Permission.ACCOUNTS_MANAGE);
    row("PUT /api/v1/accounts/{id}/role", Permission.ACCOUNTS_MANAGE)
        .path("/api/v1/accounts/{account}/role")
        .body("{\"role\":\"user\"}")
        .gives(204);
    row("GET /api/v1/audit", Permission.AUDIT_READ);
    row("GET /api/v1/api-keys", Permission.KEYS_MANAGE);
    row("POST /api/v1/api-keys", Permission.KEYS_MANAGE)
        .body("{\"name\":\"one\",\"scopes\":[\"keys:manage\"]}")
        .gives(201);
    row("DELETE /api/v1/api-keys/{id}", Permission.KEYS_MANAGE)
        .path("/api/v1/api-keys/{key}")
        .gives(204);
    row("GET /api/v1/events", Permission.EVENTS_READ);
    row("GET /api/v1/events/stream", Permission.EVENTS_READ)
        .path("/api/v1/events/stream?follow=false");
    row("POST /api/v1/interactions:batch", Permission.PEOPLE_ACT)
        .body(
            "{\"interactions\":[{\"user\":\"test:p\",\"item\":\"test:heat\",\"type\":\"view\"}]}");
    row("GET /api/v1/items", Permission.CATALOGUE_READ);
    row("POST /api/v1/items", Permission.CATALOGUE_WRITE)
        .body("{\"kind\":\"movie\",\"title\":\"New\"}")
        .gives(201);
    row("PATCH /api/v1/items/{id}", Permission.CATALOGUE_WRITE)
        .path("/api/v1/items/test:heat")
        .body("{\"country\":\"US\"}");
    row("POST /api/v1/items/{id}/merge", Permission.CATALOGUE_WRITE)
        .path("/api/v1/items/test:heat/merge")
        .body("{\"duplicate\":\"test:heat\"}")
        .gives(409);
    row("DELETE /api/v1/items/{id}", Permission.CATALOGUE_WRITE)
        .path("/api/v1/items/test:nothing")
        .gives(404);
    row("GET /api/v1/items/{id}/links", Permission.CATALOGUE_READ)
        .path("/api/v1/items/test:heat/links");
    row("GET /api/v1/items/{id}/links/suggestions", Permission.CATALOGUE_WRITE)
        .path("/api/v1/items/test:heat/links/suggestions");
    row("PUT /api/v1/items/{id}/links/{relation}/{other}", Permission.CATALOGUE_WRITE)
        .path("/api/v1/items/test:heat/links/sequel-of/test:heat")
        .gives(409);
    row("DELETE /api/v1/items/{id}/links/{relation}/{other}", Permission.CATALOGUE_WRITE)
        .path("/api/v1/items/test:heat/links/sequel-of/test:heat")
        .gives(404);
    row("GET /api/v1/items/{id}/franchise", Permission.CATALOGUE_READ)
        .path("/api/v1/items/test:heat/franchise");
    row("GET /api/v1/items/popular", Permission.CATALOGUE_READ);
    row("GET /api/v1/items/lookup", Permission.CATALOGUE_READ)
        .path("/api/v1/items/lookup?source=test&value=heat");
    row("GET /api/v1/items/{id}/episodes", Permission.CATALOGUE_READ)
        .path("/api/v1/items/test:heat/episodes");
    row("GET /api/v1/genres", Permission.CATALOGUE_READ);
    row("GET /api/v1/contributors", Permission.CATALOGUE_READ)
        .path("/api/v1/contributors?name=Nobody")
        .gives(404);
    row("GET /api/v1/items/{id}", Permission.CATALOGUE_READ).path("/api/v1/items/test:heat");
    row("PUT /api/v1/items/{id}", Permission.CATALOGUE_WRITE)
        .path("/api/v1/items/test:{new}")
        .body("{\"kind\":\"movie\",\"title\":\"New\"}")
        .gives(201);
    row("PUT /api/v1/items/{id}/rating", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/items/{unrated}/rating")
        .body("{\"stars\":4}")
        .gives(201)
        .forOneself()
        .ofAnother("/api/v1/items/{unrated}/rating?user={owner}", 201);
    row("DELETE /api/v1/items/{id}/rating", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/items/{rated}/rating")
        .gives(204)
        .forOneself()
        .ofAnother("/api/v1/items/{ratedByOwner}/rating?user={owner}", 204);
    for (var done : List.of("views", "plays", "purchases", "installs")) {
      row("POST /api/v1/items/{id}/" + done, Permission.INTERACTIONS_WRITE)
          .path("/api/v1/items/test:heat/" + done)
          .body("{}")
          .forOneself()
          .ofAnother("/api/v1/items/test:heat/" + done + "?user={owner}", 200);
    }
    row("PUT /api/v1/items/{id}/progress", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/items/test:heat/progress")
        .body("{\"share\":0.5}")
        .forOneself()
        .ofAnother("/api/v1/items/test:heat/progress?user={owner}", 200);
    row("DELETE /api/v1/items/{id}/progress", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/items/{begun}/progress")
        .forOneself()
        .ofAnother("/api/v1/items/{begunByOwner}/progress?user={owner}", 200);
    row("PUT /api/v1/items/{id}/decline", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/items/test:heat/decline")
        .body("{}")
        .forOneself()
        .ofAnother("/api/v1/items/test:heat/decline?user={owner}", 200);
    row("DELETE /api/v1/items/{id}/decline", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/items/{unrated}/decline")
        .gives(404)
        .forOneself()
        .ofAnother("/api/v1/items/{unrated}/decline?user={owner}", 404);
    row("GET /api/v1/items/{id}/decline-reasons", Permission.CATALOGUE_READ)
        .path("/api/v1/items/test:heat/decline-reasons");
    row("PUT /api/v1/items/{id}/watchlist", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/items/test:heat/watchlist")
        .body("{\"place\":1}")
        .forOneself()
        .ofAnother("/api/v1/items/test:heat/watchlist?user={owner}", 200);
    row("DELETE /api/v1/items/{id}/watchlist", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/items/{watched}/watchlist")
        .forOneself()
        .ofAnother("/api/v1/items/{watchedByOwner}/watchlist?user={owner}", 200);
    row("GET /api/v1/items/{id}/comments", Permission.CATALOGUE_READ)
        .path("/api/v1/items/test:heat/comments");
    row("POST /api/v1/items/{id}/comments", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/items/test:heat/comments")
        .body("{\"text\":\"Something.\"}")
        .gives(201)
        .forOneself()
        .ofAnother("/api/v1/items/test:heat/comments?user={owner}", 403);
    row("PUT /api/v1/comments/{id}", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/comments/{comment}")
        .body("{\"text\":\"Something else.\"}")
        .forOneself()
        .ofAnother("/api/v1/comments/{ownersComment}", 403)
        .ofAnother("/api/v1/comments/{ownersComment}?user={owner}", 403);
    row("DELETE /api/v1/comments/{id}", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/comments/{comment}")
        .gives(204)
        .forOneself()
        .ofAnother("/api/v1/comments/{ownersComment}", 403)
        .ofAnother("/api/v1/comments/{ownersComment}?user={owner}", 403);
    row("POST /api/v1/comments/{id}/reports", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/comments/{comment}/reports")
        .body("{\"reason\":\"spam\"}")
        .gives(409)
        .forOneself()
        .ofAnother("/api/v1/comments/{ownersComment}/reports", 204, 204);
    row("GET /api/v1/comments/reported", Permission.COMMENTS_MODERATE);
    row("PUT /api/v1/comments/{id}/moderation", Permission.COMMENTS_MODERATE)
        .path("/api/v1/comments/{ownersComment}/moderation")
        .body("{\"hidden\":false}");
    for (var list : List.of("consumed", "watchlist")) {
      row("GET /api/v1/people/{user}/" + list, Permission.INTERACTIONS_READ)
          .path("/api/v1/people/{me}/" + list)
          .toPrograms(403)
          .ofAnother("/api/v1/people/{owner}/" + list, 403);
    }
    for (var list : List.of("ratings", "consumed", "watchlist")) {
      row("GET /api/v1/people/{user}/" + list + "/export", Permission.INTERACTIONS_READ)
          .path("/api/v1/people/{me}/" + list + "/export?format=csv")
          .toPrograms(403)
          .ofAnother("/api/v1/people/{owner}/" + list + "/export?format=csv", 403);
    }
    row("GET /api/v1/items/{id}/mine", Permission.INTERACTIONS_READ)
        .path("/api/v1/items/test:heat/mine")
        .forOneself()
        .ofAnother("/api/v1/items/test:heat/mine?user={owner}", 403);
    row("GET /api/v1/items/{id}/similar", Permission.CATALOGUE_READ)
        .path("/api/v1/items/test:heat/similar");
    row("GET /api/v1/items/{id}/as-of", Permission.EVENTS_READ)
        .path("/api/v1/items/test:heat/as-of?time=2999-01-01T00:00:00Z");
    row("GET /api/v1/jobs/plan", Permission.JOBS_MANAGE);
    row("GET /api/v1/jobs", Permission.JOBS_MANAGE);
    row("POST /api/v1/jobs", Permission.JOBS_MANAGE).body("{\"kind\":\"train\"}").gives(202);
    row("GET /api/v1/jobs/{id}", Permission.JOBS_MANAGE).path("/api/v1/jobs/{job}");
    row("DELETE /api/v1/jobs/{id}", Permission.JOBS_MANAGE).path("/api/v1/jobs/{job}");
    row("GET /api/v1/jobs/{id}/events", Permission.JOBS_MANAGE)
        .path("/api/v1/jobs/{endedJob}/events");
    row("GET /api/v1/jobs/{id}/log", Permission.JOBS_MANAGE).path("/api/v1/jobs/{job}/log");
    row("GET /api/v1/kinds", Permission.CATALOGUE_READ);
    row("GET /api/v1/kinds/{kind}", Permission.CATALOGUE_READ).path("/api/v1/kinds/movie");
    row("PUT /api/v1/kinds/{kind}", Permission.KINDS_MANAGE)
        .path("/api/v1/kinds/recipe{new}")
        .body("{\"schema\":{\"type\":\"object\",\"properties\":{}}}")
        .gives(201);
    row("GET /api/v1/me", Permission.ME);
    row("DELETE /api/v1/me", Permission.ME).body("{\"password\":\"{password}\"}").gives(204).once();
    row("PATCH /api/v1/me", Permission.ME).body("{\"bio\":\"Reads in trains.\"}");
    row("GET /api/v1/me/export", Permission.ME);
    row("PUT /api/v1/me/password", Permission.ME)
        .body("{\"oldPassword\":\"{password}\",\"newPassword\":\"{password}\"}")
        .gives(204);
    row("GET /api/v1/me/sessions", Permission.ME);
    row("DELETE /api/v1/me/sessions/{id}", Permission.ME)
        .path("/api/v1/me/sessions/{session}")
        .gives(204)
        .ofAnother("/api/v1/me/sessions/{ownersSession}", 404, 404);
    row("GET /api/v1/me/links", Permission.ME);
    row("POST /api/v1/me/links/{provider}", Permission.ME)
        .path("/api/v1/me/links/mal")
        .body("{}")
        .gives(201);
    row("PUT /api/v1/me/links/{provider}", Permission.ME)
        .path("/api/v1/me/links/mal")
        .body("{\"code\":\"none\"}")
        .gives(400);
    row("DELETE /api/v1/me/links/{provider}", Permission.ME)
        .path("/api/v1/me/links/mal")
        .gives(404);
    row("GET /api/v1/me/proposals", Permission.ME);
    row("GET /api/v1/proposals", Permission.CATALOGUE_WRITE);
    row("POST /api/v1/proposals", Permission.ME)
        .body("{\"body\":{\"kind\":\"movie\",\"title\":\"New\"}}")
        .gives(201);
    row("GET /api/v1/proposals/{id}", Permission.CATALOGUE_READ)
        .path("/api/v1/proposals/999999")
        .gives(404);
    row("PATCH /api/v1/proposals/{id}", Permission.CATALOGUE_WRITE)
        .path("/api/v1/proposals/999999")
        .body("{}")
        .gives(404);
    row("DELETE /api/v1/proposals/{id}", Permission.ME).path("/api/v1/proposals/999999").gives(404);
    row("POST /api/v1/proposals/{id}/accept", Permission.CATALOGUE_WRITE)
        .path("/api/v1/proposals/999999/accept")
        .gives(404);
    row("POST /api/v1/proposals/{id}/decline", Permission.CATALOGUE_WRITE)
        .path("/api/v1/proposals/999999/decline")
        .body("{\"reason\":\"no\"}")
        .gives(404);
    row("GET /api/v1/models", Permission.MODELS_MANAGE);
    row("GET /api/v1/models/{id}", Permission.MODELS_MANAGE).path("/api/v1/models/1").gives(404);
    row("POST /api/v1/models/rollback", Permission.MODELS_MANAGE)
        .body("{\"role\":\"ranking\"}")
        .gives(409);
    row("GET /api/v1/oauth/providers", null);
    row("GET /api/v1/oauth/authorize", null).gives(302);
    row("GET /api/v1/oauth/callback", null).gives(302);
    row("GET /api/v1/oauth/{provider}/authorize", null)
        .path("/api/v1/oauth/mal/authorize")
        .gives(302);
    row("GET /api/v1/oauth/{provider}/callback", null)
        .path("/api/v1/oauth/mal/callback")
        .gives(302);
    row("POST /api/v1/oauth/exchange", null).body("{\"code\":\"none\"}").gives(400);
    row("GET /api/v1/people", Permission.PEOPLE_ACT);
    row("GET /api/v1/people/{user}/as-of", Permission.INTERACTIONS_READ)
        .path("/api/v1/people/{me}/as-of?time=2026-01-01T00:00:00Z")
        .toPrograms(403)
        .ofAnother("/api/v1/people/{owner}/as-of?time=2026-01-01T00:00:00Z", 403);
    row("GET /api/v1/people/{user}/ratings", Permission.INTERACTIONS_READ)
        .path("/api/v1/people/{me}/ratings")
        .toPrograms(403)
        .ofAnother("/api/v1/people/{owner}/ratings", 403);
    row("GET /api/v1/people/{user}/profile", Permission.INTERACTIONS_READ)
        .path("/api/v1/people/{me}/profile")
        .toPrograms(403)
        .ofAnother("/api/v1/people/{owner}/profile", 200, 200);
    row("GET /api/v1/predictions", Permission.RECOMMENDATIONS_READ)
        .path("/api/v1/predictions?items=test:heat")
        .gives(503) // no model is trained here
        .forOneself()
        .ofAnother("/api/v1/predictions?items=test:heat&user={owner}", 403);
    row("GET /api/v1/recommendations", Permission.RECOMMENDATIONS_READ)
        .forOneself()
        .ofAnother("/api/v1/recommendations?user={owner}", 403);
    row("POST /api/v1/recommendations", Permission.RECOMMENDATIONS_READ)
        .body("{\"items\":[\"test:heat\"]}");
    row("POST /api/v1/{kind}/recommend", Permission.RECOMMENDATIONS_READ)
        .path("/api/v1/movie/recommend")
        .body("{\"title\":\"Heat\"}");
    row("POST /api/v1/{kind}/recommend/{user}", Permission.RECOMMENDATIONS_READ)
        .path("/api/v1/movie/recommend/{me}")
        .body("{\"title\":\"Heat\"}")
        .toPrograms(403)
        .ofAnother("/api/v1/movie/recommend/{owner}", 403);
    row("GET /api/v1/{kind}/recommend/{user}", Permission.RECOMMENDATIONS_READ)
        .path("/api/v1/movie/recommend/{me}")
        .toPrograms(403)
        .ofAnother("/api/v1/movie/recommend/{owner}", 403);
    row("GET /api/v1/people/{user}/predictions", Permission.RECOMMENDATIONS_READ)
        .path("/api/v1/people/{me}/predictions")
        .toPrograms(403)
        .ofAnother("/api/v1/people/{owner}/predictions", 403);
    row("POST /api/v1/search-suggestion", Permission.CATALOGUE_READ).body("{\"title\":\"He\"}");
    row("GET /api/v1/users/history/{user}", Permission.INTERACTIONS_READ)
        .path("/api/v1/users/history/{me}")
        .toPrograms(403)
        .ofAnother("/api/v1/users/history/{owner}", 403);
    row("POST /api/v1/users/history/{user}", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/users/history/{me}")
        .body("{\"title\":\"He\"}")
        .gives(201)
        .toPrograms(403)
        .ofAnother("/api/v1/users/history/{owner}", 403);
    row("DELETE /api/v1/users/history/{user}", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/users/history/{me}")
        .gives(204)
        .toPrograms(403)
        .ofAnother("/api/v1/users/history/{owner}", 403);
    row("DELETE /api/v1/users/history/{user}/{search}", Permission.INTERACTIONS_WRITE)
        .path("/api/v1/users/history/{me}/{searched}")
        .gives(204)
        .toPrograms(403)
        .ofAnother("/api/v1/users/history/{owner}/{ownersSearch}", 403);
    row("POST /api/v1/signin-links", Permission.OPERATE).body("{\"user\":\"owner\"}").gives(201);
  }

  private static TestServer server;
  private static Placeholders placeholders;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of(
                "tastemaker.account.bcrypt-cost", 4,
                "tastemaker.linking.front-ends", "https://app.example.org",
                "tastemaker.linking.providers.mal.client-id", "client",
                "tastemaker.linking.providers.mal.client-secret", "secret"));
    server.put("/api/v1/items/test:heat", "{\"kind\":\"movie\",\"title\":\"Heat\"}");
    placeholders = new Placeholders(server, TestAccount.fresh(server, "owner"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Who calls.
  ///
  /// @param account null for programs and nobody
  private record Who(
      String name, Set<Permission> permissions, @Nullable TestAccount account, String... headers) {

    static Who of(TestAccount account, Role role) {
      return new Who(
          role.label(), role.permissions(), account, "Authorization", "Bearer " + account.access());
    }

    boolean isProgram() {
      return account == null;
    }
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
    var nobody = new Who("nobody", Set.of(), null);
    var wrong = new SoftAssertions();
    TABLE
        .values()
        .forEach(row -> check(wrong, row, nobody, row.needed() == null ? row.programs() : 401));
    wrong.assertAll();
  }

  @Test
  void peopleGetWhereTheirRoleLetsThem() {
    var wrong = new SoftAssertions();
    for (var role : Role.values()) {
      var name = "role_" + role.label();
      var who = Who.of(TestAccount.fresh(server, name, role), role);
      TABLE
          .values()
          .forEach(
              row -> check(wrong, row, row.isOnce() ? another(name, role) : who, of(who, row)));
    }
    wrong.assertAll();
  }

  private static Who another(String name, Role role) {
    return Who.of(TestAccount.fresh(server, name + "_once", role), role);
  }

  @Test
  void aProgramGetsWhereItsOneScopeLetsItAndNowhereElse() {
    var wrong = new SoftAssertions();
    for (var scope : Permission.ofPrograms()) {
      var body = "{\"name\":\"one\",\"scopes\":[\"%s\"]}".formatted(scope.text());
      var key = server.post("/api/v1/api-keys", body).json().path("text").asString();
      var who = new Who(scope.text(), Set.of(scope), null, "X-API-Key", key);
      TABLE.values().forEach(row -> check(wrong, row, who, of(who, row)));
    }
    wrong.assertAll();
  }

  private static int of(Who who, RouteRow row) {
    if (row.needed() != null && !who.permissions().contains(row.needed())) {
      return 403;
    }
    return who.isProgram() ? row.programs() : row.people();
  }

  @Test
  void whatIsSomebodyElsesIsOutOfReachButForThoseWhoMayNameThem() {
    var wrong = new SoftAssertions();
    for (var role : Role.values()) {
      var who = Who.of(TestAccount.fresh(server, "other_" + role.label(), role), role);
      for (var row : TABLE.values()) {
        for (var foreign : row.foreign()) {
          int status = call(row.method(), foreign.path(), foreign.body(), who);
          wrong
              .assertThat(status)
              .as("%s: %s %s", who.name(), row.method(), foreign.path())
              .isEqualTo(role == Role.ADMIN ? foreign.admins() : foreign.strangers());
        }
      }
    }
    wrong.assertAll();
  }

  private static void check(SoftAssertions wrong, RouteRow row, Who who, int expected) {
    wrong
        .assertThat(call(row.method(), row.path(), row.body(), who))
        .as("%s: %s %s", who.name(), row.method(), row.path())
        .isEqualTo(expected);
  }

  private static int call(String method, String path, @Nullable String body, Who who) {
    return TestAccount.send(
            server,
            method,
            placeholders.fill(path, who.account()),
            body == null ? null : placeholders.fill(body, who.account()),
            who.headers())
        .status();
  }
}
