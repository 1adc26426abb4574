package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.Accounts;
import org.tastemaker.server.account.SignInLinks;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;

/// The operator's way in.
final class SignInLinksTest {
  private static final String LINKS = "/api/v1/signin-links";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String linkFor(String user) {
    var answer = server.post(LINKS, "{\"user\":\"%s\"}".formatted(user));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.json().path("user").asString()).isEqualTo(user);
    return answer.json().path("link").asString();
  }

  @Test
  void aLinkSignsOneBrowserInOnce() {
    TestAccount.fresh(server, "anna");
    var link = linkFor("anna");
    var browser = TestBrowser.of(server);
    var answer = browser.get(link);
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/recommend");
    assertThat(browser.get("/api/v1/me").json().path("username").asString()).isEqualTo("anna");

    var other = TestBrowser.of(server);
    var second = other.get(link);
    assertThat(second.status()).isEqualTo(401);
    assertThat(second.body()).contains("./tastemaker signin");
    assertThat(other.get("/account").status()).isEqualTo(303);
    assertThat(other.get("/signin?token=made-up").status()).isEqualTo(401);
    assertThat(other.get("/signin").status()).isEqualTo(400);
  }

  @Test
  void theSessionIsOneLikeAllOthers() {
    var account = TestAccount.fresh(server, "bella");
    var browser = TestBrowser.of(server);
    browser.get(linkFor("bella"));
    assertThat(account.get("/api/v1/me/sessions").json().path("sessions")).hasSize(2);

    browser.get("/account");
    assertThat(browser.postRaw(List.of(), "/logout", List.of()).status()).isEqualTo(403);
    assertThat(browser.post("/logout").status()).isEqualTo(303);
    assertThat(browser.get("/account").status()).isEqualTo(303);
  }

  @Test
  void anOldLinkIsNoGood() {
    TestAccount.fresh(server, "clara");
    var link = linkFor("clara");
    server
        .database()
        .jdbc()
        .sql("update signin_link set expires_at = now() - interval '1 second'")
        .update();

    assertThat(TestBrowser.of(server).get(link).status()).isEqualTo(401);
  }

  @Test
  void withoutANameTheFirstAdministratorIsMeant() {
    assertThat(server.post(LINKS, "").status()).isEqualTo(409);
    assertThat(server.post(LINKS, "{\"user\":\"nobody\"}").status()).isEqualTo(404);
    server.of(Accounts.class).firstAdmin();
    var answer = server.post(LINKS, "");
    assertThat(answer.json().path("user").asString()).isEqualTo("admin");
    var browser = TestBrowser.of(server);
    browser.get(answer.json().path("link").asString());
    assertThat(browser.get("/api/v1/accounts").status()).isEqualTo(200);
  }

  @Test
  void whoMayNotOperateMakesNoLinks() {
    var user = TestAccount.fresh(server, "doris");
    assertThat(user.send("POST", LINKS, "{\"user\":\"doris\"}").status()).isEqualTo(403);
    assertThat(TestBrowser.of(server).get("/signin?token=").status()).isEqualTo(401);
  }

  @Test
  void aPersonWithoutAnAccountIsGivenOne() {
    server.put("/api/v1/items/test:heat", "{\"kind\":\"movie\",\"title\":\"Heat\"}");
    var rated = server.put("/api/v1/items/test:heat/rating?user=demo:1", "{\"stars\":5}").json();
    int person = rated.path("user").asInt();
    var links = server.of(SignInLinks.class);
    TestBrowser.of(server).get(links.forPerson(person, "demo"));
    var browser = TestBrowser.of(server);
    browser.get(links.forPerson(person, "demo"));

    var me = browser.get("/api/v1/me").json();
    assertThat(me.path("id").asInt()).isEqualTo(person);
    assertThat(me.path("username").asString()).isEqualTo("demo");
    assertThat(me.path("hasPassword").asBoolean()).isFalse();
  }
}
