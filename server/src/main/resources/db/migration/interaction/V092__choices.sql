-- What people with an account let others see of them.
create table privacy (
  person  integer primary key references person on delete cascade,
  profile text    not null,
  ratings text    not null,
  lists   text    not null
);

-- Kinds and genres that somebody said at the beginning that they like; genres in lower case.
create table interest (
  person integer primary key references person on delete cascade,
  kinds  text[]  not null,
  genres text[]  not null
);
