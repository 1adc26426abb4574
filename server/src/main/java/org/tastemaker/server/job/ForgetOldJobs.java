package org.tastemaker.server.job;

import java.time.Duration;

/// Keeps the history of jobs to its newest part.
final class ForgetOldJobs implements Chore {
  private final JobRows rows;
  private final int keep;

  ForgetOldJobs(JobRows rows, int keep) {
    this.rows = rows;
    this.keep = keep;
  }

  @Override
  public String name() {
    return "forget old jobs";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    rows.forget(keep);
  }
}
