package org.tastemaker.server.recommendation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How lists are made.
///
/// @param franchiseRun how many items of one franchise may follow one another; 0 for any number
/// @param declineShare what is left of a score for each decline that names something that the item
///   has, such as its genre; 1 for all of it
/// @param waiting how many requests may wait for their turn at scoring before one is refused
/// @param logQueue how many rows of the recommendation log may wait to be written
/// @param logRetention how long rows of the recommendation log are kept
@ConfigurationProperties("tastemaker.recommendation")
record RecommendationSettings(
    @DefaultValue("2") int franchiseRun,
    @DefaultValue("0.5") double declineShare,
    @DefaultValue("256") int waiting,
    @DefaultValue("20000") int logQueue,
    @DefaultValue("90d") Duration logRetention) {
  RecommendationSettings {
    require(franchiseRun >= 0, "tastemaker.recommendation.franchise-run must not be negative");
    require(
        declineShare > 0 && declineShare <= 1,
        "tastemaker.recommendation.decline-share must be above 0 and at most 1");
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
