-- What people propose for the catalogue: a new item with its episodes, or a correction of one that is there. Items are
-- named without a foreign key: the catalogue is made anew from its log without knowing of proposals.
create table proposal (
  id          integer     generated always as identity primary key,
  item        integer,
  body        jsonb       not null check (jsonb_typeof(body) = 'object'),
  episodes    jsonb       not null default '[]' check (jsonb_typeof(episodes) = 'array'),
  note        text,
  proposer    integer     not null references person on delete cascade,
  proposed_at timestamptz not null default now(),
  state       text        not null default 'open' check (state in ('open', 'accepted', 'declined')),
  reason      text,
  decided_at  timestamptz,
  result      integer,
  check ((state = 'open') = (decided_at is null)),
  check (state <> 'declined' or reason is not null)
);
create index proposal_state on proposal (state, id);
create index proposal_proposer on proposal (proposer, id);
