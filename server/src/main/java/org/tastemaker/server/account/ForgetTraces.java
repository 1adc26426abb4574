package org.tastemaker.server.account;

import java.time.Duration;
import org.tastemaker.server.job.Chore;

/// Clears away tries of passwords after an hour, and notes of the audit after their time.
record ForgetTraces(SignInDelays delays, Audit audit, Duration retention) implements Chore {
  @Override
  public String name() {
    return "account-traces";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    delays.forget();
    audit.forget(retention);
  }
}
