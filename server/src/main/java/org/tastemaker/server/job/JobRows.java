package org.tastemaker.server.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// The tables `job` and `job_log`.
///
/// Whatever a worker writes about a job that it runs goes through its [Claim], which fences it off
/// once the job was given to somebody else: the write then changes nothing and says so.
final class JobRows {

  /// The right to run a job: held by one worker, void as soon as another begins it.
  record Claim(long id, String owner, int attempt) {}

  /// What came of trying to begin a job.
  sealed interface Beginning {
    record Begun(Job job, Claim claim) implements Beginning {}

    /// Another job of its exclusive kind runs.
    record Busy() implements Beginning {}

    /// Somebody runs it.
    record Running() implements Beginning {}

    /// It is to be tried again later.
    record Early(Instant due) implements Beginning {}

    /// It ended, or is no more.
    record Over() implements Beginning {}
  }

  private final JdbcClient jdbc;

  JobRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long insert(String kind, JsonNode parameters, boolean exclusive, String reason) {
    return jdbc.sql(
            """
            insert into job (kind, parameters, exclusive, reason)
            values (:kind, :parameters::jsonb, :exclusive, :reason)
            returning id
            """)
        .param("kind", kind)
        .param("parameters", parameters.toString())
        .param("exclusive", exclusive)
        .param("reason", reason)
        .query(Long.class)
        .single();
  }

  /// Until the transaction ends nobody else asks for a job of this kind.
  void lockKind(String kind) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('job ' || :kind, 0)) is null")
        .param("kind", kind)
        .query(Boolean.class)
        .single();
  }

  Optional<Long> waiting(String kind, JsonNode parameters) {
    return jdbc.sql(
            """
            select id from job
            where state = 'queued' and kind = :kind and parameters = :parameters::jsonb
            order by id limit 1
            """)
        .param("kind", kind)
        .param("parameters", parameters.toString())
        .query(Long.class)
        .optional();
  }

  Optional<Job> find(long id) {
    return jdbc.sql("select * from job where id = :id")
        .param("id", id)
        .query(JobRows::job)
        .optional();
  }

  List<Job> recent(JobFilter filter) {
    return jdbc.sql(
            """
            select * from job
            where (:kind::text is null or kind = :kind)
              and (:state::text is null or state = :state)
              and id < :before
            order by id desc
            limit :limit
            """)
        .param("kind", filter.kind())
        .param("state", filter.state() == null ? null : filter.state().label())
        .param("before", filter.before())
        .param("limit", filter.limit())
        .query(JobRows::job)
        .list();
  }

  /// The last lines of a job's log, oldest first.
  List<JobLine> lines(long id, int limit) {
    return jdbc.sql(
            """
            select at, line from job_log where job = :id order by at desc, ctid desc limit :limit
            """)
        .param("id", id)
        .param("limit", limit)
        .query((row, _) -> new JobLine(time(row, "at"), row.getString("line")))
        .list()
        .reversed();
  }

  void log(long id, String line) {
    jdbc.sql(
            """
            insert into job_log (job, line) select id, :line from job where id = :id
            """)
        .param("id", id)
        .param("line", line)
        .update();
  }

  /// Jobs that wait without a place in the queue.
  List<Long> unqueued() {
    return jdbc.sql(
            """
            select id from job
            where state = 'queued'
              and not exists (select from job_queue
                              where task_name = :task and task_instance = job.id::text)
            """)
        .param("task", JobQueue.TASK)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  Beginning begin(long id, String owner) {
    try {
      return jdbc.sql(
              """
              update job
              set state = 'running', owner = :owner, heartbeat_at = now(), attempts = attempts + 1,
                  started_at = coalesce(started_at, now()), progress = 0, step = 'starting'
              where id = :id and state = 'queued' and due_at <= now()
              returning *
              """)
          .param("id", id)
          .param("owner", owner)
          .query(JobRows::job)
          .optional()
          .<Beginning>map(job -> new Beginning.Begun(job, new Claim(id, owner, job.attempts())))
          .orElseGet(() -> whyNot(id));
    } catch (DuplicateKeyException _) {
      return new Beginning.Busy();
    }
  }

  private Beginning whyNot(long id) {
    var job = find(id).filter(found -> !found.state().ended());
    if (job.isEmpty()) {
      return new Beginning.Over();
    }
    return job.get().state() == JobState.QUEUED && job.get().dueAt().isAfter(Instant.now())
        ? new Beginning.Early(job.get().dueAt())
        : new Beginning.Running();
  }

  /// Renews the heartbeat and writes the progress; says whether the job is to stop, or nothing when
  /// it is no longer this worker's.
  Optional<Boolean> beat(Claim claim, double share, String step) {
    return mine(
            "set heartbeat_at = now(), progress = :share, step = :step",
            "returning cancel_requested",
            claim)
        .param("share", share)
        .param("step", step)
        .query(Boolean.class)
        .optional();
  }

  boolean succeed(Claim claim, JsonNode outcome) {
    return mine(
                """
                set state = 'succeeded', owner = null, finished_at = now(), progress = 1,
                    outcome = :outcome::jsonb
                """,
                "",
                claim)
            .param("outcome", outcome.toString())
            .update()
        == 1;
  }

  boolean fail(Claim claim, String problem) {
    return mine(
                "set state = 'failed', owner = null, finished_at = now(), problem = :problem",
                "",
                claim)
            .param("problem", problem)
            .update()
        == 1;
  }

  boolean cancelled(Claim claim) {
    return mine("set state = 'cancelled', owner = null, finished_at = now()", "", claim).update()
        == 1;
  }

  /// Gives the job back as if this worker had never begun it.
  boolean giveBack(Claim claim) {
    return mine("set state = 'queued', owner = null, attempts = attempts - 1", "", claim).update()
        == 1;
  }

  /// Lets the job wait until it is to be tried again; not when somebody has asked it to stop. Such
  /// a beginning does not count among those whose workers died.
  boolean postpone(Claim claim, RetryLater later) {
    return mine(
                """
                set state = 'queued', owner = null, due_at = :due, postponed = postponed + 1,
                    progress = 0, step = :why
                """,
                "and not cancel_requested",
                claim)
            .param("due", later.due().atOffset(ZoneOffset.UTC))
            .param("why", later.why())
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec mine(String change, String returning, Claim claim) {
    return jdbc.sql(
            """
            update job %s
            where id = :id and state = 'running' and owner = :owner and attempts = :attempt %s
            """
                .formatted(change, returning))
        .param("id", claim.id())
        .param("owner", claim.owner())
        .param("attempt", claim.attempt());
  }

  /// Marks the job as to be stopped: one that waits is cancelled at once.
  Optional<Job> requestCancel(long id) {
    return jdbc.sql(
            """
            update job
            set cancel_requested = true,
                state = case state when 'queued' then 'cancelled' else state end,
                finished_at = case state when 'queued' then now() end
            where id = :id and state in ('queued', 'running')
            returning *
            """)
        .param("id", id)
        .query(JobRows::job)
        .optional();
  }

  /// Takes running jobs from workers that gave no sign of life for so long: they wait again, or
  /// have failed when that was the last attempt.
  List<Job> abandon(Duration silence, int attempts) {
    return jdbc.sql(
            """
            update job
            set state = case when cancel_requested then 'cancelled'
                             when attempts - postponed >= :attempts then 'failed'
                             else 'queued' end,
                finished_at = case when cancel_requested or attempts - postponed >= :attempts
                                   then now() end,
                problem = case when not cancel_requested and attempts - postponed >= :attempts
                          then format('Its worker died while running it, %s times in all, the last '
                                      'time at "%s". The worker''s own log or the system''s may '
                                      'say why (memory is a usual reason).',
                                      attempts - postponed, step)
                          end,
                owner = null
            where state = 'running' and heartbeat_at < now() - make_interval(secs => :seconds)
            returning *
            """)
        .param("attempts", attempts)
        .param("seconds", silence.toMillis() / 1000.0)
        .query(JobRows::job)
        .list();
  }

  /// Forgets ended jobs beyond the newest so many of each kind.
  int forget(int keep) {
    return jdbc.sql(
            """
            delete from job
            where finished_at is not null
              and id in (select id
                         from (select id, row_number() over (partition by kind order by id desc) as place
                               from job where finished_at is not null) ended
                         where place > :keep)
            """)
        .param("keep", keep)
        .update();
  }

  /// How many jobs wait that could have begun that long ago, and how many run.
  Load load(Duration patience) {
    return jdbc.sql(
            """
            select count(*) filter (where state = 'running') as running,
                   count(*) filter (where state = 'queued') as queued,
                   count(*) filter (where state = 'queued'
                                    and due_at < now() - make_interval(secs => :seconds)) as late
            from job where state in ('queued', 'running')
            """)
        .param("seconds", patience.toMillis() / 1000.0)
        .query(
            (row, _) -> new Load(row.getInt("running"), row.getInt("queued"), row.getInt("late")))
        .single();
  }

  /// What the workers have before them.
  record Load(int running, int queued, int late) {}

  private static Job job(ResultSet row, int number) throws SQLException {
    return new Job(
        row.getLong("id"),
        row.getString("kind"),
        Json.mapper().readTree(row.getString("parameters")),
        state(row),
        row.getString("reason"),
        time(row, "requested_at"),
        time(row, "due_at"),
        timeOrNull(row, "started_at"),
        timeOrNull(row, "finished_at"),
        row.getString("owner"),
        timeOrNull(row, "heartbeat_at"),
        row.getInt("attempts"),
        row.getBoolean("cancel_requested"),
        row.getDouble("progress"),
        row.getString("step"),
        jsonOrNull(row.getString("outcome")),
        row.getString("problem"));
  }

  private static JobState state(ResultSet row) throws SQLException {
    return JobState.labelled(row.getString("state")).orElseThrow();
  }

  private static @Nullable JsonNode jsonOrNull(@Nullable String text) {
    return text == null ? null : Json.mapper().readTree(text);
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
