-- Somebody who came by a provider may have no address here.
alter table account alter email drop not null;

-- An account of another provider by which somebody signs in.
create table account_link (
  provider     text        not null,
  -- the provider's id of the person
  subject      text        not null,
  person       integer     not null references account on delete cascade,
  name         text        not null,
  -- the provider's tokens, encrypted by the master secret
  tokens       bytea       not null,
  linked_at    timestamptz not null,
  last_used_at timestamptz not null,
  primary key (provider, subject),
  unique (person, provider)
);

-- What waits to be taken once: a sign-in on its way, a code to exchange. SHA-256 of what takes it; what it says is encrypted.
create table linking_secret (
  hash       bytea       primary key,
  content    bytea       not null,
  expires_at timestamptz not null
);
create index linking_secret_expires_at on linking_secret (expires_at);
