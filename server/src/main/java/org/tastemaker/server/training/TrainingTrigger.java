package org.tastemaker.server.training;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.job.Chore;
import org.tastemaker.server.job.Job;
import org.tastemaker.server.job.JobFilter;
import org.tastemaker.server.job.JobState;
import org.tastemaker.server.job.Jobs;

/// Asks for a training when enough happened since the last one, or when that is long ago and
/// anything happened. Not while other work runs: an import is better trained on when it is done.
final class TrainingTrigger implements Chore {
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);
  private static final long FIRST = 20;

  private final Jobs jobs;
  private final ModelRows rows;
  private final JdbcClient jdbc;
  private final TrainingSettings settings;
  private final Clock clock;

  TrainingTrigger(
      Jobs jobs, ModelRows rows, JdbcClient jdbc, TrainingSettings settings, Clock clock) {
    this.jobs = jobs;
    this.rows = rows;
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "look whether a training is due";
  }

  @Override
  public Duration every() {
    return settings.check();
  }

  @Override
  public void run() {
    if (!isBusy()) {
      reason()
          .ifPresent(reason -> jobs.request(TrainKind.NAME, TrainParameters.everything(), reason));
    }
  }

  private boolean isBusy() {
    return !jobs.recent(new JobFilter(null, JobState.RUNNING, Long.MAX_VALUE, 1)).isEmpty()
        || !jobs.recent(new JobFilter(TrainKind.NAME, JobState.QUEUED, Long.MAX_VALUE, 1))
            .isEmpty();
  }

  /// Why a training is due; empty while none is.
  Optional<String> reason() {
    var last = jobs.recent(JobFilter.newest(TrainKind.NAME, 1)).stream().findFirst();
    if (last.filter(this::hasJustGoneWrong).isPresent()) {
      return Optional.empty();
    }
    var models = rows.last();
    long news = newInteractions(models.map(ModelRows.LastTraining::position).orElse(0L));
    if (news == 0) {
      return Optional.empty();
    }
    if (models.isEmpty()) {
      return news >= FIRST ? Optional.of("the first interactions came in") : Optional.empty();
    }
    return reason(models.get(), news);
  }

  private Optional<String> reason(ModelRows.LastTraining last, long news) {
    if (news >= settings.minNew() && news >= settings.minNewShare() * last.interactions()) {
      return Optional.of(String.format(Locale.ROOT, "%,d new interactions", news));
    }
    return clock.instant().isAfter(last.at().plus(settings.every()))
        ? Optional.of("the last training is long ago")
        : Optional.empty();
  }

  private boolean hasJustGoneWrong(Job job) {
    Instant ended = job.finishedAt();
    return ended != null
        && job.state() != JobState.SUCCEEDED
        && clock.instant().isBefore(ended.plus(AFTER_FAILURE));
  }

  private long newInteractions(long position) {
    return jdbc.sql("select count(*) from interaction_log where position > :position")
        .param("position", position)
        .query(Long.class)
        .single();
  }
}
