-- The tombstones of people who were erased, found without reading the log.
create index event_erased on event (position) where type = 'PersonErased';
