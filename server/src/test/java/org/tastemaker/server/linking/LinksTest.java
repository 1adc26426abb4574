package org.tastemaker.server.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.job.Worker;

/// Accounts elsewhere that are linked to one here: made, listed, taken away, and the tricks by
/// which somebody might get one linked that is not theirs.
final class LinksTest {
  private static ScriptedProvider mal;
  private static ScriptedProvider gitHub;
  private static TestServer server;

  @BeforeAll
  static void start() {
    mal = ScriptedProvider.myAnimeList();
    gitHub = ScriptedProvider.gitHub();
    var settings = new HashMap<String, Object>(mal.settings("mal"));
    settings.putAll(gitHub.settings("github"));
    settings.put("tastemaker.linking.front-ends", "https://app.example.org");
    settings.put("tastemaker.account.bcrypt-cost", 4);
    server = TestServer.start(settings);
    server.of(Worker.class).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    mal.close();
    gitHub.close();
  }

  private static void malIsVisitedBy(int id) {
    mal.isVisitedBy("{\"id\":%d,\"name\":\"mal_%d\"}".formatted(id, id));
  }

  /// Somebody who came by MyAnimeList.
  private record Newcomer(String access, int user) {
    Answer send(String method, String path, @Nullable String body) {
      return TestAccount.send(server, method, path, body, "Authorization", "Bearer " + access);
    }
  }

  private static Newcomer newcomer(int id) {
    malIsVisitedBy(id);
    var told = new Browser().through(server.url() + "/api/v1/oauth/mal/authorize");
    var answer = exchange(Browser.code(told));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return new Newcomer(
        answer.json().path("accessToken").asString(), answer.json().path("user").asInt());
  }

  private static Answer exchange(String code) {
    return TestAccount.send(
        server, "POST", "/api/v1/oauth/exchange", "{\"code\":\"%s\"}".formatted(code));
  }

  private static String begun(TestAccount account, String provider) {
    var begun = account.send("POST", "/api/v1/me/links/" + provider, "{}");
    assertThat(begun.status()).as(begun.body()).isEqualTo(201);
    return begun.json().path("url").asString();
  }

  private static Answer finish(TestAccount account, String provider, Map<String, String> told) {
    return account.send(
        "PUT", "/api/v1/me/links/" + provider, "{\"code\":\"%s\"}".formatted(Browser.code(told)));
  }

  private static Answer linked(TestAccount account, int id) {
    malIsVisitedBy(id);
    return finish(account, "mal", new Browser().through(begun(account, "mal")));
  }

  @Test
  void somebodyLinksListsSignsInByItAndUnlinks() {
    var ann = TestAccount.fresh(server, "ann_b");

    var made = linked(ann, 1);

    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(made.json().path("id").asString()).isEqualTo("1");
    assertThat(made.json().path("name").asString()).isEqualTo("mal_1");
    var links = ann.get("/api/v1/me/links").json().path("links");
    assertThat(links).hasSize(1);
    assertThat(links.get(0).path("provider").asString()).isEqualTo("mal");
    assertThat(ann.get("/api/v1/recommendations?user=mal:1").status()).isEqualTo(200);
    int id = ann.get("/api/v1/me").json().path("id").asInt();
    assertThat(newcomer(1).user()).isEqualTo(id);

    assertThat(ann.send("DELETE", "/api/v1/me/links/mal", null).status()).isEqualTo(204);
    assertThat(ann.get("/api/v1/me/links").json().path("links")).isEmpty();
    assertThat(ann.send("DELETE", "/api/v1/me/links/mal", null).status()).isEqualTo(404);
    assertThat(ann.get("/api/v1/recommendations?user=mal:1").status()).isEqualTo(403);
    assertThat(newcomer(1).user()).isNotEqualTo(id);
  }

  @Test
  void theTokensOfALinkThatIsGoneAreForgottenAndTakenBack() throws Exception {
    var ulf = TestAccount.fresh(server, "ulf_u");
    linked(ulf, 71);
    assertThat(tokens("mal", 71)).isEqualTo(1);
    mal.revoked().clear();

    assertThat(ulf.send("DELETE", "/api/v1/me/links/mal", null).status()).isEqualTo(204);

    assertThat(tokens("mal", 71)).isZero();
    await(mal);
    assertThat(mal.revoked()).singleElement().asString().startsWith("refresh_token again-def50200");
    awaitForgotten();
    assertThat(server.get("/api/v1/jobs?kind=provider-farewell").body())
        .contains("\"told\":true")
        .doesNotContain("def50200");
  }

  @Test
  void whoLeavesTakesTheTokensAlong() throws Exception {
    var vera = TestAccount.fresh(server, "vera_v");
    gitHub.isVisitedBy("{\"id\":72,\"login\":\"vera\"}");
    var made = finish(vera, "github", new Browser().through(begun(vera, "github")));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    gitHub.revoked().clear();

    var left = vera.send("DELETE", "/api/v1/me", "{\"password\":\"" + TestAccount.PASSWORD + "\"}");

    assertThat(left.status()).as(left.body()).isEqualTo(204);
    await(gitHub);
    assertThat(gitHub.revoked()).singleElement().asString().startsWith("access_token gho_");
    awaitForgotten();
  }

  @Test
  void aProviderThatFailsIsAskedAgainLaterAndTheLinkIsGoneAllTheSame() throws Exception {
    var willi = TestAccount.fresh(server, "willi");
    linked(willi, 73);
    mal.revoked().clear();
    mal.hasTrouble(ScriptedProvider.Trouble.TOKEN_SERVER_FAILS);
    try {
      assertThat(willi.send("DELETE", "/api/v1/me/links/mal", null).status()).isEqualTo(204);
      assertThat(tokens("mal", 73)).isZero();
      var end = System.nanoTime() + 20_000_000_000L;
      while (!deferred() && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      assertThat(deferred()).isTrue();
      assertThat(mal.revoked()).isEmpty();
    } finally {
      mal.hasTrouble(ScriptedProvider.Trouble.NONE);
      server.database().jdbc().sql("delete from provider_farewell").update();
    }
  }

  private static boolean deferred() {
    return server
        .get("/api/v1/jobs?kind=provider-farewell&state=queued")
        .body()
        .contains("mal did not revoke its tokens");
  }

  private static int tokens(String provider, int subject) {
    return server
        .database()
        .jdbc()
        .sql("select count(*) from account_link where provider = :provider and subject = :subject")
        .param("provider", provider)
        .param("subject", Integer.toString(subject))
        .query(Integer.class)
        .single();
  }

  private static void await(ScriptedProvider provider) throws InterruptedException {
    var end = System.nanoTime() + 20_000_000_000L;
    while (provider.revoked().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
  }

  private static void awaitForgotten() throws InterruptedException {
    var end = System.nanoTime() + 20_000_000_000L;
    while (waiting() > 0 && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(waiting()).isZero();
  }

  private static int waiting() {
    return server
        .database()
        .jdbc()
        .sql("select count(*) from provider_farewell")
        .query(Integer.class)
        .single();
  }

  @Test
  void whatIsLinkedToSomebodyElseIsRefused() {
    var owner = newcomer(2);
    var carl = TestAccount.fresh(server, "carl");

    malIsVisitedBy(2);
    var told = new Browser().through(begun(carl, "mal"));

    assertThat(told).containsEntry("error", "linked-to-another");
    assertThat(newcomer(2).user()).isEqualTo(owner.user());
  }

  @Test
  void ofTwoWhoLinkTheSameAtOnceTheSecondIsRefused() {
    var dora = TestAccount.fresh(server, "dora");
    var emil = TestAccount.fresh(server, "emil");
    malIsVisitedBy(3);
    var doras = new Browser().through(begun(dora, "mal"));
    var emils = new Browser().through(begun(emil, "mal"));

    assertThat(finish(dora, "mal", doras).status()).isEqualTo(200);
    var second = finish(emil, "mal", emils);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().path("type").asString()).isEqualTo("/problems/linked-to-another");
  }

  @Test
  void oneAccountOfAProviderIsEnough() {
    var fred = TestAccount.fresh(server, "fred");
    malIsVisitedBy(4);
    var early = new Browser().through(begun(fred, "mal"));
    assertThat(linked(fred, 5).status()).isEqualTo(200);

    assertThat(finish(fred, "mal", early).status()).isEqualTo(409);
    var again = fred.send("POST", "/api/v1/me/links/mal", "{}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().path("type").asString()).isEqualTo("/problems/already-linked");
  }

  @Test
  void aVictimLuredIntoLinkingTheAttackersAccountIsNotLinked() {
    var victim = TestAccount.fresh(server, "victim");
    var attacker = TestAccount.fresh(server, "attacker");
    malIsVisitedBy(6);
    // The attacker is at the provider as 6, and gets a code for a link of their own ...
    var code = new Browser().through(begun(attacker, "mal"));
    // ... which the victim's front end is made to bring.
    assertThat(finish(victim, "mal", code).status()).isEqualTo(400);

    // Or the victim's browser is sent to a callback that the attacker's browser has got.
    var browser = new Browser();
    var back = browser.go(browser.go(begun(attacker, "mal")));
    assertThat(Browser.query(new Browser().go(back))).containsEntry("error", "other-browser");

    assertThat(victim.get("/api/v1/me/links").json().path("links")).isEmpty();
  }

  @Test
  void aVictimLuredThroughTheProviderGivesTheAttackerNoLink() {
    var victim = TestAccount.fresh(server, "victim_two");
    var attacker = TestAccount.fresh(server, "attacker_two");
    // The victim's browser is sent where the attacker begins to link; at the provider it is 7.
    malIsVisitedBy(7);
    var told = new Browser().through(begun(attacker, "mal"));

    // What comes back is in the victim's browser, whose front end speaks for the victim.
    assertThat(finish(victim, "mal", told).status()).isEqualTo(400);
    assertThat(finish(attacker, "mal", told).status()).isEqualTo(400);
    assertThat(attacker.get("/api/v1/me/links").json().path("links")).isEmpty();
    var refused =
        server
            .database()
            .jdbc()
            .sql("select count(*) from account_audit where action = 'provider-link-refused'")
            .query(Integer.class)
            .single();
    assertThat(refused).isPositive();
  }

  @Test
  void codesOfOneKindDoNotServeForTheOther() {
    var gina = TestAccount.fresh(server, "gina");
    malIsVisitedBy(8);
    var toLink = new Browser().through(begun(gina, "mal"));
    assertThat(exchange(Browser.code(toLink)).status()).isEqualTo(400);
    var toSignIn = new Browser().through(server.url() + "/api/v1/oauth/mal/authorize");
    assertThat(finish(gina, "mal", toSignIn).status()).isEqualTo(400);
    var ofMal = new Browser().through(begun(gina, "mal"));
    assertThat(ofMal).containsEntry("error", "linked-to-another"); // by the sign-in
    malIsVisitedBy(80);
    assertThat(finish(gina, "github", new Browser().through(begun(gina, "mal"))).status())
        .isEqualTo(400);
  }

  @Test
  void aTicketOpensOnceAndForItsProvider() {
    var hugo = TestAccount.fresh(server, "hugo");
    malIsVisitedBy(9);
    var url = begun(hugo, "mal");
    new Browser().go(url);

    assertThat(new Browser().open(url).statusCode()).isEqualTo(400);
    assertThat(new Browser().open(begun(hugo, "mal").replace("/mal/", "/github/")).statusCode())
        .isEqualTo(400);
    assertThat(TestAccount.send(server, "POST", "/api/v1/me/links/mal", "{}").status())
        .isEqualTo(401);
    assertThat(
            new Browser().open(server.url() + "/api/v1/oauth/mal/authorize?link=true").statusCode())
        .isEqualTo(400);
  }

  @Test
  void theLastWayInStays() {
    var ida = newcomer(10);

    var refused = ida.send("DELETE", "/api/v1/me/links/mal", null);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("type").asString()).isEqualTo("/problems/last-way-in");
    assertThat(refused.json().path("detail").asString()).contains("password");
    assertThat(newcomer(10).user()).isEqualTo(ida.user());

    gitHub.isVisitedBy("{\"id\":10,\"login\":\"ida_at_github\"}");
    var begun = ida.send("POST", "/api/v1/me/links/github", "{}").json().path("url").asString();
    var code = Browser.code(new Browser().through(begun));
    assertThat(
            ida.send("PUT", "/api/v1/me/links/github", "{\"code\":\"%s\"}".formatted(code))
                .status())
        .isEqualTo(200);
    assertThat(ida.send("DELETE", "/api/v1/me/links/mal", null).status()).isEqualTo(204);
    assertThat(ida.send("DELETE", "/api/v1/me/links/github", null).status()).isEqualTo(409);
  }

  @Test
  void importedRatingsOfALinkedIdStayWithWhomTheyWere() {
    server.put("/api/v1/items/test:heat", "{\"kind\":\"movie\",\"title\":\"Heat\"}");
    server.put("/api/v1/items/test:heat/rating?user=mal:11", "{\"stars\":4}");
    var jane = TestAccount.fresh(server, "jane");

    assertThat(linked(jane, 11).status()).isEqualTo(200);

    var own = jane.get("/api/v1/me").json().path("id").asString();
    assertThat(jane.get("/api/v1/recommendations?user=mal:11").status()).isEqualTo(200);
    server.put("/api/v1/items/test:heat/rating?user=mal:11", "{\"stars\":2}");
    var log = jane.get("/api/v1/me/export").json().path("interactions").path("log");
    assertThat(log).as("of " + own).hasSize(1);
  }

  @Test
  void whoHasNoPasswordHasNoneThatFits() {
    newcomer(12);

    assertThat(
            TestAccount.send(
                    server,
                    "POST",
                    "/api/v1/auth/login",
                    "{\"login\":\"mal_12\",\"password\":\"\"}")
                .status())
        .isEqualTo(401);
    var asked =
        TestAccount.send(server, "POST", "/api/v1/auth/forgotten", "{\"email\":\"mal_12\"}");
    assertThat(asked.status()).isEqualTo(202);
  }

  @Test
  void whoHasNoPasswordChoosesOneAfterAFreshSignInAndMayThenUnlink() {
    var lena = newcomer(14);
    var wish = "{\"newPassword\":\"pear-tree-in-june\"}";
    server
        .database()
        .jdbc()
        .sql("update account_session set created_at = now() - interval '11 minutes'")
        .update();
    var late = lena.send("PUT", "/api/v1/me/password", wish);
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.json().path("type").asString()).isEqualTo("/problems/sign-in-again");

    var again = newcomer(14);
    assertThat(again.send("PUT", "/api/v1/me/password", wish).status()).isEqualTo(204);

    assertThat(again.send("PUT", "/api/v1/me/password", wish).status()).isEqualTo(400);
    assertThat(again.send("DELETE", "/api/v1/me/links/mal", null).status()).isEqualTo(204);
    var login = "{\"login\":\"mal_14\",\"password\":\"pear-tree-in-june\"}";
    assertThat(TestAccount.send(server, "POST", "/api/v1/auth/login", login).status())
        .isEqualTo(200);
  }

  @Test
  void whoHasNoPasswordDeletesTheirAccountAfterAFreshSignIn() {
    var mia = newcomer(15);
    server
        .database()
        .jdbc()
        .sql("update account_session set created_at = now() - interval '11 minutes'")
        .update();
    assertThat(mia.send("DELETE", "/api/v1/me", null).status()).isEqualTo(403);

    var again = newcomer(15);
    assertThat(again.send("DELETE", "/api/v1/me", null).status()).isEqualTo(204);

    assertThat(again.send("GET", "/api/v1/me", null).status()).isEqualTo(401);
    assertThat(newcomer(15).user()).isNotEqualTo(mia.user());
  }

  @Test
  void linksAreExportedWithoutTokensAndGoWithTheAccount() {
    var kurt = TestAccount.fresh(server, "kurt");
    assertThat(linked(kurt, 13).status()).isEqualTo(200);

    var export = kurt.get("/api/v1/me/export").body();
    assertThat(export).contains("\"mal_13\"", "mal:13").doesNotContain("mal-def50200");

    var deleted =
        kurt.send("DELETE", "/api/v1/me", "{\"password\":\"%s\"}".formatted(TestAccount.PASSWORD));
    assertThat(deleted.status()).as(deleted.body()).isEqualTo(204);
    for (var query :
        new String[] {
          "select count(*) from account_link where subject = '13'",
          "select count(*) from person_key where source = 'mal' and value = '13'"
        }) {
      assertThat(server.database().jdbc().sql(query).query(Integer.class).single()).isZero();
    }
    assertThat(newcomer(13).user()).isPositive();
  }
}
