package org.tastemaker.server.mail;

import java.time.Duration;
import org.tastemaker.server.job.Chore;

/// Sees to it that no mail stays readable that nobody will send.
final class ForgetAbandonedMails implements Chore {
  private final Outbox outbox;

  ForgetAbandonedMails(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public String name() {
    return "forget abandoned mails";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void run() {
    outbox.removeAbandoned();
  }
}
