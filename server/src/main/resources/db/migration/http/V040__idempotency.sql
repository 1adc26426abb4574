create table idempotency_key (
  key        text        primary key,
  body_hash  bytea       not null,
  status     smallint    not null,
  response   text        not null,
  created_at timestamptz not null default now()
);
