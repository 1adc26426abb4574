-- How far somebody is with an item, by measure: the numbers of their types in the log (9 share, in ten-thousandths; 10 episode;
-- 11 hours, in hundredths). A withdrawn one keeps its time and has no value; in the log that is type 12, whose value is the measure.
create table progress (
  person      integer     not null,
  item        integer     not null,
  measure     smallint    not null check (measure between 9 and 11),
  value       integer     check (value >= 0),
  occurred_at timestamptz not null,
  primary key (person, item, measure)
);
