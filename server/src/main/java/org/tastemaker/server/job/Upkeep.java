package org.tastemaker.server.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that no job stays `running` without a living worker, nor `queued` without a place in
/// the queue. Runs in every server and worker, so that it does not need a worker to tell that there
/// is none.
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final JobRows rows;
  private final JobQueue queue;
  private final JobNews news;
  private final JobSettings settings;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;

  Upkeep(JobRows rows, JobQueue queue, JobNews news, JobSettings settings) {
    this.rows = rows;
    this.queue = queue;
    this.news = news;
    this.settings = settings;
  }

  /// Begins to look every heartbeat, unless it has begun.
  synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("job-upkeep").start(this::lookForever);
    }
  }

  private void lookForever() {
    try {
      do {
        look();
      } while (!closed.await(settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      run();
    } catch (RuntimeException unreachable) {
      if (closed.getCount() > 0) {
        LOG.warn("Looking after the jobs failed: {}", unreachable.getMessage());
      }
    }
  }

  void run() {
    var abandoned = news.abandoned(() -> rows.abandon(settings.deadAfter(), settings.attempts()));
    for (var job : abandoned) {
      LOG.warn(
          "The worker of job {} ({}) died at \"{}\"; the job is {} now",
          job.id(),
          job.kind(),
          job.step(),
          job.state().label());
      rows.log(job.id(), "Its worker died at \"%s\".".formatted(job.step()));
    }
    rows.unqueued().forEach(queue::add);
  }

  @Override
  public synchronized void close() {
    closed.countDown();
  }
}
