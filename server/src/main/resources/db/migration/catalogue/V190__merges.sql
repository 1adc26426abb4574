-- Items that were merged into others, and are gone: told by the event at that position. What an item was merged into may have
-- been merged since.
create table item_merge (
  item      integer     primary key,
  kept      integer     not null,
  position  bigint      not null,
  merged_at timestamptz not null,
  check (item <> kept)
);
create index item_merge_kept on item_merge (kept);

-- What each merged item was called after each merge up to a time, and since which position; the last of its names is the one
-- that it had then.
create function item_names(up_to timestamptz) returns table (item integer, name integer, since bigint, is_last boolean)
language sql stable as $$
  with recursive called (item, name, since) as (
    select m.item, m.kept, m.position from item_merge m where m.merged_at <= up_to
    union all
    select c.item, m.kept, m.position
    from called c join item_merge m on m.item = c.name and m.merged_at <= up_to
  )
  select c.item, c.name, c.since,
         not exists (select from item_merge m where m.item = c.name and m.merged_at <= up_to)
  from called c
$$;

-- Whoever writes what people did with items calls this first, and holds them until the transaction ends: meanwhile none is
-- merged or deleted. Each is named once. Told are those that are not there, and what they are called now, if anything. The lock is one for all
-- items: shared by writers, exclusive where an item goes.
create function hold_items(items integer[]) returns table (item integer, name integer) language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('tastemaker.items'));
  if (select count(*) from item i where i.id = any(items)) < cardinality(items) then
    return query
      select g.item, k.id
      from unnest(items) as g (item)
      left join item_names('infinity') n on n.item = g.item and n.is_last
      left join item k on k.id = n.name
      where not exists (select from item i where i.id = g.item);
  end if;
end
$$;

-- Waits for those who hold items, and keeps others from it until the transaction ends. The next statement sees all that they wrote.
create function seize_items() returns void language sql as $$
  select pg_advisory_xact_lock(hashtext('tastemaker.items'))
$$;
