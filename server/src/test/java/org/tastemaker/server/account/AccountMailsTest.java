package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.job.Worker;

/// What comes by mail, from a real mail server.
final class AccountMailsTest {
  private static final Pattern TOKEN = Pattern.compile("#token=(\\S+)");
  private static final GreenMail POST =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  private static final Set<String> TAKEN = new HashSet<>();

  private static TestServer server;

  @BeforeAll
  static void start() {
    POST.start();
    server =
        TestServer.start(
            Map.of(
                "tastemaker.account.bcrypt-cost", 4,
                "tastemaker.account.verify-page", "https://app.example/verify",
                "tastemaker.account.reset-page", "https://app.example/password",
                "tastemaker.mail.host", "127.0.0.1",
                "tastemaker.mail.port", POST.getSmtp().getPort(),
                "tastemaker.mail.tls", "none",
                "tastemaker.mail.from", "no-reply@tastemaker.example"));
    server.of(Worker.class).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    POST.stop();
  }

  /// The mail to somebody at example.org with that subject, once it has come; it is taken away.
  private static String mail(String to, String subject) throws Exception {
    for (var tries = 0; tries < 400; tries++) {
      var found =
          Arrays.stream(POST.getReceivedMessages())
              .filter(message -> isTo(message, to, subject))
              .findFirst();
      if (found.isPresent()) {
        TAKEN.add(found.get().getMessageID());
        return text(found.get());
      }
      Thread.sleep(50);
    }
    throw new AssertionError("No mail \"%s\" came to %s.".formatted(subject, to));
  }

  private static boolean isTo(MimeMessage message, String to, String subject) {
    try {
      return !TAKEN.contains(message.getMessageID())
          && subject.equals(message.getSubject())
          && message.getAllRecipients()[0].toString().equals(to + "@example.org");
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(MimeMessage message) {
    try {
      return String.valueOf(((MimeMultipart) message.getContent()).getBodyPart(0).getContent());
    } catch (java.io.IOException | jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String tokenIn(String mail) {
    var token = TOKEN.matcher(mail);
    assertThat(token.find()).as(mail).isTrue();
    return token.group(1);
  }

  private static int post(String path, String body) {
    return TestAccount.send(server, "POST", path, body).status();
  }

  @Test
  void anAddressIsVerifiedByItsMailOnce() throws Exception {
    var ann = TestAccount.fresh(server, "anna");
    assertThat(ann.get("/api/v1/me").json().path("verified").asBoolean()).isFalse();

    var mail = mail("anna", "Is this your address?");
    assertThat(mail).contains("Hello anna", "https://app.example/verify#token=");
    var body = "{\"token\":\"" + tokenIn(mail) + "\"}";

    assertThat(
            post("/api/v1/auth/reset", body.replace("}", ",\"password\":\"pear-tree-in-june\"}")))
        .isEqualTo(400);
    assertThat(post("/api/v1/auth/verify", body)).isEqualTo(204);
    assertThat(ann.get("/api/v1/me").json().path("verified").asBoolean()).isTrue();
    assertThat(post("/api/v1/auth/verify", body)).isEqualTo(400);
    assertThat(post("/api/v1/auth/verify", "{\"token\":\"made-up\"}")).isEqualTo(400);
  }

  @Test
  void aForgottenPasswordIsReplacedByMailAndEverySessionEnds() throws Exception {
    var bob = TestAccount.fresh(server, "bobby");
    mail("bobby", "Is this your address?");
    assertThat(post("/api/v1/auth/forgotten", "{\"email\":\"bobby@example.org\"}")).isEqualTo(202);
    var token = tokenIn(mail("bobby", "A new password"));
    var easy = "{\"token\":\"%s\",\"password\":\"password123\"}".formatted(token);
    var good = "{\"token\":\"%s\",\"password\":\"pear-tree-in-june\"}".formatted(token);

    assertThat(post("/api/v1/auth/reset", easy)).isEqualTo(400);
    assertThat(bob.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(post("/api/v1/auth/reset", good)).isEqualTo(204);

    assertThat(bob.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(TestAccount.login(server, "bobby", "pear-tree-in-june").status()).isEqualTo(200);
    assertThat(mail("bobby", "Your password has changed")).contains("signed out everywhere");
    assertThat(post("/api/v1/auth/reset", good)).isEqualTo(400);
  }

  @Test
  void ofTwoMailsForAPasswordTheLaterCounts() throws Exception {
    TestAccount.fresh(server, "carla");
    mail("carla", "Is this your address?");
    post("/api/v1/auth/forgotten", "{\"email\":\"carla@example.org\"}");
    var first = tokenIn(mail("carla", "A new password"));
    post("/api/v1/auth/forgotten", "{\"email\":\"carla@example.org\"}");
    var second = tokenIn(mail("carla", "A new password"));

    var body = "{\"token\":\"%s\",\"password\":\"pear-tree-in-june\"}";
    assertThat(post("/api/v1/auth/reset", String.format(body, first))).isEqualTo(400);
    assertThat(post("/api/v1/auth/reset", String.format(body, second))).isEqualTo(204);
  }

  @Test
  void whoAsksAboutAnotherAddressLearnsNothingAndItsOwnerDoes() throws Exception {
    assertThat(post("/api/v1/auth/forgotten", "{\"email\":\"nobody@example.org\"}")).isEqualTo(202);
    TestAccount.fresh(server, "donna");
    mail("donna", "Is this your address?");

    var again = TestAccount.signUp(server, "donna@example.org", "donna_two", "pear-tree-in-june");

    assertThat(again.status()).isEqualTo(201);
    assertThat(mail("donna", "You have an account already")).contains("one already: donna.");
  }

  /// The limit is five at once; whoever asks is told the same as ever.
  @Test
  void nobodyFillsTheInboxOfSomebodyElse() throws Exception {
    TestAccount.fresh(server, "jana");
    mail("jana", "Is this your address?");
    var body = "{\"email\":\"Jana@example.org\"}";
    for (int n = 0; n < 8; n++) {
      assertThat(post("/api/v1/auth/forgotten", body)).isEqualTo(202);
      var name = "jana_" + n;
      var again = TestAccount.signUp(server, "jana@example.org", name, "pear-tree-in-june");
      assertThat(again.status()).isEqualTo(201);
    }
    // a mail that is not limited, behind all the others
    TestAccount.signUp(server, "karl@example.org", "karl", "pear-tree-in-june");
    mail("karl", "Is this your address?");
    awaitJobs();

    assertThat(count("jana", "A new password")).isEqualTo(5);
    assertThat(count("jana", "You have an account already")).isEqualTo(4);
    int good = 0;
    for (int n = 0; n < 5; n++) {
      good += isGood(tokenIn(mail("jana", "A new password"))) ? 1 : 0;
    }
    assertThat(good).isEqualTo(1);
  }

  private static boolean isGood(String token) {
    var kept =
        server
            .database()
            .jdbc()
            .sql("select count(*) from mail_token where hash = :hash")
            .param("hash", Secrets.hash(token))
            .query(Integer.class)
            .single();
    return kept == 1;
  }

  private static long count(String to, String subject) {
    return Arrays.stream(POST.getReceivedMessages())
        .filter(message -> isTo(message, to, subject))
        .count();
  }

  private static void awaitJobs() throws Exception {
    for (var tries = 0; tries < 400 && waiting() > 0; tries++) {
      Thread.sleep(50);
    }
    assertThat(waiting()).isZero();
  }

  private static int waiting() {
    return server
        .database()
        .jdbc()
        .sql(
            "select count(*) from job where kind in ('forgotten-password', 'mail') and state in ('queued', 'running')")
        .query(Integer.class)
        .single();
  }

  @Test
  void whoLeavesIsToldSo() throws Exception {
    var eva = TestAccount.fresh(server, "evan");
    mail("evan", "Is this your address?");
    eva.send("DELETE", "/api/v1/me", "{\"password\":\"" + TestAccount.PASSWORD + "\"}");

    assertThat(mail("evan", "Your account is deleted")).contains("are deleted");
  }

  @Test
  void anotherAddressCountsWhenItsMailIsAnsweredAndTheOldOneIsTold() throws Exception {
    var frida = TestAccount.fresh(server, "frida");
    mail("frida", "Is this your address?");
    var wrong = "{\"email\":\"frida.new@example.org\",\"password\":\"guess-guess\"}";
    var patch = wrong.replace("guess-guess", TestAccount.PASSWORD);

    assertThat(frida.send("PATCH", "/api/v1/me", wrong).status()).isEqualTo(403);
    assertThat(
            frida
                .send("PATCH", "/api/v1/me", "{\"email\":\"frida.new@example.org\"}")
                .json()
                .path("errors")
                .get(0)
                .path("field")
                .asString())
        .isEqualTo("password");
    var asked = frida.send("PATCH", "/api/v1/me", patch);
    assertThat(asked.status()).as(asked.body()).isEqualTo(200);
    assertThat(asked.json().path("email").asString()).isEqualTo("frida@example.org");
    assertThat(asked.json().path("newEmail").asString()).isEqualTo("frida.new@example.org");
    var token = tokenIn(mail("frida.new", "Is this your address?"));
    assertThat(mail("frida", "A new address for your account")).contains("change your password");

    assertThat(post("/api/v1/auth/verify", "{\"token\":\"" + token + "\"}")).isEqualTo(204);

    assertThat(mail("frida", "Your address has changed")).contains("last mail");
    var me = frida.get("/api/v1/me").json();
    assertThat(me.path("email").asString()).isEqualTo("frida.new@example.org");
    assertThat(me.path("verified").asBoolean()).isTrue();
    assertThat(me.has("newEmail")).isFalse();
    assertThat(TestAccount.login(server, "frida@example.org", TestAccount.PASSWORD).status())
        .isEqualTo(401);
    assertThat(TestAccount.login(server, "frida.new@example.org", TestAccount.PASSWORD).status())
        .isEqualTo(200);
    assertThat(post("/api/v1/auth/verify", "{\"token\":\"" + token + "\"}")).isEqualTo(400);
  }

  @Test
  void whetherAnotherAddressHasAnAccountIsForItsOwnerToKnow() throws Exception {
    TestAccount.fresh(server, "greta");
    mail("greta", "Is this your address?");
    var hans = TestAccount.fresh(server, "hans");

    var answer =
        hans.send(
            "PATCH",
            "/api/v1/me",
            "{\"email\":\"greta@example.org\",\"password\":\"" + TestAccount.PASSWORD + "\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("newEmail").asString()).isEqualTo("greta@example.org");
    assertThat(mail("greta", "You have an account already")).doesNotContain("#token=");
  }

  @Test
  void noJobSaysWhoseTheMailsAreOrWhetherThereIsAnAccount() throws Exception {
    TestAccount.fresh(server, "irene");
    mail("irene", "Is this your address?");
    post("/api/v1/auth/forgotten", "{\"email\":\"irene@example.org\"}");
    post("/api/v1/auth/forgotten", "{\"email\":\"nobody.at.all@example.org\"}");
    mail("irene", "A new password");

    var jobs = server.get("/api/v1/jobs?kind=forgotten-password&state=succeeded");

    assertThat(jobs.body()).doesNotContain("irene", "nobody.at.all");
    var outcomes = new HashSet<String>();
    jobs.json().path("jobs").forEach(job -> outcomes.add(job.path("outcome").toString()));
    assertThat(outcomes).containsExactly("{}");
    assertThat(
            server
                .database()
                .jdbc()
                .sql("select count(*) from forgotten_password where email like 'irene%'")
                .query(Integer.class)
                .single())
        .isZero();
  }
}
