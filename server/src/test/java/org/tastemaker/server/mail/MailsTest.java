package org.tastemaker.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.job.Job;
import org.tastemaker.server.job.JobState;

/// Mails on a real database, by real workers, to a real mail server.
final class MailsTest {
  private static final Mail RESET =
      new Letter("Ihr neues Paßwort 🔑")
          .say("Grüß Gott, Ada 🎬!")
          .link("Hier wählen", URI.create("https://tastes.example/reset?token=s3cret"))
          .to(new MailAddress("ada@example.org"));

  private MailBench bench;

  @BeforeEach
  void open() {
    bench = new MailBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void mailArrivesAsTextAndHtml() throws Exception {
    bench.server().start();
    bench.mails(Map.of()).send(RESET, "a new password was asked for");
    bench.jobs().worker().start();

    assertThat(bench.ended().state()).isEqualTo(JobState.SUCCEEDED);
    var message = onlyMessage();
    assertThat(message.getSubject()).isEqualTo("Ihr neues Paßwort 🔑");
    assertThat(message.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("ada@example.org");
    assertThat(message.getFrom()[0].toString()).contains("no-reply@tastes.example");
    assertThat(message.getContentType()).startsWith("multipart/alternative");
    assertThat(MailBench.bodies(message)).containsExactly(RESET.text(), RESET.html());
  }

  @Test
  void headersSayWhoWroteItAndWhen() throws Exception {
    bench.server().start();
    bench.mails(Map.of()).send(RESET, "test");
    bench.jobs().worker().start();
    bench.ended();
    var message = onlyMessage();
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getHeader("Message-ID"))
        .singleElement()
        .asString()
        .matches("<[0-9a-f-]{36}@tastes\\.example>");
    assertThat(message.getHeader("Date")).hasSize(1);
    assertThat(message.getHeader("MIME-Version")).containsExactly("1.0");
    assertThat(message.getHeader("Subject")[0]).matches("\\p{ASCII}+");
  }

  private MimeMessage onlyMessage() {
    assertThat(bench.server().getReceivedMessages()).hasSize(1);
    return bench.server().getReceivedMessages()[0];
  }

  @Test
  void longLinesAndLinesOfOneDotArriveAsTheyWere() throws Exception {
    bench.server().start();
    var text = "x".repeat(3000) + "\n.\n..\nFrom here: ü\n";
    bench.mails(Map.of()).send(new Mail(RESET.to(), "lines", text, "<p>.\n.</p>"), "test");
    bench.jobs().worker().start();
    bench.ended();
    assertThat(MailBench.bodies(onlyMessage()).getFirst()).isEqualTo(text);
  }

  @Test
  void mailWaitsForADeadServerAndArrivesOnce() throws Exception {
    bench.mails(Map.of()).send(RESET, "test");
    bench.jobs().worker().start();
    var waiting = bench.jobs().await(bench.newest(), job -> job.attempts() >= 2 && isQueued(job));
    assertThat(waiting.step()).contains("The mail server localhost:" + bench.port());
    assertThat(bench.waiting()).isEqualTo(1);

    bench.server().start();

    assertThat(bench.ended().state()).isEqualTo(JobState.SUCCEEDED);
    onlyMessage();
    assertThat(bench.waiting()).isZero();
  }

  private static boolean isQueued(Job job) {
    return job.state() == JobState.QUEUED;
  }

  @Test
  void nothingButTheOutboxSaysWhatAMailSays() {
    bench.mails(Map.of()).send(RESET, "test");
    bench.jobs().worker().start();
    bench.jobs().await(bench.newest(), job -> job.attempts() >= 1 && isQueued(job));
    assertThat(bench.records()).doesNotContain("s3cret", "ada@", "Paßwort");
    bench.server().start();
    bench.ended();
    assertThat(bench.waiting()).isZero();
    assertThat(bench.records()).doesNotContain("s3cret", "ada@", "Paßwort");
  }

  @Test
  void mailIsGivenUpInTheEnd() {
    bench.mails(Map.of("give-up-after", "900ms")).send(RESET, "test");
    bench.jobs().worker().start();
    var job = bench.ended();
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.problem())
        .startsWith("The mail could not be sent since ")
        .contains("is given up", "localhost:" + bench.port());
    assertThat(job.attempts()).isGreaterThan(1);
    assertThat(bench.waiting()).isZero();
  }

  @Test
  void mailThatNoWorkerCameToForADayIsNotSent() {
    bench.server().start();
    bench.mails(Map.of()).send(RESET, "test");
    bench
        .jobs()
        .database()
        .jdbc()
        .sql("update mail_outbox set written_at = now() - interval '25 h'")
        .update();
    bench.jobs().worker().start();
    assertThat(bench.ended().problem()).contains("no worker came to it");
    assertThat(bench.server().getReceivedMessages()).isEmpty();
    assertThat(bench.waiting()).isZero();
  }

  @Test
  void mailOfATransactionThatFailsIsNone() {
    var mails = bench.mails(Map.of());
    assertThatThrownBy(() ->
            bench
                .jobs()
                .database()
                .transactions()
                .executeWithoutResult(_ -> {
                  mails.send(RESET, "test");
                  throw new IllegalStateException("no");
                }))
        .hasMessage("no");
    assertThat(bench.waiting()).isZero();
    assertThat(bench.records()).isEmpty();
  }

  @Test
  void twoWorkersSendEachMailOnce() throws Exception {
    bench.server().start();
    var mails = bench.mails(Map.of());
    for (int i = 0; i < 40; i++) {
      mails.send(new Mail(RESET.to(), "Mail " + i, "text", "<p>html</p>"), "test");
    }
    bench.jobs().worker().start();
    bench.jobs().worker().start();
    assertThat(bench.server().waitForIncomingEmail(20_000, 40)).isTrue();
    for (long job = bench.newest(); job > bench.newest() - 40; job--) {
      bench.jobs().await(job, each -> each.state() == JobState.SUCCEEDED);
    }
    var subjects = new HashSet<String>();
    for (var message : bench.server().getReceivedMessages()) {
      subjects.add(message.getSubject());
    }
    assertThat(bench.server().getReceivedMessages()).hasSize(40);
    assertThat(subjects).hasSize(40);
    assertThat(bench.waiting()).isZero();
  }

  @Test
  void cancelledMailIsForgotten() {
    bench.mails(Map.of()).send(RESET, "test");
    bench.jobs().jobs().cancel(bench.newest());
    new ForgetAbandonedMails(bench.outbox()).run();
    assertThat(bench.waiting()).isZero();
  }

  @Test
  void mailThatWaitsIsNotForgotten() {
    bench.mails(Map.of()).send(RESET, "test");
    new ForgetAbandonedMails(bench.outbox()).run();
    assertThat(bench.waiting()).isEqualTo(1);
  }

  @Test
  void jobWithoutAMailSendsNothing() {
    bench.server().start();
    bench.mails(Map.of());
    bench.jobs().jobs().request("mail", Map.of(), "by hand");
    bench.jobs().worker().start();
    assertThat(String.valueOf(bench.ended().outcome())).isEqualTo("{\"sent\":false}");
    assertThat(bench.server().getReceivedMessages()).isEmpty();
  }

  @Test
  void withoutAServerMailsArePrivateFiles(@TempDir Path data) throws Exception {
    var folder = data.resolve("mail");
    var settings = MailBench.settings(Map.of());
    bench.mails(new FolderPost(settings, folder), settings).send(RESET, "test");
    bench.jobs().worker().start();

    assertThat(bench.ended().state()).isEqualTo(JobState.SUCCEEDED);

    try (var files = Files.list(folder)) {
      var file = files.toList().getFirst();
      assertThat(folder).isDirectoryContaining("glob:**.eml");
      assertThat(permissions(folder)).isEqualTo("rwx------");
      assertThat(permissions(file)).isEqualTo("rw-------");
      assertThat(file.getFileName().toString()).doesNotContain("ada");
      var message =
          new MimeMessage(Session.getInstance(new Properties()), Files.newInputStream(file));
      assertThat(message.getSubject()).isEqualTo(RESET.subject());
      assertThat(MailBench.bodies(message)).containsExactly(RESET.text(), RESET.html());
    }
    assertThat(bench.waiting()).isZero();
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void folderThatCannotBeWrittenLosesNothing(@TempDir Path data) throws Exception {
    var folder = Files.writeString(data.resolve("mail"), "a file in the way");
    var settings = MailBench.settings(Map.of("retry-after", "200ms"));
    bench.mails(new FolderPost(settings, folder), settings).send(RESET, "test");
    bench.jobs().worker().start();
    bench.jobs().await(bench.newest(), job -> isQueued(job) && job.step().contains("written"));
    Files.delete(folder);
    assertThat(bench.ended().state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(folder).isDirectoryContaining("glob:**.eml");
  }
}
