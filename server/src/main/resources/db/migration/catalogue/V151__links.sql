-- What items have to do with each other. A relation leads from the item that came of the other one; related-to alone has
-- no direction, and leads from the lower id.
create table item_link (
  item     integer not null references item on delete cascade,
  relation text    not null check (relation in (
    'adapted-from', 'episode-of', 'game-of', 'part-of', 'related-to', 'remake-of', 'sequel-of', 'soundtrack-of',
    'spin-off-of')),
  other    integer not null references item on delete cascade,
  primary key (item, relation, other),
  check (item <> other),
  check (relation <> 'related-to' or item < other)
);
create index item_link_other on item_link (other);
create index item_franchise on item (franchise) where franchise is not null;
