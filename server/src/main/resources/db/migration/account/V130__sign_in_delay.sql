-- How often somebody tried passwords lately: for an account from one network, and for an account
-- from anywhere. The key is a hash; a row goes when nobody tried for a while.
create table sign_in_delay (
  key      bytea       primary key,
  attempts integer     not null,
  last_at  timestamptz not null,
  until    timestamptz not null
);
create index sign_in_delay_last on sign_in_delay (last_at);

alter table account
  drop column failed_signins,
  drop column locked_until;

-- Where from, and in which request.
alter table account_audit
  add column address text,
  add column correlation_id text;
create index account_audit_at on account_audit (at);
