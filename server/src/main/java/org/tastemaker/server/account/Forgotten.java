package org.tastemaker.server.account;

import java.util.Map;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.job.Jobs;

/// Takes wishes for a new password, all in the same way whether their address has an account.
final class Forgotten {
  private final ForgottenRows rows;
  private final Jobs jobs;
  private final TransactionTemplate transactions;

  Forgotten(ForgottenRows rows, Jobs jobs, TransactionTemplate transactions) {
    this.rows = rows;
    this.jobs = jobs;
    this.transactions = transactions;
  }

  /// Sees to it that whoever reads the mails of an address gets one, if it has an account.
  void ask(String email) {
    transactions.executeWithoutResult(_ ->
        rows.add(
            jobs.request(ForgottenKind.NAME, Map.of(), "a password was forgotten").id(), email));
  }

  /// Drops the wishes for an address.
  void forget(String email) {
    rows.removeAll(email);
  }
}
