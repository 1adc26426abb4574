package org.tastemaker.server.importing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.interaction.ActivityBlock;
import org.tastemaker.server.interaction.BulkActivities;
import org.tastemaker.server.interaction.BulkInteractions;
import org.tastemaker.server.interaction.BulkResult;

/// Writes the chunks of a file, two at a time, each in a transaction of its own together with the
/// note that it is taken. Which of two is done first does not matter: of ratings the newest wins,
/// and counts add up.
final class ChunkWriter implements AutoCloseable {
  private static final int WRITERS = 2;
  private static final int ATTEMPTS = 5;

  private final BulkInteractions ratings;
  private final BulkActivities activities;
  private final ImportProgress progress;
  private final TransactionTemplate transactions;
  private final ImportProgress.Key key;
  private final ImportProgress.State state;
  private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
  private final Semaphore places = new Semaphore(WRITERS + 1);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  ChunkWriter(
      BulkInteractions ratings,
      BulkActivities activities,
      ImportProgress progress,
      TransactionTemplate transactions,
      ImportProgress.Key key,
      ImportProgress.State state) {
    this.ratings = ratings;
    this.activities = activities;
    this.progress = progress;
    this.transactions = transactions;
    this.key = key;
    this.state = state;
  }

  /// Whether an earlier import has taken a chunk.
  boolean has(int chunk) {
    return state.done().get(chunk);
  }

  boolean hasFailed() {
    return failure.get() != null;
  }

  /// Has a chunk written, waiting while too many are on their way.
  void write(Chunk chunk) {
    places.acquireUninterruptibly();
    writers.execute(() -> {
      try {
        if (!hasFailed()) {
          attempt(chunk);
        }
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
      } finally {
        places.release();
      }
    });
  }

  /// Others write as well: a transaction that lost against one of theirs is tried again.
  private void attempt(Chunk chunk) {
    for (int attempt = 1; ; attempt++) {
      try {
        transactions.executeWithoutResult(status -> take(chunk));
        return;
      } catch (ConcurrencyFailureException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void take(Chunk chunk) {
    BulkResult rated = ratings.rate(chunk.ratings());
    ActivityBlock counted = chunk.activities();
    activities.add(counted);
    Counts counts =
        new Counts(
            chunk.read(),
            (long) rated.written() + counted.size(),
            (long) rated.unchanged() + rated.repeated(),
            chunk.rejected());
    if (!progress.done(key, chunk.number(), counts)) {
      throw new ImportException("Another import is taking the same file; wait for it to end.");
    }
  }

  /// Waits until all chunks are written.
  ///
  /// @throws RuntimeException what a writer failed of
  void finish() {
    close();
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public void close() {
    writers.shutdown();
    boolean ended = false;
    while (!ended) {
      try {
        ended = writers.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
