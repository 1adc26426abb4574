-- How the algorithm of a model was chosen among candidates; null where there was nothing to choose.
alter table model add column selection jsonb;
