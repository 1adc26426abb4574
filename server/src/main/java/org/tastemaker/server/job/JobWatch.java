package org.tastemaker.server.job;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes those who watch a job when it changes.
final class JobWatch {

  /// One who watches. To be closed.
  final class Watcher implements AutoCloseable {
    private final long job;
    private final Semaphore news = new Semaphore(0);

    private Watcher(long job) {
      this.job = job;
    }

    /// Waits until the job may have changed, at most so long.
    void await(Duration patience) throws InterruptedException {
      if (news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
    }

    @Override
    public void close() {
      watchers.remove(this);
    }
  }

  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final int limit;
  private volatile boolean closed;

  JobWatch(int limit) {
    this.limit = limit;
  }

  /// Whether there is no room for another watcher.
  boolean isFull() {
    return watchers.size() >= limit;
  }

  boolean isClosed() {
    return closed;
  }

  Watcher watch(long job) {
    var watcher = new Watcher(job);
    watchers.add(watcher);
    return watcher;
  }

  /// @param job its id; nothing for any
  void changed(String job) {
    watchers.stream()
        .filter(watcher -> job.isEmpty() || Long.toString(watcher.job).equals(job))
        .forEach(watcher -> watcher.news.release());
  }

  /// Sends everybody home.
  void close() {
    closed = true;
    watchers.forEach(watcher -> watcher.news.release());
  }
}
