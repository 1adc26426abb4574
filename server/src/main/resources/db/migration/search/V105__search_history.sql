-- What somebody searched for, and what they picked of what was found. The same again is one row, with its newest time.
create table search_history (
  id          bigint      generated always as identity primary key,
  person      integer     not null references person on delete cascade,
  title       text        not null check (title <> ''),
  item        integer,
  searched_at timestamptz not null,
  unique nulls not distinct (person, title, item)
);
create index search_history_newest on search_history (person, searched_at desc, id desc);
