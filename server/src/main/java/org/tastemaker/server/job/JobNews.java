package org.tastemaker.server.job;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.sql.Notifications;

/// Tells every process of queued and changed jobs.
final class JobNews {
  /// Sent with a job's id whenever something about the job changed.
  static final String CHANGED = "job_changed";

  /// Sent with a job's id when it was queued.
  static final String QUEUED = "job_queued";

  static final String REQUESTED = "JobRequested";
  static final String ENDED = "JobEnded";

  private final Notifications notifications;
  private final TransactionTemplate transactions;
  private final EventLog events;

  JobNews(Notifications notifications, TransactionTemplate transactions, EventLog events) {
    this.notifications = notifications;
    this.transactions = transactions;
    this.events = events;
  }

  void changed(long job) {
    send(CHANGED, job);
  }

  /// @param actor who asked for it; null: the program itself
  void queued(long job, String kind, @Nullable Integer actor) {
    events.append(REQUESTED, job, actor, Map.of("kind", kind));
    send(QUEUED, job);
  }

  /// Ends a job in one transaction with the log row that tells so; nothing happens when the job is
  /// no longer the caller's to end.
  void ended(Job job, JobState state, BooleanSupplier change) {
    transactions.executeWithoutResult(_ -> {
      if (change.getAsBoolean()) {
        tell(job, state, null);
      }
    });
  }

  /// Stops a job, in one transaction with the log row where that ends it.
  ///
  /// @param actor who stops it; null: the program itself
  Optional<Job> stopped(Supplier<Optional<Job>> change, @Nullable Integer actor) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          var stopped = change.get();
          stopped.ifPresent(job -> told(job, actor));
          return stopped;
        }));
  }

  /// Takes jobs from workers that died, in one transaction with the log rows of those that end by
  /// it.
  List<Job> abandoned(Supplier<List<Job>> change) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          var abandoned = change.get();
          abandoned.forEach(job -> told(job, null));
          return abandoned;
        }));
  }

  private void told(Job job, @Nullable Integer actor) {
    if (job.state().ended()) {
      tell(job, job.state(), actor);
    } else {
      notifications.send(CHANGED, Long.toString(job.id()));
    }
  }

  private void tell(Job job, JobState state, @Nullable Integer actor) {
    events.append(ENDED, job.id(), actor, Map.of("kind", job.kind(), "state", state));
    notifications.send(CHANGED, Long.toString(job.id()));
  }

  private void send(String channel, long job) {
    transactions.executeWithoutResult(_ -> notifications.send(channel, Long.toString(job)));
  }
}
