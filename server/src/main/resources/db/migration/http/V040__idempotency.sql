-- The answers to requests with an Idempotency-Key. Status 0: the request is being answered, which
-- nobody sees but the transaction that answers it.
create table idempotency_key (
  key          text        primary key,
  body_hash    bytea       not null,
  status       smallint    not null,
  content_type text,
  location     text,
  response     text        not null,
  created_at   timestamptz not null default now()
);

create index idempotency_key_age on idempotency_key (created_at);
