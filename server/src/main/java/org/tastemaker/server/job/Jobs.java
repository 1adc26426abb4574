package org.tastemaker.server.job;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// Asks for background work and tells how it goes.
public final class Jobs {
  private final JobRows rows;
  private final JobQueue queue;
  private final JobNews news;
  private final TransactionTemplate transactions;
  private final Map<String, JobKind> kinds;

  Jobs(
      JobRows rows,
      JobQueue queue,
      JobNews news,
      TransactionTemplate transactions,
      List<JobKind> kinds) {
    this.rows = rows;
    this.queue = queue;
    this.news = news;
    this.transactions = transactions;
    this.kinds = new TreeMap<>();
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
  }

  /// The names of the kinds there are, in order.
  public List<String> kinds() {
    return List.copyOf(kinds.keySet());
  }

  /// Queues a job, within the transaction at hand if there is one.
  ///
  /// @param parameters a record, map or JSON object
  /// @param reason why, in a few words
  /// @throws IllegalArgumentException with a sentence, when there is no such kind or the kind
  ///   refuses the parameters
  public Requested request(String kind, Object parameters, String reason) {
    return request(kind, parameters, reason, null);
  }

  /// Likewise.
  ///
  /// @param actor who asks; null: the program itself
  public Requested request(String kind, Object parameters, String reason, @Nullable Integer actor) {
    var known =
        Optional.ofNullable(kinds.get(kind))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "There is no kind of job \"%s\"; there are %s."
                        .formatted(kind, String.join(", ", kinds.keySet()))));
    JsonNode json = Json.mapper().valueToTree(parameters);
    if (!json.isObject()) {
      throw new IllegalArgumentException("The parameters of a job are an object.");
    }
    known.check(json);
    return Objects.requireNonNull(transactions.execute(_ -> queue(known, json, reason, actor)));
  }

  private Requested queue(
      JobKind kind, JsonNode parameters, String reason, @Nullable Integer actor) {
    if (kind.exclusive()) {
      rows.lockKind(kind.name());
      var waiting = rows.waiting(kind.name(), parameters);
      if (waiting.isPresent()) {
        return new Requested(waiting.get(), true);
      }
    }
    long id = rows.insert(kind.name(), parameters, kind.exclusive(), reason);
    queue.add(id);
    news.queued(id, kind.name(), actor);
    return new Requested(id, false);
  }

  /// The job of that id.
  public Optional<Job> find(long id) {
    return rows.find(id);
  }

  /// Jobs, newest first.
  public List<Job> recent(JobFilter filter) {
    return rows.recent(filter);
  }

  /// The last lines of a job's log, oldest first.
  public List<JobLine> log(long id, int limit) {
    return rows.lines(id, limit);
  }

  /// Asks a job to stop.
  public CancelResult cancel(long id) {
    return cancel(id, null);
  }

  /// Likewise.
  ///
  /// @param actor who asks; null: the program itself
  public CancelResult cancel(long id, @Nullable Integer actor) {
    var stopped = news.stopped(() -> rows.requestCancel(id), actor);
    if (stopped.isPresent()) {
      return stopped.get().state() == JobState.CANCELLED
          ? new CancelResult.Cancelled()
          : new CancelResult.Cancelling();
    }
    return rows.find(id)
        .<CancelResult>map(job -> new CancelResult.AlreadyEnded(job.state()))
        .orElseGet(CancelResult.NoSuchJob::new);
  }
}
