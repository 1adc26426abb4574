package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.job.Worker;

/// A wish for a new password outlives the server that took it: here no worker runs when it comes.
final class ForgottenTest {
  @Test
  void theWishIsKeptBeforeItIsAnsweredAndServedByWhicheverWorkerComes() throws Exception {
    try (var server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4))) {
      TestAccount.fresh(server, "anton");

      for (var address : new String[] {"anton@example.org", "nobody@example.org"}) {
        var answer =
            TestAccount.send(
                server, "POST", "/api/v1/auth/forgotten", "{\"email\":\"" + address + "\"}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(wishesFor(server, address)).isEqualTo(1);
      }
      server.of(Worker.class).start();

      awaitMail(server, "A new password");
      assertThat(wishesFor(server, "anton@example.org")).isZero();
    }
  }

  private static int wishesFor(TestServer server, String address) {
    return server
        .database()
        .jdbc()
        .sql(
            """
            select count(*) from forgotten_password join job on job.id = forgotten_password.job
            where email = :email and job.kind = 'forgotten-password'
            """)
        .param("email", address)
        .query(Integer.class)
        .single();
  }

  /// Without a mail server mails are files.
  private static void awaitMail(TestServer server, String subject) throws Exception {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      if (hasMail(server.folder().resolve("mail"), subject)) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("No mail \"" + subject + "\" was written.");
  }

  private static boolean hasMail(Path folder, String subject) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var files = Files.list(folder)) {
      for (var file : files.filter(one -> one.toString().endsWith(".eml")).toList()) {
        if (Files.readString(file).contains("Subject: " + subject)) {
          return true;
        }
      }
    }
    return false;
  }
}
