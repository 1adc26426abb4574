-- The latest list that was made for somebody and a kind on request, with the rating that was predicted for each of its items.
create table stored_list (
  person       integer     not null references person on delete cascade,
  kind         text        not null,
  about        integer,
  model        bigint,
  rating_model bigint,
  made_at      timestamptz not null,
  primary key (person, kind)
);

create table stored_item (
  person    integer  not null,
  kind      text     not null,
  place     smallint not null,
  item      integer  not null,
  score     real     not null,
  source    text     not null,
  reason    jsonb    not null,
  predicted smallint check (predicted between 0 and 500),
  primary key (person, kind, place),
  foreign key (person, kind) references stored_list on delete cascade
);
create index stored_item_predicted on stored_item (person, predicted desc) where predicted is not null;
