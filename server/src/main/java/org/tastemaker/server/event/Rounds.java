package org.tastemaker.server.event;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something that is done again and again beside the requests: every so often, and when it is
/// woken. A round that fails is told of and tried again.
///
/// Closing waits for the round that runs, so that none meets a database that is gone.
public final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /// What comes so soon after a round waits for the next, together.
  private static final Duration GATHERING = Duration.ofMillis(50);

  private static final Duration LONGEST_ROUND = Duration.ofSeconds(10);

  private final String what;
  private final Duration atLeastEvery;
  private final Runnable round;
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean closed;
  private @Nullable Thread thread;

  /// @param what is done, as the log says when it fails: `The catalogue could not be refreshed`
  public Rounds(String what, Duration atLeastEvery, Runnable round) {
    this.what = what;
    this.atLeastEvery = atLeastEvery;
    this.round = round;
  }

  /// Begins, with a round at once.
  public synchronized void start() {
    wakeUps.release();
    thread = Thread.ofVirtual().name(what).start(this::go);
  }

  /// Does a round soon.
  public void wake() {
    wakeUps.release();
  }

  private void go() {
    try {
      while (!closed) {
        boolean _ = wakeUps.tryAcquire(atLeastEvery.toMillis(), TimeUnit.MILLISECONDS);
        wakeUps.drainPermits();
        if (!closed) {
          doOrComplain();
          Thread.sleep(GATHERING);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void doOrComplain() {
    try {
      round.run();
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("{}, trying again", what);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    wakeUps.release();
    if (thread != null) {
      try {
        boolean _ = thread.join(LONGEST_ROUND);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
