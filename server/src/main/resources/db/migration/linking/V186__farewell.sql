-- Tokens of links that are gone, until their provider has been told that they are not wanted any more.
create table provider_farewell (
  job        bigint      primary key,
  provider   text        not null,
  -- encrypted by the master secret, as they were
  tokens     bytea       not null,
  created_at timestamptz not null
);
