-- SHA-256 of what a link of the operator's signs a browser in by, once and soon.
create table signin_link (
  hash       bytea       primary key,
  person     integer     not null references account on delete cascade,
  expires_at timestamptz not null
);
create index signin_link_person on signin_link (person);
