package org.tastemaker.server.account;

import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.account.MailTokens.Purpose;
import org.tastemaker.server.job.JobContext;
import org.tastemaker.server.job.JobKind;

/// Looks whether an address has an account, and sends it the mail for a new password. Neither the
/// job nor its outcome says whether it had.
///
/// @param mails asked for when a job runs: sending takes jobs, which take their kinds
record ForgottenKind(
    ForgottenRows rows,
    AccountRows accounts,
    MailTokens tokens,
    Supplier<AccountMails> mails,
    TransactionTemplate transactions)
    implements JobKind {
  static final String NAME = "forgotten-password";

  /// What a job says of itself.
  record Outcome() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Object run(JobContext context) {
    context.stopIfCancelled();
    transactions.executeWithoutResult(
        _ -> rows.take(context.id()).flatMap(accounts::find).ifPresent(this::send));
    return new Outcome();
  }

  private void send(Account account) {
    var email = account.email();
    if (email != null) {
      mails.get().reset(account, () -> tokens.issue(account.id(), email, Purpose.RESET));
    }
  }
}
