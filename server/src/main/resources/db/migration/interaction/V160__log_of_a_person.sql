-- Finds what one person did, or somebody had done, or happened at some time, in a log that has neither order: block ranges with a
-- Bloom filter each for the person, and the first and last time. Like the index on positions it costs next to nothing while loading.
create index interaction_log_person on interaction_log
  using brin (person int4_bloom_ops, actor int4_bloom_ops, occurred_at) with (pages_per_range = 32, autosummarize = on);
