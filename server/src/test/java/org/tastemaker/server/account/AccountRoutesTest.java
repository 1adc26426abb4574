package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

/// Accounts over HTTP: from the sign-up to the deletion.
final class AccountRoutesTest {
  private static final Map<String, Object> QUICK =
      Map.of("tastemaker.account.bcrypt-cost", 4, "tastemaker.account.failures", 3);

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(QUICK);
    server.put("/api/v1/items/test:heat", "{\"kind\":\"movie\",\"title\":\"Heat\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer send(String method, String path, @Nullable String body, String... headers) {
    return TestAccount.send(server, method, path, body, headers);
  }

  @Test
  void somebodySignsUpAndInRatesAndGetsListsWithoutSayingWho() {
    var ann = TestAccount.fresh(server, "ann_b");

    var me = ann.get("/api/v1/me").json();
    assertThat(me.path("username").asString()).isEqualTo("ann_b");
    assertThat(me.path("email").asString()).isEqualTo("ann_b@example.org");
    assertThat(me.path("role").asString()).isEqualTo("user");
    var rated = ann.send("PUT", "/api/v1/items/test:heat/rating", "{\"stars\":4.5}");
    assertThat(rated.status()).as(rated.body()).isEqualTo(201);
    assertThat(rated.json().path("user").asInt()).isEqualTo(me.path("id").asInt());
    var list = ann.get("/api/v1/recommendations");
    assertThat(list.status()).as(list.body()).isEqualTo(200);
    assertThat(list.json().path("removed").get(0).path("stage").asString()).isEqualTo("consumed");
    assertThat(ann.send("DELETE", "/api/v1/items/test:heat/rating", null).status()).isEqualTo(204);
  }

  @Test
  void nobodySpeaksForSomebodyElse() {
    var bea = TestAccount.fresh(server, "bea_c");
    var carl = TestAccount.fresh(server, "carl");

    assertThat(bea.get("/api/v1/recommendations?user=" + bea.id()).status()).isEqualTo(200);
    for (var other : new String[] {"" + carl.id(), "shop:carl", "999999"}) {
      var list = bea.get("/api/v1/recommendations?user=" + other);
      assertThat(list.status()).as(other).isEqualTo(403);
      assertThat(list.json().path("detail").asString()).contains("people:act", "bea_c");
      var rated = bea.send("PUT", "/api/v1/items/test:heat/rating?user=" + other, "{\"stars\":1}");
      assertThat(rated.status()).as(other).isEqualTo(403);
    }
    assertThat(bea.get("/api/v1/people/" + carl.id() + "/ratings").status()).isEqualTo(403);
    assertThat(server.get("/api/v1/recommendations?user=" + carl.id()).status()).isEqualTo(200);
    assertThat(server.get("/api/v1/recommendations").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "no-address, dora_e, plum-tree-in-may, email",
    "two@at@example.org, dora_e, plum-tree-in-may, email",
    "dora@example.org, dor, plum-tree-in-may, username",
    "dora@example.org, .dora, plum-tree-in-may, username",
    "dora@example.org, do..ra, plum-tree-in-may, username",
    "dora@example.org, dörä, plum-tree-in-may, username",
    "dora@example.org, abcdefghijklmnopqrstuvwxyz01234, plum-tree-in-may, username",
    "dora@example.org, dora_e, too-short, password",
    "dora@example.org, dora_e, Password123!, password",
    "dora@example.org, dora_elisabeth, Dora_Elisabeth1, password",
    "dora@example.org, dora_e, aaaaaaaaaaaaab, password",
    "dora@example.org, dora_e, äääääääääöööööööööüüüüüüüüüßßßßßßßßßabc, password",
  })
  void whatIsWrongWithASignUpIsNamed(String email, String username, String password, String field) {
    var answer = TestAccount.signUp(server, email, username, password);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
    assertThat(answer.body()).doesNotContain(password);
    assertThat(server.of(Accounts.class).find(username)).isEmpty();
  }

  @Test
  void aTakenUsernameIsSaidAndATakenAddressIsNot() {
    TestAccount.fresh(server, "emil");

    var name = TestAccount.signUp(server, "other@example.org", "EMIL", "pear-tree-in-june");
    assertThat(name.status()).isEqualTo(400);
    assertThat(name.json().path("errors").get(0).path("field").asString()).isEqualTo("username");

    var address = TestAccount.signUp(server, "EMIL@example.org", "emil_two", "pear-tree-in-june");
    assertThat(address.status()).isEqualTo(201);
    assertThat(address.body())
        .isEqualTo("{\"username\":\"emil_two\",\"email\":\"EMIL@example.org\"}");
    assertThat(server.of(Accounts.class).find("emil_two")).isEmpty();
  }

  @Test
  void unknownAndWrongAreTheSameAnswer() {
    TestAccount.fresh(server, "fred");

    var wrong = TestAccount.login(server, "fred", "not-his-password");
    var unknown = TestAccount.login(server, "nobody", "not-his-password");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(wrong.json().path("detail")).isEqualTo(unknown.json().path("detail"));
    assertThat(wrong.json().path("type")).isEqualTo(unknown.json().path("type"));
    assertThat(TestAccount.login(server, "FRED@example.org", TestAccount.PASSWORD).status())
        .isEqualTo(200);
  }

  @Test
  void tooManyWrongPasswordsLockForAWhile() {
    var gina = TestAccount.fresh(server, "gina");
    for (var tries = 0; tries < 3; tries++) {
      assertThat(TestAccount.login(server, "gina", "wrong-password").status()).isEqualTo(401);
    }

    assertThat(TestAccount.login(server, "gina", TestAccount.PASSWORD).status()).isEqualTo(429);
    assertThat(TestAccount.login(server, "gina", "wrong-password").status()).isEqualTo(429);
    assertThat(gina.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(noted(gina.id())).contains("account-locked");
  }

  @Test
  void aRefreshTokenIsGoodOnceAndASecondTimeEndsTheSession() {
    var hugo = TestAccount.fresh(server, "hugo");
    int id = hugo.id();
    var elsewhere = TestAccount.signIn(server, "hugo");
    var first = refresh(hugo.refresh());
    assertThat(first.status()).isEqualTo(200);
    var second = refresh(first.json().path("refreshToken").asString());
    assertThat(second.status()).isEqualTo(200);

    var copied = refresh(hugo.refresh());

    assertThat(copied.status()).isEqualTo(401);
    assertThat(copied.json().path("type").asString()).isEqualTo("/problems/refresh-token-reused");
    assertThat(refresh(second.json().path("refreshToken").asString()).status()).isEqualTo(401);
    assertThat(me(second.json().path("accessToken").asString()).status()).isEqualTo(401);
    assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(noted(id)).contains("refresh-token-reused");
    assertThat(refresh("made-up").status()).isEqualTo(401);
  }

  private static List<String> noted(int person) {
    return server.of(Audit.class).of(person).stream().map(Audit.Note::action).toList();
  }

  private static Answer refresh(String token) {
    return send("POST", "/api/v1/auth/refresh", "{\"refreshToken\":\"" + token + "\"}");
  }

  private static Answer me(String access) {
    return send("GET", "/api/v1/me", null, "Authorization", "Bearer " + access);
  }

  @Test
  void signingOutEndsTheSession() {
    var ida = TestAccount.fresh(server, "ida_k");
    var body = "{\"refreshToken\":\"" + ida.refresh() + "\"}";

    assertThat(send("POST", "/api/v1/auth/logout", body).status()).isEqualTo(204);

    assertThat(ida.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(refresh(ida.refresh()).status()).isEqualTo(401);
    assertThat(send("POST", "/api/v1/auth/logout", body).status()).isEqualTo(204);
  }

  @Test
  void sessionsAreListedAndEndedOneByOne() {
    var jan = TestAccount.fresh(server, "jan_l");
    var phone = TestAccount.signIn(server, "jan_l");
    var kim = TestAccount.fresh(server, "kim_m");

    var sessions = jan.get("/api/v1/me/sessions").json().path("sessions");
    assertThat(sessions).hasSize(2);
    var other = sessions.get(sessions.get(0).path("current").asBoolean() ? 1 : 0);
    var path = "/api/v1/me/sessions/" + other.path("session").path("id").asString();

    assertThat(kim.send("DELETE", path, null).status()).isEqualTo(404);
    assertThat(phone.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(jan.send("DELETE", path, null).status()).isEqualTo(204);
    assertThat(phone.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(jan.get("/api/v1/me").status()).isEqualTo(200);
  }

  @Test
  void aNewPasswordEndsAllOtherSessions() {
    var lea = TestAccount.fresh(server, "lea_n");
    var phone = TestAccount.signIn(server, "lea_n");

    assertThat(change(lea, "guess-guess", "pear-tree-in-june")).isEqualTo(403);
    assertThat(change(lea, TestAccount.PASSWORD, "password123")).isEqualTo(400);
    assertThat(phone.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(change(lea, TestAccount.PASSWORD, "pear-tree-in-june")).isEqualTo(204);

    assertThat(lea.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(phone.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(TestAccount.login(server, "lea_n", TestAccount.PASSWORD).status()).isEqualTo(401);
    assertThat(TestAccount.login(server, "lea_n", "pear-tree-in-june").status()).isEqualTo(200);
  }

  private static int change(TestAccount account, String old, String fresh) {
    var body = "{\"oldPassword\":\"%s\",\"newPassword\":\"%s\"}".formatted(old, fresh);
    return account.send("PUT", "/api/v1/me/password", body).status();
  }

  @Test
  void everythingThatIsHeldOfSomebodyIsTheirs() {
    var otto = TestAccount.fresh(server, "otto");
    otto.send("PUT", "/api/v1/items/test:heat/rating", "{\"stars\":4.5}");
    otto.send("DELETE", "/api/v1/items/test:heat/rating", null);

    var export = otto.get("/api/v1/me/export");

    assertThat(export.header("Content-Disposition")).startsWith("attachment");
    assertThat(export.json().path("account").path("email").asString())
        .isEqualTo("otto@example.org");
    assertThat(export.json().path("sessions")).hasSize(1);
    assertThat(export.json().path("audit").findValuesAsString("action"))
        .containsExactly("account-created", "role-granted");
    var log = export.json().path("interactions").path("log");
    assertThat(log.findValuesAsString("type")).containsExactly("rated", "ratingWithdrawn");
    assertThat(log.get(0).path("title").asString()).isEqualTo("Heat");
    assertThat(log.get(0).path("value").asDouble()).isEqualTo(4.5);
    assertThat(export.json().path("recommendations").isArray()).isTrue();
    assertThat(export.body()).doesNotContain(TestAccount.PASSWORD, "$2", otto.refresh());
  }

  @Test
  void whoDeletesTheirAccountIsGone() {
    var max = TestAccount.fresh(server, "max_o");
    int id = max.id();
    max.send("PUT", "/api/v1/items/test:heat/rating", "{\"stars\":5}");

    assertThat(max.send("DELETE", "/api/v1/me", "{\"password\":\"guess-guess\"}").status())
        .isEqualTo(403);
    assertThat(
            max.send("DELETE", "/api/v1/me", "{\"password\":\"" + TestAccount.PASSWORD + "\"}")
                .status())
        .isEqualTo(204);

    assertThat(max.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(TestAccount.login(server, "max_o", TestAccount.PASSWORD).status()).isEqualTo(401);
    assertThat(server.get("/api/v1/recommendations?user=" + id).status()).isEqualTo(404);
    assertThat(
            server
                .database()
                .jdbc()
                .sql("select count(*) from interaction_log where person = :person")
                .param("person", id)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void aRoleCountsOnTheNextRequest() {
    var nina = TestAccount.fresh(server, "nina");
    var admin = TestAccount.fresh(server, "olga_admin", Role.ADMIN);
    var path = "/api/v1/accounts/" + nina.id() + "/role";
    var item = "{\"kind\":\"movie\",\"title\":\"Ronin\"}";

    assertThat(nina.send("PUT", path, "{\"role\":\"admin\"}").status()).isEqualTo(403);
    assertThat(nina.send("PUT", "/api/v1/items/test:ronin", item).status()).isEqualTo(403);
    assertThat(admin.send("PUT", path, "{\"role\":\"emperor\"}").status()).isEqualTo(400);
    assertThat(admin.send("PUT", path, "{\"role\":\"moderator\"}").status()).isEqualTo(204);
    assertThat(nina.send("PUT", "/api/v1/items/test:ronin", item).status()).isEqualTo(201);
    assertThat(admin.get("/api/v1/accounts?limit=2").json().path("accounts")).hasSize(2);
  }

  @Test
  void aKeyOpensWhatItsScopesSayUntilItIsRevoked() {
    var made =
        server.post("/api/v1/api-keys", "{\"name\":\"shelf\",\"scopes\":[\"catalogue:read\"]}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    var key = made.json().path("text").asString();

    assertThat(with(key, "GET", "/api/v1/items")).isEqualTo(200);
    assertThat(with(key, "GET", "/api/v1/jobs")).isEqualTo(403);
    assertThat(with(key, "GET", "/api/v1/recommendations?user=1")).isEqualTo(403);
    assertThat(with(key, "GET", "/api/v1/me")).isEqualTo(403);
    assertThat(with(key, "GET", "/api/v1/api-keys")).isEqualTo(403);
    assertThat(server.get("/api/v1/api-keys").body()).contains("shelf").doesNotContain(key);
    var path = "/api/v1/api-keys/" + made.json().path("key").path("id").asInt();
    assertThat(server.delete(path).status()).isEqualTo(204);
    assertThat(with(key, "GET", "/api/v1/items")).isEqualTo(401);
    assertThat(server.delete(path).status()).isEqualTo(404);
  }

  @Test
  void aKeyIsMadeOnceAndItsTextKeptNowhere() {
    var body = "{\"name\":\"once\",\"scopes\":[\"catalogue:read\"]}";
    var made = server.post("/api/v1/api-keys", body, "Idempotency-Key", "make-a-key");
    var again = server.post("/api/v1/api-keys", body, "Idempotency-Key", "make-a-key");

    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(again.status()).as(again.body()).isEqualTo(409);
    assertThat(again.json().path("type").asString()).isEqualTo("/problems/answer-shown-once");
    assertThat(server.get("/api/v1/api-keys").body()).containsOnlyOnce("\"once\"");
    var kept =
        server
            .database()
            .jdbc()
            .sql("select idempotency_key::text from idempotency_key where key = 'make-a-key'")
            .query(String.class)
            .single();
    assertThat(kept).doesNotContain(made.json().path("text").asString(), "once");
  }

  private static int with(String key, String method, String path) {
    return send(method, path, null, "X-API-Key", key).status();
  }

  @Test
  void aKeyHasScopesThatThereAreAndThatItsMakerHas() {
    var unknown = "{\"name\":\"x\",\"scopes\":[\"everything\"]}";
    assertThat(server.post("/api/v1/api-keys", unknown).status()).isEqualTo(400);
    assertThat(server.post("/api/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"me\"]}").status())
        .isEqualTo(400);
    assertThat(server.post("/api/v1/api-keys", "{\"name\":\"x\",\"scopes\":[]}").status())
        .isEqualTo(400);
    var keeper =
        server
            .post("/api/v1/api-keys", "{\"name\":\"keeper\",\"scopes\":[\"keys:manage\"]}")
            .json()
            .path("text")
            .asString();
    var more =
        send(
            "POST",
            "/api/v1/api-keys",
            "{\"name\":\"more\",\"scopes\":[\"jobs:manage\"]}",
            "X-API-Key",
            keeper);
    assertThat(more.status()).isEqualTo(400);
    assertThat(more.json().path("detail").asString()).contains("you do not have it");
  }
}
