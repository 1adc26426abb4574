-- A person who can sign in.
create table account (
  person          integer     primary key references person on delete cascade,
  email           text        not null,
  username        text        not null,
  customer_id     text        unique,
  -- bcrypt; null for those who sign in by another provider alone
  password        text,
  name            text,
  surname         text,
  birth_date      date,
  role            text        not null default 'user' check (role in ('user', 'moderator', 'admin')),
  failed_signins  integer     not null default 0,
  locked_until    timestamptz,
  created_at      timestamptz not null default now()
);
create unique index account_email on account (lower(email));
create unique index account_username on account (lower(username));

-- What somebody is signed in by: one browser or program. Its refresh tokens follow one another.
create table account_session (
  id           uuid        primary key,
  person       integer     not null references account on delete cascade,
  agent        text        not null,
  address      text        not null,
  created_at   timestamptz not null,
  last_used_at timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz
);
create index account_session_person on account_session (person);

-- SHA-256 of tokens of 256 random bits. A token that comes twice was stolen from one of the two.
create table refresh_token (
  hash       bytea       primary key,
  session    uuid        not null references account_session on delete cascade,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index refresh_token_session on refresh_token (session);

-- What access tokens are signed with, encrypted by the master secret. The newest signs.
create table signing_key (
  id         text        primary key,
  encrypted  bytea       not null,
  created_at timestamptz not null
);

-- Keys of programs: SHA-256 of 256 random bits.
create table api_key (
  id           integer     generated always as identity primary key,
  hash         bytea       not null unique,
  name         text        not null,
  scopes       text[]      not null,
  created_by   text        not null,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  revoked_at   timestamptz
);

-- What happened to accounts, sessions and keys. Names no address and no secret.
create table account_audit (
  id      bigint      generated always as identity primary key,
  at      timestamptz not null,
  person  integer,
  action  text        not null,
  actor   text        not null,
  detail  text
);
create index account_audit_person on account_audit (person, id);
