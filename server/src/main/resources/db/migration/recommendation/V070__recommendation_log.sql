-- Telemetry: what was recommended to whom, with which model. Written off the request's path.
create table recommendation_log (
  list_id    uuid        not null,
  start      integer     not null default 0,
  person     integer,
  model      bigint,
  source     text        not null,
  items      integer[]   not null,
  created_at timestamptz not null default now()
);
create index recommendation_log_person on recommendation_log (person, created_at);
create index recommendation_log_created on recommendation_log using brin (created_at);
