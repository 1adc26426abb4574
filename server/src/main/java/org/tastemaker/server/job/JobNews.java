package org.tastemaker.server.job;

import java.util.Map;
import java.util.function.BooleanSupplier;
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

  void queued(long job, String kind) {
    events.append(REQUESTED, job, null, Map.of("kind", kind));
    send(QUEUED, job);
  }

  /// Ends a job in one transaction with the log row that tells so; nothing happens when the job is
  /// no longer the caller's to end.
  void ended(Job job, JobState state, BooleanSupplier change) {
    transactions.executeWithoutResult(_ -> {
      if (change.getAsBoolean()) {
        events.append(ENDED, job.id(), null, Map.of("kind", job.kind(), "state", state));
        notifications.send(CHANGED, Long.toString(job.id()));
      }
    });
  }

  private void send(String channel, long job) {
    transactions.executeWithoutResult(_ -> notifications.send(channel, Long.toString(job)));
  }
}
