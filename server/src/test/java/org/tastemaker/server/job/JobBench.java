package org.tastemaker.server.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.job.JobRows.Beginning;
import org.tastemaker.server.job.JobRows.Claim;
import org.tastemaker.server.sql.Notifications;
import org.tastemaker.server.sql.TestDatabase;

/// Everything jobs need, on a database of their own, with short times.
public final class JobBench implements AutoCloseable {
  private static final JobSettings SETTINGS =
      new JobSettings(
          2, Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofMillis(1500), 3, 500, 4);

  private final TestDatabase database = TestDatabase.fresh();
  private final Notifications notifications = database.notifications();
  private final JobRows rows = new JobRows(database.jdbc());
  private final JobQueue queue = new JobQueue(database.dataSource());
  private final JobNews news =
      new JobNews(notifications, database.transactions(), new EventLog(database.jdbc()));
  private final Upkeep upkeep = new Upkeep(rows, queue, news, SETTINGS);
  private final List<JobKind> kinds = new ArrayList<>();
  private final List<Chore> chores = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();

  public TestDatabase database() {
    return database;
  }

  public Notifications notifications() {
    return notifications;
  }

  JobRows rows() {
    return rows;
  }

  Upkeep upkeep() {
    return upkeep;
  }

  JobNews news() {
    return news;
  }

  public void add(JobKind kind) {
    kinds.add(kind);
  }

  void kind(String name, Function<JobContext, Object> work) {
    kinds.add(new Kind(name, false, work));
  }

  void exclusive(String name, Function<JobContext, Object> work) {
    kinds.add(new Kind(name, true, work));
  }

  void chore(String name, Duration every, Runnable work) {
    chores.add(new Errand(name, every, work));
  }

  public Jobs jobs() {
    return new Jobs(rows, queue, news, database.transactions(), kinds);
  }

  /// A new worker, not started; closed with everything else.
  public Worker worker() {
    var name = "worker-" + workers.size();
    var worker =
        new Worker(
            database.dataSource(),
            notifications,
            SETTINGS,
            new JobRunner(rows, news, kinds, name),
            news,
            upkeep,
            queue,
            chores,
            name);
    workers.add(worker);
    return worker;
  }

  /// Begins a job as a worker that is silent from then on.
  Claim beginAsADyingWorker(long id) {
    if (!(rows.begin(id, "dying") instanceof Beginning.Begun(_, var claim))) {
      throw new AssertionError("The job could not be begun.");
    }
    sql("update job set heartbeat_at = now() - interval '1 minute' where id = " + id);
    return claim;
  }

  void sql(String statement) {
    database.jdbc().sql(statement).update();
  }

  public Job await(long id, Predicate<Job> condition) {
    var deadline = Instant.now().plusSeconds(20);
    while (true) {
      var job = jobs().find(id).orElseThrow();
      if (condition.test(job)) {
        return job;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("It did not come to that: " + job);
      }
      pause();
    }
  }

  void awaitEmptyQueue() {
    var deadline = Instant.now().plusSeconds(20);
    while (database.jdbc().sql("select count(*) from job_queue").query(Long.class).single() > 0) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("The queue is not empty.");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
    upkeep.close();
    database.close();
  }

  private record Kind(String name, boolean exclusive, Function<JobContext, Object> work)
      implements JobKind {
    @Override
    public Object run(JobContext context) {
      return work.apply(context);
    }
  }

  private record Errand(String name, Duration every, Runnable work) implements Chore {
    @Override
    public void run() {
      work.run();
    }
  }
}
