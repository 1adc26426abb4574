-- When a session of the pages is over however often its browser comes back; sessions of tokens have no such end.
alter table account_session add ends_at timestamptz;
