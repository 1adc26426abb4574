package org.tastemaker.server.recommendation;

import java.time.Duration;
import org.tastemaker.server.job.Chore;

/// Clears away what of the recommendation log is too old.
record LogRetention(RecommendationLog log, Duration retention) implements Chore {
  @Override
  public String name() {
    return "recommendation-log-retention";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    log.deleteOlderThan(retention);
  }
}
