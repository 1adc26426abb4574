package org.tastemaker.server.recommendation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How lists are made.
///
/// @param franchiseRun how many items of one franchise may follow one another; 0 for any number
/// @param waiting how many requests may wait for their turn at scoring before one is refused
/// @param logQueue how many rows of the recommendation log may wait to be written
/// @param logRetention how long rows of the recommendation log are kept
@ConfigurationProperties("tastemaker.recommendation")
record RecommendationSettings(
    @DefaultValue("2") int franchiseRun,
    @DefaultValue("256") int waiting,
    @DefaultValue("20000") int logQueue,
    @DefaultValue("90d") Duration logRetention) {
  RecommendationSettings {
    require(franchiseRun >= 0, "tastemaker.recommendation.franchise-run must not be negative");
    require(waiting >= 0, "tastemaker.recommendation.waiting must not be negative");
    require(logQueue >= 1, "tastemaker.recommendation.log-queue must be at least 1");
    require(
        logRetention.isPositive(),
        "tastemaker.recommendation.log-retention must be longer than nothing");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
