-- How far a file has been taken in: moved in the transaction that takes its rows, so that a killed
-- import goes on where it stopped and a finished one is not taken twice.
create table import_progress (
  source      text        not null,
  mapping     text        not null,
  sha256      text        not null,
  rows_done   bigint      not null default 0,
  finished_at timestamptz,
  primary key (source, mapping, sha256)
);
