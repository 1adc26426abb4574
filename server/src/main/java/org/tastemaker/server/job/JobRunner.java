package org.tastemaker.server.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.tastemaker.server.job.JobRows.Beginning;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// Runs jobs: the edge at which whatever a job throws is caught.
final class JobRunner {

  /// What the queue is to do with a job's place in it.
  sealed interface Place {
    record Remove() implements Place {}

    /// Until somebody looks the next time.
    record Keep() implements Place {}

    record KeepUntil(Instant due) implements Place {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final JobRows rows;
  private final JobNews news;
  private final Map<String, JobKind> kinds;
  private final String owner;
  private final Set<RunningJob> running = ConcurrentHashMap.newKeySet();

  JobRunner(JobRows rows, JobNews news, List<JobKind> kinds, String owner) {
    this.rows = rows;
    this.news = news;
    this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
    this.owner = owner;
  }

  Set<RunningJob> running() {
    return running;
  }

  /// Runs a job to its end, if it may begin.
  Place run(long id) {
    return switch (rows.begin(id, owner)) {
      case Beginning.Over _ -> new Place.Remove();
      case Beginning.Busy _, Beginning.Running _ -> new Place.Keep();
      case Beginning.Early(var due) -> new Place.KeepUntil(due);
      case Beginning.Begun(var job, var claim) -> run(new RunningJob(job, claim, rows));
    };
  }

  private Place run(RunningJob job) {
    running.add(job);
    MDC.put("correlationId", "job-" + job.id());
    try {
      LOG.info("Job {} ({}) begins: {}", job.id(), job.job().kind(), job.job().reason());
      news.changed(job.id());
      return work(job);
    } finally {
      running.remove(job);
      news.changed(job.id());
      MDC.remove("correlationId");
    }
  }

  @SuppressWarnings("CatchingUnchecked") // the edge: an Error must not leave a job running either
  private Place work(RunningJob job) {
    try {
      var outcome = kind(job).run(job);
      job.beat();
      return outcome instanceof RetryLater later ? postponed(job, later) : succeeded(job, outcome);
    } catch (CancellationException cancelled) {
      return stopped(job, cancelled);
    } catch (Throwable thrown) {
      return failed(job, thrown);
    }
  }

  private Place succeeded(RunningJob job, Object outcome) {
    JsonNode json = Json.mapper().valueToTree(outcome);
    news.ended(job.job(), JobState.SUCCEEDED, () -> rows.succeed(job.claim(), json));
    LOG.info("Job {} succeeded", job.id());
    return new Place.Remove();
  }

  private Place postponed(RunningJob job, RetryLater later) {
    job.stopIfCancelled();
    if (!rows.postpone(job.claim(), later)) {
      job.beat(); // learns why: cancelled in between, or another's
      job.stopIfCancelled();
    }
    rows.log(job.id(), "Waits until %s: %s".formatted(later.due(), later.why()));
    LOG.warn("Job {} waits until {}: {}", job.id(), later.due(), later.why());
    return new Place.KeepUntil(later.due());
  }

  private JobKind kind(RunningJob job) {
    var kind = kinds.get(job.job().kind());
    if (kind == null) {
      throw new IllegalStateException(
          "This worker does not know jobs of the kind \"" + job.job().kind() + "\".");
    }
    return kind;
  }

  private Place stopped(RunningJob job, CancellationException cancelled) {
    return switch (job.stop()) {
      case CANCELLED -> {
        news.ended(job.job(), JobState.CANCELLED, () -> rows.cancelled(job.claim()));
        LOG.info("Job {} was cancelled", job.id());
        yield new Place.Remove();
      }
      case WORKER_STOPS -> {
        rows.giveBack(job.claim());
        LOG.info("Job {} waits for another worker, since this one stops", job.id());
        yield new Place.Keep();
      }
      case LOST -> lost(job);
      case NO -> failed(job, cancelled);
    };
  }

  private static Place lost(RunningJob job) {
    LOG.warn("Job {} was given to another worker, since this one was taken for dead", job.id());
    return new Place.Keep();
  }

  private Place failed(RunningJob job, Throwable thrown) {
    if (job.stop() == RunningJob.Stop.LOST) {
      return lost(job);
    }
    LOG.error("Job {} failed", job.id(), thrown);
    try {
      news.ended(job.job(), JobState.FAILED, () -> rows.fail(job.claim(), sentence(thrown)));
      rows.log(job.id(), thrown.toString());
      return new Place.Remove();
    } catch (DataAccessException _) {
      return new Place.Keep(); // its heartbeat stops, so that it is begun again
    }
  }

  private static String sentence(Throwable thrown) {
    var message = thrown.getMessage();
    return switch (thrown) {
      case OutOfMemoryError _ ->
          "The worker's memory was not enough (" + message + "). Give it more with -Xmx.";
      case Throwable _ when message == null || message.isBlank() ->
          "Unexpected " + thrown.getClass().getSimpleName() + "; the worker's log has more.";
      default -> message;
    };
  }
}
