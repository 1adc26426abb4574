-- How often a beginning ended with "try again later"; those do not count among the ones whose workers died.
alter table job add column postponed integer not null default 0;
