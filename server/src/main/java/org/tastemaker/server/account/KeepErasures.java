package org.tastemaker.server.account;

import java.time.Duration;
import org.tastemaker.server.job.Chore;

/// Writes down erasures that were not at once, since a server died or ran elsewhere.
record KeepErasures(ErasureFile file) implements Chore {
  @Override
  public String name() {
    return "erasures";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(10);
  }

  @Override
  public void run() {
    file.keep();
  }
}
