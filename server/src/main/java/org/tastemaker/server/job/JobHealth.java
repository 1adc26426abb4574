package org.tastemaker.server.job;

import java.time.Duration;
import org.tastemaker.server.http.HealthCheck;

/// Tells how the workers get on. Never down: a server serves without them.
final class JobHealth implements HealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JobRows rows;

  JobHealth(JobRows rows) {
    this.rows = rows;
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public boolean isVital() {
    return false;
  }

  @Override
  public Result check() {
    var load = rows.load(PATIENCE);
    var figures = "%d running, %d waiting".formatted(load.running(), load.queued());
    return Result.up(
        load.late() > 0 && load.running() == 0
            ? figures + "; no worker runs them, start one with ./tastemaker worker"
            : figures);
  }
}
