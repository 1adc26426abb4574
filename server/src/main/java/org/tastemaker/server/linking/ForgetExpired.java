package org.tastemaker.server.linking;

import java.time.Duration;
import org.tastemaker.server.job.Chore;

/// Clears away sign-ins that nobody came back from, codes that nobody exchanged, and tokens that no
/// job will tell their provider of.
record ForgetExpired(OneTimeRows rows, FarewellRows farewells) implements Chore {
  @Override
  public String name() {
    return "linking-secrets";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(30);
  }

  @Override
  public void run() {
    rows.deleteExpired();
    farewells.removeAbandoned();
  }
}
