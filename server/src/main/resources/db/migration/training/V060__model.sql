-- The bytes of a model, under the SHA-256 of the whole, in pieces small enough for one row.
create table model_chunk (
  sha256 text    not null,
  number integer not null,
  bytes  bytea   not null,
  primary key (sha256, number)
);

-- Every model that was trained, those that the gate refused included: they have no bytes. Old bytes are cleared away, rows stay.
create table model (
  id           bigint      generated always as identity primary key,
  role         text        not null,
  algorithm    jsonb       not null,
  preference   jsonb       not null,
  log_position bigint      not null,
  seed         bigint      not null,
  people       integer     not null,
  items        integer     not null,
  interactions bigint      not null,
  metrics      jsonb       not null,
  accepted     boolean     not null,
  verdict      text        not null,
  sha256       text,
  bytes        bigint,
  job          bigint      references job on delete set null,
  trained_at   timestamptz not null default now(),
  check (not accepted or (sha256 is not null and bytes is not null))
);
create index model_role on model (role, id desc);

-- The pointer: which model of each role serves. Publishing and rolling back move it.
create table live_model (
  role       text        primary key,
  model      bigint      not null references model,
  previous   bigint      references model,
  changed_at timestamptz not null default now()
);
