-- How far a file has been taken in. A chunk's number is added in the transaction that takes its
-- rows, so that a killed import goes on where it stopped and a finished one is not taken twice.
create table import_progress (
  source      text        not null,
  mapping     text        not null,
  sha256      text        not null,
  file        text        not null,
  done        integer[]   not null default '{}',
  read        bigint      not null default 0,
  taken       bigint      not null default 0,
  unchanged   bigint      not null default 0,
  rejected    bigint      not null default 0,
  started_at  timestamptz not null default now(),
  finished_at timestamptz,
  primary key (source, mapping, sha256)
);
