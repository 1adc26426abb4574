package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tastemaker.server.cli.ManyThings.ROWS;
import static org.tastemaker.server.cli.ManyThings.each;
import static org.tastemaker.server.cli.ManyThings.fresh;
import static org.tastemaker.server.cli.ManyThings.item;
import static org.tastemaker.server.cli.ManyThings.parts;
import static org.tastemaker.server.cli.ManyThings.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.sql.Statements;
import tools.jackson.databind.JsonNode;

/// What writes sends the database as many statements for fifty things as for two.
final class ConstantWritesTest {
  /// With a single one some things are spared altogether.
  private static final int FEW = 2;

  private static final int MANY = 50;

  /// What is answered from memory.
  private static final Set<String> IN_MEMORY = Set.of("basket");

  private static TestServer server;
  private static TestAccount admin;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    admin = TestAccount.fresh(server, "admin_of_all", Role.ADMIN);
    for (int n = 0; n < MANY; n++) {
      ok(
          server.put(
              "/api/v1/items/known:" + n,
              item("movie", ",\"genres\":[\"genre %d\"]".formatted(n))));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode ok(TestServer.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    return answer.body().isEmpty() ? Json.mapper().nullNode() : answer.json();
  }

  private static Runnable batch(int n, IntFunction<String> row) {
    var body = "{\"interactions\":" + each(n, row) + "}";
    return () ->
        assertThat(ok(server.post("/api/v1/interactions:batch", body)).toString())
            .doesNotContain("invalid", "noSuch");
  }

  /// Rows of people and items that nobody knows yet.
  private static Runnable strangers(int n, String rest) {
    var new_ = fresh();
    return batch(n, i -> row(new_ + "-" + i, "new:%s-%d".formatted(new_, i), rest));
  }

  /// Rows of one person and items that are there.
  private static Runnable ofOne(int n, String rest) {
    var who = fresh();
    return batch(n, i -> row(who, "known:" + i, rest));
  }

  private static TestAccount busy(int n) {
    var name = fresh();
    var account = TestAccount.fresh(server, name);
    int id = account.get("/api/v1/me").json().path("id").asInt();
    for (var rest : ROWS) {
      batch(n, i -> "{\"user\":%d,\"item\":\"known:%d\",%s}".formatted(id, i, rest)).run();
    }
    for (int i = 0; i < n; i++) {
      ok(account.send("POST", "/api/v1/users/history/" + id, "{\"title\":\"x %d\"}".formatted(i)));
      if (i % 10 == 0) {
        login(name);
      }
    }
    return account;
  }

  private static void login(String name) {
    ok(
        server.post(
            "/api/v1/auth/login",
            "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(name, TestAccount.PASSWORD)));
  }

  /// Each makes what it needs for a number of things, and then sends one request.
  private static final Map<String, IntFunction<Runnable>> WRITES = new LinkedHashMap<>();

  static {
    write(
        "new item",
        n -> {
          var body = item("movie", parts(n));
          return () -> ok(server.put("/api/v1/items/new:" + fresh(), body));
        });
    write(
        "created item",
        n -> {
          var body = item("movie", parts(n));
          return () -> ok(server.post("/api/v1/items", body));
        });
    write(
        "changed item",
        n -> {
          var path = "/api/v1/items/new:" + fresh();
          ok(server.put(path, item("movie", parts(1))));
          return () -> ok(server.put(path, item("movie", parts(n))));
        });
    write(
        "patched item",
        n -> {
          var path = "/api/v1/items/new:" + fresh();
          ok(server.put(path, item("movie", parts(1))));
          var patch = "{" + parts(n).substring(1) + "}";
          return () -> ok(admin.send("PATCH", path, patch));
        });
    write(
        "deleted item",
        n -> {
          var path = "/api/v1/items/new:" + fresh();
          ok(server.put(path, item("movie", parts(n))));
          for (int i = 0; i < n; i++) {
            ok(server.put(path + "/links/related-to/known:" + i, ""));
          }
          return () -> ok(server.delete(path));
        });
    write(
        "new series",
        n -> {
          var episodes =
              each(
                  n,
                  i ->
                      item("episode", ",\"attributes\":{\"season\":1,\"number\":%d}".formatted(i)));
          var body = "{\"body\":" + item("series", "") + ",\"episodes\":" + episodes + "}";
          var id = ok(admin.send("POST", "/api/v1/proposals", body)).path("id").asInt();
          return () -> ok(admin.send("POST", "/api/v1/proposals/" + id + "/accept", null));
        });
    write(
        "kind",
        n -> {
          var name = fresh();
          var properties =
              IntStream.range(0, n)
                  .mapToObj(i -> "\"a%d\":{\"type\":\"integer\"}".formatted(i))
                  .collect(Collectors.joining(","));
          var body = "{\"schema\":{\"type\":\"object\",\"properties\":{%s}}}".formatted(properties);
          return () -> ok(server.put("/api/v1/kinds/" + name, body));
        });
    write("ratings of strangers", n -> strangers(n, ROWS.get(0)));
    write("views of strangers", n -> strangers(n, ROWS.get(1)));
    write("progress of strangers", n -> strangers(n, ROWS.get(2)));
    write("declines of strangers", n -> strangers(n, ROWS.get(3)));
    write("watchlists of strangers", n -> strangers(n, ROWS.get(4)));
    write("comments of strangers", n -> strangers(n, ROWS.get(5)));
    write("ratings", n -> ofOne(n, ROWS.get(0)));
    write("views", n -> ofOne(n, ROWS.get(1)));
    write("progress", n -> ofOne(n, ROWS.get(2)));
    write("declines", n -> ofOne(n, ROWS.get(3)));
    write("watchlist", n -> ofOne(n, ROWS.get(4)));
    write("comments", n -> ofOne(n, ROWS.get(5)));
    write(
        "items that are not there",
        n -> {
          var body =
              "{\"interactions\":"
                  + each(n, i -> row("known", Integer.toString(900_000 + i), ROWS.get(1)))
                  + "}";
          return () ->
              assertThat(
                      ok(server.post("/api/v1/interactions:batch", body)).path("counts").toString())
                  .isEqualTo("{\"noSuchItem\":%d}".formatted(n));
        });
    write(
        "reasons that do not go with the item",
        n -> {
          var body =
              "{\"interactions\":"
                  + each(
                      n,
                      i ->
                          row(
                              "known",
                              "known:" + i,
                              "\"type\":\"decline\",\"reasons\":[{\"reason\":\"developer\",\"value\":\"x\"}]"))
                  + "}";
          return () ->
              assertThat(
                      ok(server.post("/api/v1/interactions:batch", body)).path("counts").toString())
                  .isEqualTo("{\"noSuchReason\":%d}".formatted(n));
        });
    write(
        "merge",
        n -> {
          var one = "merged:" + fresh();
          var twin = "merged:" + fresh();
          ok(server.put("/api/v1/items/" + one, item("movie", "")));
          ok(server.put("/api/v1/items/" + twin, item("movie", "")));
          for (var rest : ROWS) {
            batch(n, i -> row("fan" + i, one, rest)).run();
            batch(n, i -> row("fan" + i, twin, rest)).run();
          }
          var body = "{\"duplicate\":\"" + twin + "\"}";
          return () -> ok(server.post("/api/v1/items/" + one + "/merge", body));
        });
    write(
        "withdrawals",
        n -> {
          var who = fresh();
          batch(n, i -> row(who, "known:" + i, ROWS.get(0))).run();
          return batch(n, i -> row(who, "known:" + i, "\"type\":\"rating\",\"withdraw\":true"));
        });
    write(
        "place",
        n -> {
          var who = fresh();
          batch(n, i -> row(who, "known:" + i, ROWS.get(4))).run();
          var other = "/api/v1/items/taste:" + fresh();
          ok(server.put(other, item("movie", "")));
          return () -> ok(server.put(other + "/watchlist?user=test:" + who, "{\"place\":1}"));
        });
    write(
        "rating of a busy person",
        n -> {
          var account = busy(n);
          return () -> ok(account.send("PUT", "/api/v1/items/known:0/rating", "{\"stars\":1}"));
        });
    write(
        "basket",
        n -> {
          var body = "{\"items\":" + each(n, i -> "\"known:%d\"".formatted(i)) + "}";
          return () -> ok(server.post("/api/v1/recommendations", body));
        });
    write(
        "stored list",
        n -> {
          var account = busy(n);
          int id = account.get("/api/v1/me").json().path("id").asInt();
          return () ->
              ok(account.send("POST", "/api/v1/movie/recommend/" + id, "{\"title\":\"fresh1\"}"));
        });
    write(
        "moderation",
        n -> {
          var path = "/api/v1/items/known:0/comments";
          var comment = ok(admin.send("POST", path, "{\"text\":\"so\"}")).path("id").asInt();
          for (int i = 0; i < n; i++) {
            ok(
                server.post(
                    "/api/v1/comments/%d/reports?user=test:known".formatted(comment),
                    "{\"reason\":\"spam\"}"));
          }
          return () ->
              ok(
                  admin.send(
                      "PUT", "/api/v1/comments/" + comment + "/moderation", "{\"hidden\":true}"));
        });
    write(
        "history forgotten",
        n -> {
          var account = busy(n);
          int id = account.get("/api/v1/me").json().path("id").asInt();
          return () -> ok(account.send("DELETE", "/api/v1/users/history/" + id, null));
        });
    write(
        "interests",
        n -> {
          var account = TestAccount.fresh(server, fresh());
          var body =
              "{\"interests\":{\"genres\":"
                  + each(Math.min(n, 20), i -> "\"genre %d\"".formatted(i))
                  + "}}";
          return () -> ok(account.send("PATCH", "/api/v1/me", body));
        });
    write(
        "password",
        n -> {
          var account = busy(n);
          var body =
              "{\"oldPassword\":\"%1$s\",\"newPassword\":\"%1$s\"}".formatted(TestAccount.PASSWORD);
          return () -> ok(account.send("PUT", "/api/v1/me/password", body));
        });
    write(
        "deleted person",
        n -> {
          var account = busy(n);
          var body = "{\"password\":\"" + TestAccount.PASSWORD + "\"}";
          return () -> ok(account.send("DELETE", "/api/v1/me", body));
        });
  }

  private static void write(String name, IntFunction<Runnable> prepared) {
    WRITES.put(name, prepared);
  }

  @ParameterizedTest
  @MethodSource("names")
  void fiftyThingsAreWrittenWithAsManyStatementsAsTwo(String name) {
    var prepared = Objects.requireNonNull(WRITES.get(name));
    server.post(
        "/api/v1/interactions:batch",
        "{\"interactions\":[" + row("known", "known:0", ROWS.get(1)) + "]}");
    prepared.apply(FEW).run();
    try (var statements = Statements.ofRequests()) {
      var few = new ArrayList<List<String>>();
      var many = new ArrayList<List<String>>();
      for (int i = 0; i < 3; i++) {
        few.add(statements.during(prepared.apply(FEW)));
        many.add(statements.during(prepared.apply(MANY)));
      }
      assertThat(least(few) > 0).isEqualTo(!IN_MEMORY.contains(name));
      assertThat(least(many))
          .as("%s%nthen %s", few.getLast(), many.getLast())
          .isEqualTo(least(few));
    }
  }

  static Set<String> names() {
    return WRITES.keySet();
  }

  /// Of several tries, since now and then a request tidies up.
  private static int least(List<List<String>> tries) {
    return tries.stream().mapToInt(List::size).min().orElseThrow();
  }
}
