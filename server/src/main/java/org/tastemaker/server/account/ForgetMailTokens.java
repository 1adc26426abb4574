package org.tastemaker.server.account;

import java.time.Duration;
import org.tastemaker.server.job.Chore;

/// Clears away tokens of mails that nobody used in time, wishes for a password whose jobs are gone,
/// and how many mails went to whom a while ago.
record ForgetMailTokens(MailTokens tokens, ForgottenRows wishes, MailAllowance allowance)
    implements Chore {
  @Override
  public String name() {
    return "mail-tokens";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(6);
  }

  @Override
  public void run() {
    tokens.deleteExpired();
    wishes.removeAbandoned();
    allowance.forgetWhole();
  }
}
