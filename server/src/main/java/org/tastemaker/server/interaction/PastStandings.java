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
  /// does not hold, such as notes, is absent. What was said of two items that were one by then is
  /// put together as [ItemMoves] does it.
  SequencedMap<Integer, Standing> of(int person, Instant time, int afterItem, int limit) {
    var collected = new TreeMap<Integer, Standings.Collected>();
    jdbc.sql(
            """
            with named as materialized (
              select * from item_names(:time)
            ), told as materialized (
              select l.*, coalesce(n.name, l.item) as became,
                     case when type in (1, 2) then 1 when type in (7, 8) then 7
                          when type in (13, 14) then 13 when type = 12 then value
                          when type in (9, 10, 11) then type end as matter,
                     type not in (2, 8, 12, 14) as stands
              from interaction_log l left join named n on n.item = l.item and n.is_last
              where person = :person and occurred_at <= :time and coalesce(n.name, l.item) > :after
            ), newest as materialized (
              select distinct on (item, matter) * from told where matter is not null
              order by item, matter, position desc
            ), decided as (
              select distinct on (became, matter) * from newest f
              where not exists (
                select from newest later join named n on n.item = f.item and n.name = later.item
                where later.matter = f.matter and later.position > n.since)
              order by became, matter, stands desc, occurred_at desc, position desc
            ), stood as materialized (
              select became as item, matter as type,
                     cast(case when matter in (7, 13) then 0 else value end as bigint) as value,
                     occurred_at as first, occurred_at as last, details as reasons
              from decided where stands
              union all
              select became, type, sum(value), min(occurred_at), max(occurred_at), null
              from told where type in (3, 4, 5, 6) group by became, type
            )
            select item, type, value, first, last,
                   case type when 7 then %s when 13 then array[cast(null as text)] end as details
            from stood
            where item in (select distinct item from stood order by item limit :limit)
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
