-- What somebody means to get to, in their order. A removed one keeps its time. In the log: type 13 put on the list (value: place),
-- 14 taken off, 15 moved (value: place).
create table watchlist (
  person      integer     not null,
  item        integer     not null,
  place       integer     not null,
  removed     boolean     not null default false,
  occurred_at timestamptz not null,
  primary key (person, item)
);

-- What they noted. Free text: not in the log, and gone with the entry.
create table watchlist_note (
  person integer not null,
  item   integer not null,
  note   text    not null,
  primary key (person, item)
);
