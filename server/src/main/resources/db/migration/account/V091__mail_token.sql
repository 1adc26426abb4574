-- When the address was shown to be the person's.
alter table account add verified_at timestamptz;

-- SHA-256 of what a mail to somebody lets them do, once.
create table mail_token (
  hash       bytea       primary key,
  person     integer     not null references account on delete cascade,
  purpose    text        not null check (purpose in ('verify', 'reset')),
  -- the address that it went to: another one since then makes it void
  email      text        not null,
  expires_at timestamptz not null
);
create index mail_token_person on mail_token (person);
