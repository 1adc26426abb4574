-- One sequence numbers both logs (event and interaction_log), so that together they have one order.
create sequence log_position as bigint;

-- The order of positions is not the order of commits. So before a statement takes positions, its transaction takes a shared
-- advisory lock that carries the sequence's value of that moment: every position that it takes is greater. The lock's key has 'TE' (event)
-- or 'TI' (interaction) in its upper 16 bits and the value in the other 48; it ends with the transaction.
create function guard_log() returns trigger language plpgsql as $$
declare
  log  text := tg_argv[0];
  last bigint;
begin
  if coalesce(current_setting('tastemaker.guarded_' || log, true), '') = '' then
    select case when is_called then last_value else last_value - 1 end into last from log_position;
    perform pg_advisory_xact_lock_shared(log_guard(log) << 48 | last);
    perform set_config('tastemaker.guarded_' || log, 'yes', true);
  end if;
  return null;
end
$$;

create function log_guard(log text) returns bigint language sql immutable as $$
  select case log when 'event' then x'5445'::bigint when 'interaction' then x'5449'::bigint end
$$;

-- The position up to which the named logs are settled: no row at or before it can appear any more in a statement that begins
-- afterwards. The sequence is looked at before the locks: who locks in between takes later positions.
create function settled_log_position(variadic logs text[]) returns bigint language plpgsql as $$
declare
  last  bigint;
  least_held bigint;
begin
  select case when is_called then last_value else last_value - 1 end into last from log_position;
  select min(key & x'ffffffffffff'::bigint) into least_held
  from (
    select classid::bigint << 32 | objid::bigint as key
    from pg_locks
    where locktype = 'advisory' and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())
  ) held
  where key >> 48 in (select log_guard(log) from unnest(logs) log);
  return least(last, least_held);
end
$$;

-- Everything that changed, except interactions, which have a typed log of their own.
create table event (
  position     bigint      not null default nextval('log_position') primary key,
  type         text        not null,
  version      smallint    not null default 1,
  occurred_at  timestamptz not null default now(),
  occurred_by  integer,
  object_id    bigint      not null,
  payload      jsonb       not null
);

create index event_object on event (object_id, position);

create trigger guard_log before insert on event
  for each statement execute function guard_log('event');
