package org.tastemaker.server.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A bounded queue in front of expensive work: so many at once, so many waiting, nobody longer than
/// the patience; everybody else is told to come again (503 with `Retry-After`), soon rather than
/// never.
public final class Permits {
  private static final Duration COME_AGAIN = Duration.ofSeconds(1);

  private final String work;
  private final Semaphore atOnce;
  private final int queue;
  private final Duration patience;
  private final AtomicInteger waiting = new AtomicInteger();

  /// @param work what is done, for the sentence: "Scoring"
  /// @param atOnce how many at the same time, at least 1
  /// @param queue how many more may wait, at least 0
  /// @param patience how long one waits at most
  public Permits(String work, int atOnce, int queue, Duration patience) {
    if (atOnce < 1 || queue < 0 || patience.isNegative()) {
      throw new IllegalArgumentException(
          "permits for %s: %d at once, %d waiting, %s".formatted(work, atOnce, queue, patience));
    }
    this.work = work;
    this.atOnce = new Semaphore(atOnce, true);
    this.queue = queue;
    this.patience = patience;
  }

  /// Does the work when it is its turn.
  ///
  /// @throws ProblemException 503 when the queue is full or the wait too long
  public <T> T during(Supplier<T> task) {
    if (!atOnce.tryAcquire()) {
      await();
    }
    try {
      return task.get();
    } finally {
      atOnce.release();
    }
  }

  private void await() {
    if (waiting.incrementAndGet() > queue) {
      waiting.decrementAndGet();
      throw busy();
    }
    try {
      if (!atOnce.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      waiting.decrementAndGet();
    }
  }

  private ProblemException busy() {
    return ProblemException.unavailable(
        "busy", work + " has more to do than it can; try again in a moment.", COME_AGAIN);
  }
}
