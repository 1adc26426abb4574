-- One sequence numbers both logs (event and interaction_log), so that together they have one order.
create sequence log_position as bigint;

-- Everything that changed, except interactions, which have a typed log of their own.
-- `transaction` tells a reader which rows are settled: a position is final once every transaction
-- up to it has ended. Restored rows carry transaction 0, since a fresh cluster counts from the start.
create table event (
  position     bigint      not null default nextval('log_position') primary key,
  transaction  xid8        not null default pg_current_xact_id(),
  type         text        not null,
  version      smallint    not null default 1,
  occurred_at  timestamptz not null default now(),
  occurred_by  integer,
  object_id    bigint      not null,
  payload      jsonb       not null
);

create index event_object on event (object_id, position);
