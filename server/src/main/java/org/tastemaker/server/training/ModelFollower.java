package org.tastemaker.server.training;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tastemaker.server.sql.Notifications;

/// Keeps this node's live models where the pointers are: looks when told that one moved, and every
/// so often in case the message was lost.
final class ModelFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);

  private final LiveModels live;
  private final Notifications notifications;
  private final Duration every;
  private final Semaphore news = new Semaphore(0);
  private volatile boolean closed;

  ModelFollower(LiveModels live, Notifications notifications, Duration every) {
    this.live = live;
    this.notifications = notifications;
    this.every = every;
  }

  /// Loads the models and begins to follow.
  void start() {
    live.refresh();
    notifications.listen(LiveModels.CHANNEL, _ -> news.release());
    Thread.ofPlatform().name("live-models").daemon().start(this::follow);
  }

  private void follow() {
    while (!closed) {
      try {
        if (news.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
        if (!closed) {
          live.refresh();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException unreachable) {
        LOG.warn("Looking for new models failed: {}", unreachable.getMessage());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    news.release();
  }
}
