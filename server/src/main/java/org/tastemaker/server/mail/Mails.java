package org.tastemaker.server.mail;

import java.util.Map;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.job.Jobs;

/// Sends mails.
public final class Mails {
  private final Jobs jobs;
  private final Outbox outbox;
  private final TransactionTemplate transactions;

  Mails(Jobs jobs, Outbox outbox, TransactionTemplate transactions) {
    this.jobs = jobs;
    this.outbox = outbox;
    this.transactions = transactions;
  }

  /// Sees to it that a mail is sent, within the transaction at hand if there is one: when that
  /// fails, no mail is sent, and when it succeeds, a mail server that is away loses nothing.
  /// Touches no network.
  ///
  /// @param reason why, in a few words and without naming anybody: it stands in the job
  public void send(Mail mail, String reason) {
    transactions.executeWithoutResult(
        _ -> outbox.add(jobs.request(MailKind.NAME, Map.of(), reason).id(), mail));
  }
}
