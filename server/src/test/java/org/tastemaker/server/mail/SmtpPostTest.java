package org.tastemaker.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tastemaker.server.mail.Post.Delivery;

/// What comes of handing a mail to servers of every temper.
final class SmtpPostTest {
  private static final Outbox.Waiting MAIL = MailBench.MAIL;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RCPT | 550 5.1.1 <ada@example.org> ada is unknown here",
        "DATA | 554 5.7.1 no mail from you",
        ". | 552 5.3.4 too big"
      })
  void refusalOfTheMailIsForGood(String command, String answer) throws Exception {
    assertThat(deliver(Map.of(command, answer)))
        .isInstanceOfSatisfying(
            Delivery.Refused.class,
            refused ->
                assertThat(refused.why())
                    .contains(answer.substring(0, 9))
                    .doesNotContain("ada@", "ada is"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RCPT | 450 4.2.0 greylisted, ada@example.org",
        "DATA | 451 4.3.0 later",
        ". | 452 4.3.1 disk full",
        "MAIL | 550 5.7.1 this sender may not",
        "MAIL | 421 4.4.2 closing",
        "EHLO | ''",
        ". | ''"
      })
  void anythingElseIsTriedAgain(String command, String answer) throws Exception {
    assertThat(deliver(Map.of(command, answer)))
        .isInstanceOfSatisfying(
            Delivery.Deferred.class,
            deferred ->
                assertThat(deferred.why())
                    .startsWith("The mail server localhost:")
                    .doesNotContain("ada@"));
  }

  @Test
  void mailIsTakenWhateverTheServerSaysToTheEnd() throws Exception {
    assertThat(deliver(Map.of("QUIT", ""))).isInstanceOf(Delivery.Delivered.class);
  }

  private static Delivery deliver(Map<String, String> answers) throws Exception {
    try (var server = new ScriptedServer(answers)) {
      return new SmtpPost(MailBench.settings(server.port(), Map.of())).deliver(MAIL);
    }
  }

  @Test
  void serverThatCannotEncryptHearsNothing() throws Exception {
    try (var server = new ScriptedServer(Map.of())) {
      var settings =
          MailBench.settings(
              server.port(), Map.of("tls", "starttls", "user", "me", "password", "s3cret"));
      assertThat(new SmtpPost(settings).deliver(MAIL)).isInstanceOf(Delivery.Deferred.class);
      assertThat(server.heard()).noneMatch(line -> line.matches("(?i)(AUTH|MAIL|RCPT).*"));
    }
  }

  @Test
  void silentServerKeepsNobodyLong() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = MailBench.settings(silent.getLocalPort(), Map.of("timeout", "300ms"));
      var begun = Instant.now();
      assertThat(new SmtpPost(settings).deliver(MAIL)).isInstanceOf(Delivery.Deferred.class);
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void serverThatIsAwayIsNotAskedForEveryMail() throws Exception {
    int port = MailBench.freePort();
    var post = new SmtpPost(MailBench.settings(port, Map.of("retry-after", "1s")));
    assertThat(post.deliver(MAIL)).isInstanceOf(Delivery.Deferred.class);
    var server = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      assertThat(post.deliver(MAIL))
          .isEqualTo(
              new Delivery.Deferred(
                  "The mail server localhost:%d could not be reached a moment ago."
                      .formatted(port)));
      Thread.sleep(1100);
      assertThat(post.deliver(MAIL)).isInstanceOf(Delivery.Delivered.class);
    } finally {
      server.stop();
    }
  }

  @Test
  void passwordOpensTheServer() {
    int port = MailBench.freePort();
    var server = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
    server.withConfiguration(
        GreenMailConfiguration.aConfig().withUser("us@x.example", "us", "p4ss"));
    server.start();
    try {
      var right = MailBench.settings(port, Map.of("user", "us", "password", "p4ss"));
      assertThat(new SmtpPost(right).deliver(MAIL)).isInstanceOf(Delivery.Delivered.class);
      var wrong = MailBench.settings(port, Map.of("user", "us", "password", "wr0ng"));
      assertThat(new SmtpPost(wrong).deliver(MAIL))
          .isInstanceOfSatisfying(
              Delivery.Deferred.class,
              deferred -> assertThat(deferred.why()).contains("535").doesNotContain("wr0ng"));
      assertThat(server.getReceivedMessages()).hasSize(1);
    } finally {
      server.stop();
    }
  }
}
