package org.tastemaker.server.recommendation;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `recommendation_log`: what was recommended to whom. Telemetry, written off the
/// request's path: a bounded queue, a thread that writes what has gathered by COPY, and a count of
/// what was lost because the queue was full or the database away. Stopping writes what is still
/// queued.
final class RecommendationLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecommendationLog.class);
  private static final int BATCH = 2_000;
  private static final Duration GATHERING = Duration.ofMillis(250);
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final DataSource dataSource;
  private final BlockingQueue<LoggedList> queue;
  private final LongAdder lost = new LongAdder();
  private @Nullable Running running;

  private record Running(Thread thread, CountDownLatch stop) {}

  RecommendationLog(DataSource dataSource, int capacity) {
    this.dataSource = dataSource;
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  /// Takes a row without waiting; counts it as lost when the queue is full.
  void add(LoggedList row) {
    if (!queue.offer(row)) {
      lost.increment();
    }
  }

  /// How many rows were lost since the start.
  long lost() {
    return lost.sum();
  }

  /// Deletes what is older than `retention`; answers how many rows.
  int deleteOlderThan(Duration retention) {
    return JdbcClient.create(dataSource)
        .sql(
            "delete from recommendation_log where created_at < now() - make_interval(secs => :seconds)")
        .param("seconds", (double) retention.toSeconds())
        .update();
  }

  synchronized void start() {
    var stop = new CountDownLatch(1);
    var thread = Thread.ofPlatform().daemon().name("recommendation-log").start(() -> write(stop));
    running = new Running(thread, stop);
  }

  /// Writes what is still queued.
  @Override
  public synchronized void close() {
    if (running != null) {
      running.stop().countDown();
      awaitEnd(running.thread());
      running = null;
    }
    if (lost() > 0) {
      LOG.warn("{} rows of the recommendation log were lost since the start", lost());
    }
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes what has gathered, every so often until stopped, and what is left then.
  private void write(CountDownLatch stop) {
    try {
      boolean stopped;
      do {
        stopped = stop.await(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
        writeAll();
      } while (!stopped);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeAll() {
    var rows = new ArrayList<LoggedList>();
    while (queue.drainTo(rows, BATCH) > 0) {
      save(rows);
    }
  }

  private void save(List<LoggedList> rows) {
    try {
      copy(rows);
    } catch (SQLException | IOException e) {
      lost.add(rows.size());
      LOG.warn(
          "{} rows of the recommendation log were not written: {}", rows.size(), e.getMessage());
    } finally {
      rows.clear();
    }
  }

  private void copy(List<LoggedList> rows) throws SQLException, IOException {
    var text = new StringBuilder(rows.size() * 160);
    for (var row : rows) {
      row.appendTo(text);
    }
    try (var connection = dataSource.getConnection()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy recommendation_log (list_id, start, person, model, source, items, created_at) from stdin",
              new StringReader(text.toString()));
    }
  }
}
