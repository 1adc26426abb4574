package org.tastemaker.server.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.tastemaker.server.job.JobContext;
import org.tastemaker.server.job.JobKind;
import org.tastemaker.server.job.RetryLater;
import org.tastemaker.server.mail.Post.Delivery;

/// Sends the mail of a job. Neither the job's parameters nor its outcome, log or problem say whom
/// it is to or what it says.
///
/// A mail that cannot be sent waits as long again as it has waited, half an hour at most, until
/// [MailSettings#giveUpAfter].
final class MailKind implements JobKind {
  static final String NAME = "mail";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  /// What a job achieved.
  ///
  /// @param sent false when there was nothing to send: a worker died after it had sent the mail, or
  ///   the job was asked for by hand
  record Outcome(boolean sent) {}

  private final Outbox outbox;
  private final Post post;
  private final MailSettings settings;
  private final Clock clock;

  MailKind(Outbox outbox, Post post, MailSettings settings, Clock clock) {
    this.outbox = outbox;
    this.post = post;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Object run(JobContext context) {
    context.stopIfCancelled();
    var found = outbox.of(context.id());
    return found.isEmpty() ? new Outcome(false) : send(found.get());
  }

  private Object send(Outbox.Waiting mail) {
    if (waited(mail).compareTo(settings.giveUpAfter().plus(LONGEST_WAIT)) > 0) {
      throw giveUp(mail, "no worker came to it in time.");
    }
    return switch (post.deliver(mail)) {
      case Delivery.Delivered _ -> {
        outbox.remove(mail.job());
        yield new Outcome(true);
      }
      case Delivery.Refused(var why) -> {
        outbox.remove(mail.job());
        throw new IllegalStateException("The mail server does not take the mail: " + why);
      }
      case Delivery.Deferred(var why) -> later(mail, why);
    };
  }

  private Duration waited(Outbox.Waiting mail) {
    return Duration.between(mail.writtenAt(), clock.instant());
  }

  private RetryLater later(Outbox.Waiting mail, String why) {
    var due = clock.instant().plus(wait(waited(mail)));
    if (due.isAfter(mail.writtenAt().plus(settings.giveUpAfter()))) {
      throw giveUp(mail, why);
    }
    return new RetryLater(due, why);
  }

  private Duration wait(Duration waited) {
    var wait = waited.compareTo(settings.retryAfter()) < 0 ? settings.retryAfter() : waited;
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private IllegalStateException giveUp(Outbox.Waiting mail, String why) {
    outbox.remove(mail.job());
    Instant since = mail.writtenAt();
    return new IllegalStateException(
        "The mail could not be sent since %s and is given up: %s".formatted(since, why));
  }
}
