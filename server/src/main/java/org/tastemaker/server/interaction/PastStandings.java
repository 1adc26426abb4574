package org.tastemaker.server.interaction;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What stood between people and items, by the log: what [Replay] would have made of it then.
final class PastStandings {

  private final JdbcClient jdbc;

  PastStandings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What stood between a person and the items behind one of them, in one query, in the order of
  /// the items. Whatever happened by that time counts, also where it was told later. What the log
  /// does not hold, such as notes, is absent.
  SequencedMap<Integer, Standing> of(int person, Instant time, int afterItem, int limit) {
    var collected = new TreeMap<Integer, Standings.Collected>();
    jdbc.sql(
            """
            with told as materialized (
              select * from interaction_log
              where person = :person and occurred_at <= :time and item > :after
            ), stood as materialized (
              (select distinct on (item) item, case when type = 1 then 1 end as type,
                      cast(value as bigint) as value, occurred_at as first, occurred_at as last,
                      cast(null as integer[]) as reasons
               from told where type in (1, 2)
               order by item, occurred_at desc, position desc)
              union all
              select item, type, sum(value), min(occurred_at), max(occurred_at), null
              from told where type in (3, 4, 5, 6) group by item, type
              union all
              (select distinct on (item, measure) item, case when type <> 12 then measure end, value,
                      occurred_at, occurred_at, null
               from (select *, case type when 12 then value else type end as measure
                     from told where type in (9, 10, 11, 12)) t
               order by item, measure, occurred_at desc, position desc)
              union all
              (select distinct on (item) item, case when type = 7 then 7 end, 0, occurred_at,
                      occurred_at, details
               from told where type in (7, 8)
               order by item, occurred_at desc, position desc)
              union all
              (select distinct on (item) item, case when type = 13 then 13 end, 0, occurred_at,
                      occurred_at, null
               from told where type in (13, 14)
               order by item, occurred_at desc, position desc)
            )
            select item, type, value, first, last,
                   case type when 7 then %s when 13 then array[cast(null as text)] end as details
            from stood
            where type is not null
              and item in (select distinct item from stood where type is not null
                           order by item limit :limit)
            """
                .formatted(DeclineReasons.told("stood.reasons")))
        .param("person", person)
        .param("time", time.atOffset(ZoneOffset.UTC))
        .param("after", afterItem)
        .param("limit", limit)
        .query(row -> {
          collected.computeIfAbsent(row.getInt("item"), _ -> new Standings.Collected()).add(row);
        });
    var standings = new TreeMap<Integer, Standing>();
    collected.forEach((item, one) -> standings.put(item, one.standing()));
    return standings;
  }
}
