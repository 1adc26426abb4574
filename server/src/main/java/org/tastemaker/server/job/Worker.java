package org.tastemaker.server.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tastemaker.server.job.JobRunner.Place;
import org.tastemaker.server.sql.Notifications;

/// Runs jobs and chores until closed: db-scheduler picks and locks them, so that of all workers on
/// a database one runs each.
///
/// Detection of the dead is twofold: db-scheduler frees the place in its queue, [Upkeep] the job's
/// row; both after [JobSettings#deadAfter].
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration PULSE = Duration.ofMillis(300);
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final JobSettings settings;
  private final JobRunner runner;
  private final JobNews news;
  private final Notifications notifications;
  private final Upkeep upkeep;
  private final JobQueue queue;
  private final String name;
  private final Scheduler scheduler;
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("job-pulse-", 0).daemon().factory());
  private volatile boolean closed;
  private volatile @Nullable Thread only;

  Worker(
      DataSource dataSource,
      Notifications notifications,
      JobSettings settings,
      JobRunner runner,
      JobNews news,
      Upkeep upkeep,
      JobQueue queue,
      List<Chore> chores,
      String name) {
    this.settings = settings;
    this.runner = runner;
    this.news = news;
    this.notifications = notifications;
    this.upkeep = upkeep;
    this.queue = queue;
    this.name = name;
    this.scheduler = scheduler(dataSource, chores);
  }

  private Scheduler scheduler(DataSource dataSource, List<Chore> chores) {
    Task<Void> job =
        Tasks.custom(JobQueue.TASK, Void.class)
            .onDeadExecutionRevive()
            .execute((instance, _) -> run(instance));
    return Scheduler.create(dataSource, job)
        .startTasks(chores.stream().map(Worker::recurring).toList())
        .tableName(JobQueue.TABLE)
        .schedulerName(new SchedulerName.Fixed(name))
        .threads(settings.threads())
        .pollingInterval(settings.poll())
        .pollUsingLockAndFetch(0.5, 1.0)
        .heartbeatInterval(settings.heartbeat())
        .missedHeartbeatsLimit(settings.missedHeartbeats())
        .shutdownMaxWait(STOPPING)
        .build();
  }

  private static RecurringTask<Void> recurring(Chore chore) {
    return Tasks.recurring("chore " + chore.name(), FixedDelay.of(chore.every()))
        .execute((_, _) -> chore.run());
  }

  /// This worker's name, as it stands in the jobs that it runs.
  public String name() {
    return name;
  }

  /// Begins to run jobs; returns at once.
  public void start() {
    scheduler.start();
    notifications.listen(JobNews.QUEUED, _ -> lookForWork());
    startPulse();
    upkeep.start();
    LOG.info("Worker {} runs up to {} jobs at a time", name, settings.threads());
  }

  /// Begins to run one job, and neither other jobs nor chores, for a command that waits for this
  /// one; returns at once.
  public void startOnly(long job) {
    startPulse();
    only = Thread.ofPlatform().name("job-" + job).start(() -> runOnly(job));
  }

  private void startPulse() {
    var _ = pulse.scheduleWithFixedDelay(this::beat, 0, PULSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void runOnly(long job) {
    try {
      while (!closed && !ran(job)) {
        Thread.sleep(settings.poll());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean ran(long job) {
    try {
      if (runner.run(job) instanceof Place.Remove) {
        queue.remove(job);
        return true;
      }
    } catch (RuntimeException unreachable) {
      LOG.warn("Job {} could not be run, and is tried again: {}", job, unreachable.getMessage());
    }
    return false;
  }

  private void lookForWork() {
    if (!closed) {
      scheduler.triggerCheckForDueExecutions();
    }
  }

  private CompletionHandler<Void> run(TaskInstance<Void> instance) {
    var place = closed ? new Place.Keep() : runner.run(Long.parseLong(instance.getId()));
    return (complete, operations) -> {
      switch (place) {
        case Place.Remove _ -> operations.remove();
        case Place.Keep _ -> operations.reschedule(complete, Instant.now().plus(settings.poll()));
        case Place.KeepUntil(var due) -> operations.reschedule(complete, due);
      }
    };
  }

  private void beat() {
    for (var job : runner.running()) {
      try {
        if (job.beat()) {
          news.changed(job.id());
        }
      } catch (RuntimeException unreachable) {
        LOG.warn("The heartbeat of job {} failed: {}", job.id(), unreachable.getMessage());
      }
    }
  }

  /// Stops in order: running jobs are asked to end and wait for another worker.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    runner.running().forEach(job -> job.stop(RunningJob.Stop.WORKER_STOPS));
    scheduler.stop();
    join(only);
    pulse.shutdownNow();
    LOG.info("Worker {} stopped", name);
  }

  private static void join(@Nullable Thread thread) {
    if (thread != null) {
      try {
        var _ = thread.join(STOPPING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
