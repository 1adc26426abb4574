-- A piece of background work: what was asked, who runs it, how far it is, how it ended.
create table job (
  id               bigint      generated always as identity primary key,
  kind             text        not null,
  parameters       jsonb       not null default '{}',
  state            text        not null default 'queued'
                   check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  -- At most one job of an exclusive kind runs at a time.
  exclusive        boolean     not null default false,
  reason           text        not null,
  requested_at     timestamptz not null default now(),
  due_at           timestamptz not null default now(),
  started_at       timestamptz,
  finished_at      timestamptz,
  -- Who runs it. A running job's owner renews the heartbeat; `attempts` fences off an owner that was taken for dead.
  owner            text,
  heartbeat_at     timestamptz,
  attempts         integer     not null default 0,
  cancel_requested boolean     not null default false,
  progress         real        not null default 0 check (progress between 0 and 1),
  step             text        not null default '',
  outcome          jsonb,
  problem          text,
  check ((state = 'running') = (owner is not null))
);
create index job_recent on job (kind, id desc);
create index job_open on job (state) where state in ('queued', 'running');
create unique index job_exclusive on job (kind) where state = 'running' and exclusive;

create table job_log (
  job  bigint      not null references job on delete cascade,
  at   timestamptz not null default clock_timestamp(),
  line text        not null
);
create index job_log_job on job_log (job, at);

-- The queue of db-scheduler, which picks, locks and takes over. It holds nothing of its own: whatever is missing here is put back from
-- the queued rows of `job`, so a backup may leave it out.
create table job_queue (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index job_queue_due on job_queue (execution_time);
create index job_queue_heartbeat on job_queue (last_heartbeat);
