package org.tastemaker.server.job;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How workers run jobs.
///
/// @param threads how many jobs a worker runs at a time
/// @param poll how often a worker looks for due jobs when nobody tells it of one
/// @param heartbeat how often a worker says that it lives
/// @param deadAfter how long after its last heartbeat a worker is taken for dead and its job given
///   to another; at least four heartbeats
/// @param attempts how often a job is begun before it fails because its workers keep dying
/// @param keep how many ended jobs of each kind stay on record
/// @param streams how many live streams of progress a server has open at a time
@ConfigurationProperties("tastemaker.job")
record JobSettings(
    @DefaultValue("2") int threads,
    @DefaultValue("2s") Duration poll,
    @DefaultValue("2s") Duration heartbeat,
    @DefaultValue("10s") Duration deadAfter,
    @DefaultValue("3") int attempts,
    @DefaultValue("500") int keep,
    @DefaultValue("64") int streams) {
  JobSettings {
    require(threads >= 1, "tastemaker.job.threads must be at least 1");
    require(poll.isPositive(), "tastemaker.job.poll must be longer than nothing");
    require(heartbeat.isPositive(), "tastemaker.job.heartbeat must be longer than nothing");
    require(
        deadAfter.compareTo(heartbeat.multipliedBy(4)) >= 0,
        "tastemaker.job.dead-after must be at least four heartbeats");
    require(attempts >= 1, "tastemaker.job.attempts must be at least 1");
    require(keep >= 1, "tastemaker.job.keep must be at least 1");
    require(streams >= 1, "tastemaker.job.streams must be at least 1");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  int missedHeartbeats() {
    return Math.toIntExact(deadAfter.dividedBy(heartbeat));
  }
}
