package org.tastemaker.server.sql;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that no PostgreSQL of this process outlives it when the program is told to end: not
/// one that is only starting, which nobody holds yet who would close it, and not one that whoever
/// holds it does not close.
final class ExitGuard {
  private static final Logger LOG = LoggerFactory.getLogger(ExitGuard.class);
  private static final Duration LONGEST_START = Duration.ofSeconds(30);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);
  private volatile @Nullable KeptPostgres held;
  private final Thread hook = new Thread(this::endOfProgram, "exit-guard");

  private ExitGuard(Cluster cluster) {
    this.cluster = cluster;
  }

  /// @throws StorageException when the program ends already
  static ExitGuard over(Cluster cluster) {
    var guard = new ExitGuard(cluster);
    try {
      Runtime.getRuntime().addShutdownHook(guard.hook);
    } catch (IllegalStateException e) {
      throw new StorageException("The program ends.", e);
    }
    return guard;
  }

  /// Somebody holds the server now, and closes it.
  void opened(KeptPostgres server) {
    held = server;
    opened.countDown();
  }

  /// The server was stopped, or left to others.
  void left() {
    opened.countDown();
    left.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.atDebug().log("The program ends already");
    }
  }

  /// A start goes on while the program ends: what it starts is stopped until it has noticed.
  private void endOfProgram() {
    try {
      long end = System.nanoTime() + LONGEST_START.toNanos();
      while (!opened.await(100, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
        stop();
      }
      if (!left.await(LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS)) {
        stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    KeptPostgres server = held;
    try {
      if (server == null) {
        cluster.stop();
      } else {
        server.close();
      }
    } catch (StorageException e) {
      LOG.atDebug().setCause(e).log("PostgreSQL ended by itself while it was being stopped");
    }
  }
}
