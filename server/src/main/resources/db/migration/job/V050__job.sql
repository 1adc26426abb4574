create table job (
  id               bigint      generated always as identity primary key,
  kind             text        not null,
  parameters       jsonb       not null default '{}',
  state            text        not null default 'queued'
                   check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  reason           text        not null,
  requested_at     timestamptz not null default now(),
  due_at           timestamptz not null default now(),
  started_at       timestamptz,
  finished_at      timestamptz,
  owner            text,
  heartbeat_at     timestamptz,
  attempts         integer     not null default 0,
  cancel_requested boolean     not null default false,
  progress         real        not null default 0 check (progress between 0 and 1),
  step             text        not null default '',
  outcome          jsonb
);
create index job_recent on job (kind, id desc);

create table job_log (
  job  bigint      not null references job on delete cascade,
  at   timestamptz not null default now(),
  line text        not null
);
create index job_log_job on job_log (job, at);
