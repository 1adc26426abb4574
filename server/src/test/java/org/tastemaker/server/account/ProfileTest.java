package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

/// What people say of themselves, and who sees it.
final class ProfileTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of("tastemaker.account.bcrypt-cost", 4, "tastemaker.account.fresh", "1s"));
    for (var n = 1; n <= 3; n++) {
      put("crime-" + n, "movie", "Crime");
      put("mystery-" + n, "book", "Mystery");
    }
  }

  private static void put(String id, String kind, String genre) {
    var body = "{\"kind\":\"%s\",\"title\":\"%s\",\"genres\":[\"%s\"]}".formatted(kind, id, genre);
    assertThat(server.put("/api/v1/items/test:" + id, body).status()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer patch(TestAccount account, String body) {
    return account.send("PATCH", "/api/v1/me", body);
  }

  private static Answer changed(TestAccount account, String body) {
    var answer = patch(account, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  @Test
  void whatIsNamedChangesAndNullTakesAway() {
    var ann = TestAccount.fresh(server, "ann_a");

    var all =
        changed(
                ann,
                """
                {"name": "Ann", "surname": "O'Hara", "birthDate": "1990-02-28",
                 "bio": "Reads in trains.\\nAnd on <b>boats</b>."}
                """)
            .json();
    assertThat(all.path("name").asString()).isEqualTo("Ann");
    assertThat(all.path("bio").asString()).isEqualTo("Reads in trains.\nAnd on <b>boats</b>.");
    var less = changed(ann, "{\"name\": null, \"bio\": null}").json();
    assertThat(less.has("name")).isFalse();
    assertThat(less.has("bio")).isFalse();
    assertThat(less.path("surname").asString()).isEqualTo("O'Hara");
    assertThat(less.path("birthDate").asString()).isEqualTo("1990-02-28");
    assertThat(ann.get("/api/v1/me").json()).isEqualTo(less);
    var asPatch =
        TestAccount.sendAs(
            server,
            "application/merge-patch+json",
            "PATCH",
            "/api/v1/me",
            "{\"surname\":null}",
            "Authorization",
            "Bearer " + ann.access());
    assertThat(asPatch.json().has("surname")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"username\": \"an\"} | username",
        "{\"username\": null} | username",
        "{\"username\": \"\u0430nna_b\"} | username",
        "{\"name\": \"\"} | name",
        "{\"name\": 7} | name",
        "{\"name\": \"a\\nBcc: eve@example.org\"} | name",
        "{\"surname\": \"\\u202Egnp.exe\"} | surname",
        "{\"name\": \"\\u0000\"} | name",
        "{\"name\": \"\\ud800\"} | name",
        "{\"bio\": \"\\u2066turned\"} | bio",
        "{\"birthDate\": \"2999-01-01\"} | birthDate",
        "{\"birthDate\": \"1.2.1990\"} | birthDate",
        "{\"email\": \"no-address\"} | email",
        "{\"email\": \"a@example.org\\r\\nBcc: eve@example.org\"} | email",
        "{\"privacy\": {\"ratings\": \"friends-of-friends\"}} | privacy.ratings",
        "{\"privacy\": {\"rating\": \"nobody\"}} | privacy.rating",
        "{\"privacy\": \"nobody\"} | privacy",
        "{\"interests\": {\"genres\": [\"Mistery\"]}} | interests.genres",
        "{\"interests\": {\"genres\": \"Mystery\"}} | interests.genres",
        "{\"interests\": {\"kinds\": [\"painting\"]}} | interests.kinds",
        "{\"role\": \"admin\"} | role",
        "{\"id\": 1} | id",
      })
  void whatIsWrongIsNamedAndChangesNothing(String body, String field) {
    var kim = TestAccount.fresh(server, "wrong_" + Integer.toUnsignedString(body.hashCode()));
    var before = kim.get("/api/v1/me").body();

    var answer = patch(kim, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().path("errors").get(0).path("field").asString())
        .as(answer.body())
        .isEqualTo(field);
    assertThat(kim.get("/api/v1/me").body()).isEqualTo(before);
  }

  @Test
  void aBioHasItsLength() {
    var leo = TestAccount.fresh(server, "leo_b");

    changed(leo, "{\"bio\":\"" + "ä".repeat(2000) + "\"}");
    assertThat(patch(leo, "{\"bio\":\"" + "ä".repeat(2001) + "\"}").status()).isEqualTo(400);
  }

  @Test
  void aNewUsernameCountsAtOnceAndEverywhere() {
    var max = TestAccount.fresh(server, "max_old");
    TestAccount.fresh(server, "taken_one");

    assertThat(patch(max, "{\"username\":\"TAKEN_one\"}").status()).isEqualTo(400);
    changed(max, "{\"username\":\"Max_old\"}");
    changed(max, "{\"username\":\"max_new\"}");

    assertThat(TestAccount.login(server, "max_old", TestAccount.PASSWORD).status()).isEqualTo(401);
    assertThat(TestAccount.login(server, "max_new", TestAccount.PASSWORD).status()).isEqualTo(200);
    assertThat(max.get("/api/v1/accounts").json().path("detail").asString()).contains("max_new");
    assertThat(server.get("/api/v1/people?query=max_").body())
        .contains("max_new")
        .doesNotContain("max_old", "Max_old");
  }

  @Test
  void ratingsAndListsAreOnesOwnAffairUntilOneShowsThem() {
    var nora = TestAccount.fresh(server, "nora");
    var otto = TestAccount.fresh(server, "otto");
    var admin = TestAccount.fresh(server, "admin_p", Role.ADMIN);
    nora.send("PUT", "/api/v1/items/test:crime-1/rating", "{\"stars\":5}");
    var ratings = "/api/v1/people/" + nora.id() + "/ratings";
    var list = "/api/v1/recommendations?user=" + nora.id();

    assertThat(otto.get(ratings).status()).isEqualTo(403);
    var refused = admin.get(ratings);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("type").asString()).isEqualTo("/problems/private");
    assertThat(nora.get(ratings).status()).isEqualTo(200);
    assertThat(server.get(ratings).status()).as("a program acts for her").isEqualTo(200);

    changed(nora, "{\"privacy\":{\"ratings\":\"everyone\"}}");
    assertThat(otto.get(ratings).json().path("ratings")).hasSize(1);
    assertThat(otto.get(list).status()).isEqualTo(403);
    assertThat(admin.get(list).status()).isEqualTo(403);

    changed(nora, "{\"privacy\":{\"lists\":\"everyone\"}}");
    assertThat(otto.get(list).status()).isEqualTo(200);
    assertThat(
            otto.send("PUT", "/api/v1/items/test:crime-2/rating?user=" + nora.id(), "{\"stars\":1}")
                .status())
        .as("to see is not to act")
        .isEqualTo(403);

    changed(nora, "{\"privacy\":null}");
    assertThat(otto.get(ratings).status()).isEqualTo(403);
  }

  @Test
  void aProfileShowsNoMoreThanItsPersonSays() {
    var paul = TestAccount.fresh(server, "paul");
    var quin = TestAccount.fresh(server, "quin");
    changed(
        paul,
        "{\"name\":\"Paul\",\"birthDate\":\"1990-01-01\",\"bio\":\"<script>alert(1)</script>\"}");
    var path = "/api/v1/people/" + paul.id() + "/profile";

    var seen = quin.get(path);
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.header("Content-Type")).startsWith("application/json");
    assertThat(seen.json().path("bio").asString()).isEqualTo("<script>alert(1)</script>");
    assertThat(seen.json().path("ratings").asBoolean()).isFalse();
    assertThat(seen.body()).doesNotContain("Paul", "1990", "example.org");

    changed(paul, "{\"privacy\":{\"profile\":\"nobody\"}}");
    var hidden = quin.get(path);
    var unknown = quin.get("/api/v1/people/999999/profile");
    assertThat(hidden.status()).isEqualTo(403);
    assertThat(withoutCorrelation(hidden)).isEqualTo(withoutCorrelation(unknown));
    assertThat(paul.get(path).status()).isEqualTo(200);
  }

  private static String withoutCorrelation(Answer answer) {
    return answer.body().replaceAll("\"correlationId\":\"[^\"]*\"", "");
  }

  @Test
  void somebodyNewGetsWhatIsPopularOfWhatTheySaidTheyLike() {
    var rita = TestAccount.fresh(server, "rita");
    var critic = TestAccount.fresh(server, "critic");
    critic.send("PUT", "/api/v1/items/test:crime-1/rating", "{\"stars\":5}");
    critic.send("PUT", "/api/v1/items/test:mystery-2/rating", "{\"stars\":4}");
    awaitRated("test:mystery-2");
    assertThat(sources(rita)).doesNotContain("interests");

    changed(rita, "{\"interests\":{\"genres\":[\" MYSTERY \"]}}");

    var items = rita.get("/api/v1/recommendations").json().path("items");
    assertThat(items.get(0).path("title").asString()).isEqualTo("mystery-2");
    assertThat(items.get(0).path("source").asString()).isEqualTo("interests");
    assertThat(items.get(0).path("reason").path("text").asString())
        .isEqualTo("Mystery, which you chose: rated 4.0 by one person");
    assertThat(items.get(1).path("genres").get(0).asString()).isEqualTo("Mystery");
    assertThat(items.get(2).path("genres").get(0).asString()).isEqualTo("Mystery");
    assertThat(items.get(3).path("title").asString()).isEqualTo("crime-1");
    assertThat(items.get(3).path("source").asString()).isEqualTo("popular");
    assertThat(items).hasSize(6);
    var second = rita.get("/api/v1/recommendations?limit=2");
    var next =
        rita.get(
            "/api/v1/recommendations?limit=2&cursor="
                + second.json().path("nextCursor").asString());
    assertThat(next.json().path("items").get(0).path("source").asString()).isEqualTo("interests");
    assertThat(next.json().path("items").get(1).path("title").asString()).isEqualTo("crime-1");

    changed(rita, "{\"interests\":{\"genres\":null,\"kinds\":[\"movie\"]}}");
    assertThat(
            rita.get("/api/v1/recommendations")
                .json()
                .path("items")
                .get(0)
                .path("reason")
                .path("text")
                .asString())
        .startsWith("movie, which you chose: rated 5.0");
    changed(rita, "{\"interests\":null}");
    assertThat(sources(rita)).doesNotContain("interests");
  }

  private static void awaitRated(String item) {
    for (var tries = 0; tries < 200; tries++) {
      if (server.get("/api/v1/items/" + item).json().path("ratings").asInt() == 1) {
        return;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError(server.get("/api/v1/items/" + item).body());
  }

  private static java.util.List<String> sources(TestAccount account) {
    return account.get("/api/v1/recommendations").json().path("items").findValuesAsString("source");
  }

  @Test
  void whoHasNoPasswordDeletesTheirAccountSoonAfterSigningInOrNotAtAll() throws Exception {
    var sara = TestAccount.fresh(server, "sara");
    assertThat(sara.send("DELETE", "/api/v1/me", null).status())
        .as("has a password")
        .isEqualTo(400);
    var tom = TestAccount.fresh(server, "tom_");
    var uli = TestAccount.fresh(server, "uli_");
    takePassword("tom_");
    takePassword("uli_");
    assertThat(tom.get("/api/v1/me").json().path("hasPassword").asBoolean()).isFalse();
    Thread.sleep(1100);

    var late = tom.send("DELETE", "/api/v1/me", null);
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.json().path("type").asString()).isEqualTo("/problems/sign-in-again");
    assertThat(tom.send("DELETE", "/api/v1/me", "{\"password\":\"whatever-it-is\"}").status())
        .isEqualTo(403);
    server
        .database()
        .jdbc()
        .sql("update account_session set created_at = now() where person = :person")
        .param("person", uli.id())
        .update();
    assertThat(uli.send("DELETE", "/api/v1/me", null).status()).isEqualTo(204);
    assertThat(uli.get("/api/v1/me").status()).isEqualTo(401);
  }

  private static void takePassword(String username) {
    server
        .database()
        .jdbc()
        .sql("update account set password = null where username = :username")
        .param("username", username)
        .update();
  }

  @Test
  void anApplicationBringsItsOwnIdOfThePersonAndNobodyElseDoes() {
    server.put("/api/v1/items/test:crime-1/rating?user=customer:4711", "{\"stars\":4}");
    var body =
        "{\"email\":\"vera@example.org\",\"username\":\"vera_v\",\"password\":\"plum-tree-in-may\",\"customerId\":\"4711\"}";

    var alone = TestAccount.send(server, "POST", "/api/v1/auth/signup", body);
    assertThat(alone.status()).isEqualTo(400);
    assertThat(alone.json().path("errors").get(0).path("field").asString()).isEqualTo("customerId");
    assertThat(signUp(key("catalogue:read"), body).status()).isEqualTo(400);
    var made = signUp(server.apiKey(), body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);

    var vera = TestAccount.signIn(server, "vera_v");
    assertThat(vera.get("/api/v1/me").json().path("customerId").asString()).isEqualTo("4711");
    assertThat(vera.get("/api/v1/people/customer:4711/ratings").json().path("ratings")).hasSize(1);
    var again = signUp(server.apiKey(), body.replace("vera", "wera"));
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.json().path("errors").get(0).path("field").asString()).isEqualTo("customerId");
  }

  private static Answer signUp(String key, String body) {
    return TestAccount.send(server, "POST", "/api/v1/auth/signup", body, "X-API-Key", key);
  }

  private static String key(String scope) {
    return server
        .post("/api/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"" + scope + "\"]}")
        .json()
        .path("text")
        .asString();
  }
}
