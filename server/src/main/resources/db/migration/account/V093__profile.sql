alter table account add bio text;
insert into privacy (person, profile, ratings, lists) select person, 'everyone', 'nobody', 'nobody' from account;

-- An address is changed by the token of a mail to the new one.
alter table mail_token drop constraint mail_token_purpose_check;
alter table mail_token add constraint mail_token_purpose_check
  check (purpose in ('verify', 'reset', 'change'));
comment on column mail_token.email is
  'the address that it went to: for a change the new one, otherwise another one since then makes it void';

-- Addresses for which somebody asked for a new password, until a worker has looked whether they have an account. Here and not in
-- the job, which anybody sees who manages jobs.
create table forgotten_password (
  job   bigint primary key references job on delete cascade,
  email text   not null
);
