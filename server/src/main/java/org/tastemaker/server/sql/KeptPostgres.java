package org.tastemaker.server.sql;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running program's own PostgreSQL. When it ends without having been told to, it is started
/// again where it was, so that connections find it again.
final class KeptPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptPostgres.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Supplier<EmbeddedPostgres> start;
  private final PostgresAddress address;
  private EmbeddedPostgres current;
  private volatile boolean released;

  private KeptPostgres(EmbeddedPostgres running, Supplier<EmbeddedPostgres> start) {
    this.start = start;
    address = running.address();
    current = running;
  }

  /// @param start starts it once more, after it has ended
  static KeptPostgres keep(EmbeddedPostgres running, Supplier<EmbeddedPostgres> start) {
    var kept = new KeptPostgres(running, start);
    Thread.ofVirtual().name("postgres-keeper").start(kept::watch);
    return kept;
  }

  private void watch() {
    Duration pause = FIRST_PAUSE;
    while (!released) {
      ProcessHandle.of(pid()).ifPresent(server -> server.onExit().join());
      try {
        startAgain();
        pause = FIRST_PAUSE;
      } catch (StorageException e) {
        LOG.atError().setCause(e).log("PostgreSQL does not start again; next try in {}", pause);
        sleep(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      }
    }
  }

  private synchronized long pid() {
    return current.pid();
  }

  private synchronized void startAgain() {
    if (released) {
      return;
    }
    LOG.atWarn().log("PostgreSQL has ended without being told to: it is started again");
    EmbeddedPostgres started = start.get();
    if (!started.address().equals(address)) {
      started.close();
      throw new StorageException("Its port is taken by another program now.");
    }
    current = started;
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets it run on for others.
  void release() {
    released = true;
  }

  /// Stops it in order.
  @Override
  public void close() {
    released = true;
    synchronized (this) {
      current.close();
    }
  }
}
