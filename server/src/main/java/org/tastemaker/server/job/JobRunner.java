package org.tastemaker.server.job;

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
  enum Place {
    REMOVE,
    KEEP_FOR_LATER
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
      case Beginning.Over _ -> Place.REMOVE;
      case Beginning.Busy _, Beginning.Running _ -> Place.KEEP_FOR_LATER;
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
      JsonNode json = Json.mapper().valueToTree(outcome);
      news.ended(job.job(), JobState.SUCCEEDED, () -> rows.succeed(job.claim(), json));
      LOG.info("Job {} succeeded", job.id());
      return Place.REMOVE;
    } catch (CancellationException cancelled) {
      return stopped(job, cancelled);
    } catch (Throwable thrown) {
      return failed(job, thrown);
    }
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
        yield Place.REMOVE;
      }
      case WORKER_STOPS -> {
        rows.giveBack(job.claim());
        LOG.info("Job {} waits for another worker, since this one stops", job.id());
        yield Place.KEEP_FOR_LATER;
      }
      case LOST -> lost(job);
      case NO -> failed(job, cancelled);
    };
  }

  private static Place lost(RunningJob job) {
    LOG.warn("Job {} was given to another worker, since this one was taken for dead", job.id());
    return Place.KEEP_FOR_LATER;
  }

  private Place failed(RunningJob job, Throwable thrown) {
    if (job.stop() == RunningJob.Stop.LOST) {
      return lost(job);
    }
    LOG.error("Job {} failed", job.id(), thrown);
    try {
      news.ended(job.job(), JobState.FAILED, () -> rows.fail(job.claim(), sentence(thrown)));
      rows.log(job.id(), thrown.toString());
      return Place.REMOVE;
    } catch (DataAccessException _) {
      return Place.KEEP_FOR_LATER; // its heartbeat stops, so that it is begun again
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
