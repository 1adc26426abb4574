package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.job.Worker;

/// The account's whole life on the pages, without scripts. Mails are files here.
final class AccountPagesTest {
  private static final Pattern LINK =
      Pattern.compile("http://localhost:\\d+(/\\w+\\?token=[\\w-]+)");
  private static final String FRESH = "pear-tree-in-june";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    server.of(Worker.class).start();
    server.put(
        "/api/v1/items/test:heat",
        "{\"kind\":\"movie\",\"title\":\"Heat\",\"genres\":[\"Crime\",\"Cops, robbers\"]}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TestServer.Answer signUp(TestBrowser browser, String name) {
    browser.get("/signup");
    return browser.post(
        "/signup",
        "username",
        name,
        "email",
        name + "@example.org",
        "password",
        TestAccount.PASSWORD);
  }

  /// The path that the newest mail of that subject links to.
  private static String linkIn(String address, String subject) {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (Instant.now().isBefore(end)) {
      var found = mail(address, subject).map(LINK::matcher).filter(m -> m.find());
      if (found.isPresent()) {
        return found.get().group(1);
      }
      pause();
    }
    throw new AssertionError("No mail of the subject " + subject + " to " + address);
  }

  private static Optional<String> mail(String address, String subject) {
    try (var files = Files.list(server.folder().resolve("mail"))) {
      return files
          .filter(file -> file.toString().endsWith(".eml"))
          .map(AccountPagesTest::text)
          .filter(text -> text.contains("To: " + address) && text.contains(subject))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // no mail yet
    }
  }

  /// As a mail program shows it: quoted-printable decoded as far as links need it.
  private static String text(java.nio.file.Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8)
          .replace("=\r\n", "")
          .replace("=\n", "")
          .replace("=3D", "=");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void signingUpLeadsToTheSignInAndAMailVerifiesTheAddress() {
    var browser = TestBrowser.of(server);
    var answer = signUp(browser, "anna");
    assertThat(answer.header("Location")).isEqualTo("/login");
    assertThat(browser.follow(answer).body()).contains("You can sign in now.");

    browser.post("/login", "login", "anna", "password", TestAccount.PASSWORD);
    assertThat(browser.get("/account").body()).contains("not verified yet");

    var link = linkIn("anna@example.org", "Is this your address?");
    browser.get(link); // as a scanner does
    assertThat(browser.get("/account").body()).contains("not verified yet");
    var page = browser.get(link);
    assertThat(page.body()).contains("Is this your address?");
    var token = link.substring(link.indexOf('=') + 1);
    assertThat(browser.post("/verify", "token", token).header("Location")).isEqualTo("/account");
    assertThat(browser.get("/account").body())
        .contains("Thank you: this address is yours.", ">verified<");
    browser.get("/verify");
    assertThat(browser.post("/verify", "token", token).status()).isEqualTo(400);
  }

  @Test
  void aWrongFormKeepsWhatWasTypedButThePassword() {
    var browser = TestBrowser.of(server);
    browser.get("/signup");
    var answer =
        browser.post(
            "/signup",
            "username",
            "a b",
            "email",
            "<b>nobody",
            "password",
            "short-pw",
            "name",
            "Bö",
            "birthDate",
            "1850-01-01");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "value=\"a b\"",
            "value=\"&lt;b>nobody\"",
            "value=\"Bö\"",
            "A username has 4 to 30",
            "aria-describedby=\"username-error\"",
            "<details open>",
            "A password has at least 10 characters.")
        .doesNotContain("short-pw", "<b>nobody");
  }

  @Test
  void aKnownAddressGetsTheSameAnswer() {
    signUp(TestBrowser.of(server), "bella");
    var browser = TestBrowser.of(server);
    browser.get("/signup");
    var known =
        browser.post(
            "/signup", "username", "other", "email", "bella@example.org", "password", FRESH);
    var said = browser.follow(known).body();

    assertThat(known.status()).isEqualTo(303);
    assertThat(said).contains("You can sign in now.");
    assertThat(browser.signIn("other", FRESH).status()).isEqualTo(401);
  }

  @Test
  void aForgottenPasswordIsReplacedByTheLinkOfAMailOnce() {
    var browser = TestBrowser.of(server);
    signUp(browser, "clara");
    browser.get("/forgotten");
    var known = browser.follow(browser.post("/forgotten", "email", "clara@example.org")).body();
    browser.get("/forgotten");
    var unknown = browser.follow(browser.post("/forgotten", "email", "who@example.org")).body();
    assertThat(known).contains("a mail is on its way");
    assertThat(unknown.replaceAll("value=\"[^\"]*\"", ""))
        .isEqualTo(known.replaceAll("value=\"[^\"]*\"", ""));

    var link = linkIn("clara@example.org", "A new password");
    browser.get(link);
    browser.get(link);
    var token = link.substring(link.indexOf('=') + 1);
    var easy = browser.post("/reset", "token", token, "password", "password123");
    assertThat(easy.status()).isEqualTo(400);
    assertThat(easy.body()).contains("among the most common", "value=\"" + token + "\"");
    assertThat(browser.post("/reset", "token", token, "password", FRESH).header("Location"))
        .isEqualTo("/login");
    assertThat(browser.signIn("clara", FRESH).status()).isEqualTo(303);
    browser.get("/reset?token=" + token);
    assertThat(browser.post("/reset", "token", token, "password", FRESH).body())
        .contains("used before");
  }

  @Test
  void whatOneSaysOfOneselfIsShownAndChanged() {
    var browser = TestBrowser.signedIn(server, "doris");
    browser.get("/account");
    var wrong =
        browser.post("/account/profile", "username", "d", "bio", "</textarea><script>", "name", "");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("A username has 4 to 30", "&lt;/textarea&gt;&lt;script&gt;")
        .doesNotContain("</textarea><script>");

    var right =
        browser.post(
            "/account/profile",
            "username",
            "doris.d",
            "name",
            "Doris",
            "bio",
            "Reads\r\nin trains.",
            "birthDate",
            "1990-05-09",
            "shown",
            "ratings",
            "genres",
            "cops, robbers");
    assertThat(right.status()).as(right.body()).isEqualTo(303);
    var me = browser.get("/api/v1/me").json();
    assertThat(me.path("username").asString()).isEqualTo("doris.d");
    assertThat(me.path("bio").asString()).isEqualTo("Reads\nin trains.");
    assertThat(me.path("privacy").toString())
        .isEqualTo("{\"profile\":\"nobody\",\"ratings\":\"everyone\",\"lists\":\"nobody\"}");
    assertThat(me.path("interests").path("genres").toString()).isEqualTo("[\"cops, robbers\"]");
    assertThat(browser.get("/account").body())
        .contains("value=\"cops, robbers\" checked", "value=\"1990-05-09\"", "doris.d");
  }

  @Test
  void anotherAddressNeedsThePasswordAndAMail() {
    var browser = TestBrowser.signedIn(server, "elena");
    browser.get("/account");
    var wrong =
        browser.post("/account/email", "email", "elena@example.com", "password", "not-the-one");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("not the account's password");

    browser.get("/account");
    browser.post("/account/email", "email", "elena@example.com", "password", TestAccount.PASSWORD);
    assertThat(browser.get("/account").body())
        .contains("We have sent a mail", "elena@example.com", "elena@example.org");
    var link = linkIn("elena@example.com", "Is this your address?");
    browser.get(link);
    browser.post("/verify", "token", link.substring(link.indexOf('=') + 1));
    assertThat(browser.get("/account").body())
        .contains("elena@example.com")
        .doesNotContain("elena@example.org");
  }

  @Test
  void anotherPasswordEndsTheOtherSessions() {
    var browser = TestBrowser.signedIn(server, "fiona");
    var other = TestBrowser.of(server);
    other.signIn("fiona", TestAccount.PASSWORD);
    browser.get("/account");
    var wrong = browser.post("/account/password", "oldPassword", "not-the-one", "password", FRESH);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).doesNotContain("not-the-one", FRESH);

    assertThat(
            browser
                .post("/account/password", "oldPassword", TestAccount.PASSWORD, "password", FRESH)
                .status())
        .isEqualTo(303);
    assertThat(browser.get("/account").status()).isEqualTo(200);
    assertThat(other.get("/account").status()).isEqualTo(303);
    assertThat(other.signIn("fiona", FRESH).status()).isEqualTo(303);
  }

  @Test
  void aSessionElsewhereIsListedAndEnded() {
    var browser = TestBrowser.signedIn(server, "gerda");
    var other = TestBrowser.of(server);
    other.get("/login");
    other.postFrom(
        List.of(
            "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        "/login",
        "login",
        "gerda",
        "password",
        TestAccount.PASSWORD);
    var page = browser.get("/account").body();
    assertThat(page).contains("Firefox on Linux", "this browser");
    var action =
        Pattern.compile("/account/sessions/[0-9a-f-]{36}/end")
            .matcher(page.substring(page.indexOf("Firefox on Linux")));
    assertThat(action.find()).isTrue();
    var stranger = TestBrowser.signedIn(server, "hilda");
    stranger.get("/account");
    stranger.post(action.group());
    assertThat(other.get("/account").status()).isEqualTo(200);

    browser.post(action.group());
    assertThat(browser.get("/account").body()).doesNotContain("Firefox on Linux");
    assertThat(other.get("/account").status()).isEqualTo(303);
  }

  @Test
  void everythingHeldIsOneDownload() {
    var browser = TestBrowser.signedIn(server, "irene");
    var answer = browser.get("/account/export");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Disposition")).contains("attachment");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().path("account").path("username").asString()).isEqualTo("irene");
  }

  @Test
  void anAccountIsDeletedWithItsPasswordOnly() {
    var browser = TestBrowser.signedIn(server, "julia");
    browser.get("/account/delete");
    var wrong = browser.post("/account/delete", "password", "not-the-one");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("not the account's password");

    var answer = browser.post("/account/delete", "password", TestAccount.PASSWORD);
    assertThat(browser.follow(answer).body()).contains("Your account is deleted");
    assertThat(browser.get("/account").status()).isEqualTo(303);
    assertThat(browser.signIn("julia", TestAccount.PASSWORD).status()).isEqualTo(401);
  }

  @Test
  void strangersAreSentToSignInAndComeBack() {
    var browser = TestBrowser.of(server);
    TestAccount.fresh(server, "karla");
    var answer = browser.get("/account");
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/login?next=%2Faccount");
    assertThat(browser.follow(answer).body()).contains("name=\"next\" value=\"/account\"");
    for (var path : List.of("/account/profile", "/account/delete", "/account/password")) {
      assertThat(browser.post(path).header("Location")).as(path).startsWith("/login?next=");
    }
  }
}
