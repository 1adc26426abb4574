-- How many mails of a sort may still go to an address that somebody else may have given.
create table mail_allowance (
  -- HMAC of sort and address: whoever reads the table learns of nobody
  recipient bytea            primary key,
  remaining double precision not null,
  at        timestamptz      not null
);
create index mail_allowance_at on mail_allowance (at);
