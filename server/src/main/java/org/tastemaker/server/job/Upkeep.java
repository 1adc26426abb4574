package org.tastemaker.server.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that no job stays `running` without a living worker, nor `queued` without a place in
/// the queue.
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final JobRows rows;
  private final JobQueue queue;
  private final JobNews news;
  private final JobSettings settings;

  Upkeep(JobRows rows, JobQueue queue, JobNews news, JobSettings settings) {
    this.rows = rows;
    this.queue = queue;
    this.news = news;
    this.settings = settings;
  }

  void run() {
    for (var job : rows.abandon(settings.deadAfter(), settings.attempts())) {
      LOG.warn(
          "The worker of job {} ({}) died at \"{}\"; the job is {} now",
          job.id(),
          job.kind(),
          job.step(),
          job.state().label());
      rows.log(job.id(), "Its worker died at \"%s\".".formatted(job.step()));
      news.changed(job.id());
    }
    rows.unqueued().forEach(queue::add);
  }
}
