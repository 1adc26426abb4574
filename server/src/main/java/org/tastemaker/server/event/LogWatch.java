package org.tastemaker.server.event;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/// Wakes those who follow the logs when more of them is settled. One thread looks for all, and only
/// while anybody follows: a notification from each writer would make commits queue.
final class LogWatch implements ApplicationListener<ContextClosedEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

  /// One who follows. To be closed.
  final class Watcher implements AutoCloseable {
    private final Semaphore news = new Semaphore(0);

    /// Waits until there may be news, at most so long.
    void await(Duration patience) throws InterruptedException {
      if (news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
    }

    @Override
    public void close() {
      forget(this);
    }
  }

  private final LogPositions positions;
  private final int limit;
  private final Duration every;
  private final Set<Watcher> watchers = new HashSet<>();
  private @Nullable Thread looking;
  private volatile boolean closed;

  LogWatch(LogPositions positions, int limit, Duration every) {
    this.positions = positions;
    this.limit = limit;
    this.every = every;
  }

  boolean isClosed() {
    return closed;
  }

  /// Another watcher; empty where there is no room for one.
  synchronized Optional<Watcher> watch() {
    if (watchers.size() >= limit || closed) {
      return Optional.empty();
    }
    var watcher = new Watcher();
    watchers.add(watcher);
    if (looking == null) {
      looking = Thread.ofVirtual().name("log-watch").start(this::look);
    }
    return Optional.of(watcher);
  }

  private synchronized void forget(Watcher watcher) {
    watchers.remove(watcher);
  }

  private void look() {
    long events = -1;
    long all = -1;
    while (isWatched()) {
      try {
        Thread.sleep(every);
        long newEvents = positions.settledEvents();
        long newAll = positions.settled();
        if (newEvents != events || newAll != all) {
          wake();
        }
        events = newEvents;
        all = newAll;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.atWarn().log("Whether anything happened cannot be seen: {}", e.getMessage());
        wake();
      }
    }
  }

  /// Whether to look again; the thread ends with a no.
  private synchronized boolean isWatched() {
    if (watchers.isEmpty() || closed) {
      looking = null;
      return false;
    }
    return true;
  }

  private synchronized void wake() {
    watchers.forEach(watcher -> watcher.news.release());
  }

  /// Sends everybody home, before the server waits for its requests to end.
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    close();
  }

  void close() {
    closed = true;
    wake();
  }
}
