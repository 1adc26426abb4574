package org.tastemaker.server.interaction;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes what stands between people and an item stand between them and another one. What stands
/// wins over what was withdrawn, whenever that was; otherwise the newer wins, and counts add up.
///
/// Nobody else writes meanwhile. The same statements merge items for good and when the log is
/// replayed.
final class ItemMoves {

  private static final String THEIRS =
      " using unnest(cast(:persons as integer[])) as p (person)"
          + " where t.person = p.person and t.item = :from";

  private static final List<String> STATEMENTS =
      List.of(
          """
          with moved as (
            delete from rating t %s returning t.*
          ), compared as (
            select m.*, r.hundredths as before, r.occurred_at as since
            from moved m
            left join lateral (select s.hundredths, s.occurred_at from rating s
                               where s.person = m.person and s.item = :to limit 1) r on true
          ), news as materialized (
            select * from compared
            where since is null
               or (hundredths is not null, occurred_at) > (before is not null, since)
          ), written as (
            insert into rating (person, item, hundredths, occurred_at)
            select person, :to, hundredths, occurred_at from news order by person
            on conflict (person, item) do update
            set hundredths = excluded.hundredths, occurred_at = excluded.occurred_at
          )
          insert into item_rating as t (item, hundredths, count)
          select cast(:to as integer), sum(coalesce(hundredths, 0) - coalesce(before, 0)),
                 count(hundredths) - count(before)
          from news having count(hundredths) > 0
          on conflict (item) do update
          set hundredths = t.hundredths + excluded.hundredths, count = t.count + excluded.count
          """,
          """
          with moved as (
            delete from activity t %s returning t.*
          )
          insert into activity as a (person, item, type, count, first_at, last_at)
          select person, :to, type, count, first_at, last_at from moved order by person, type
          on conflict (person, item, type) do update
          set count = a.count + excluded.count,
              first_at = least(a.first_at, excluded.first_at),
              last_at = greatest(a.last_at, excluded.last_at)
          """,
          """
          with moved as (
            delete from progress t %s returning t.*
          )
          insert into progress as b (person, item, measure, value, occurred_at)
          select person, :to, measure, value, occurred_at from moved order by person, measure
          on conflict (person, item, measure) do update
          set value = excluded.value, occurred_at = excluded.occurred_at
          where (excluded.value is not null, excluded.occurred_at) > (b.value is not null, b.occurred_at)
          """,
          """
          with moved as (
            delete from decline t %s returning t.*
          )
          insert into decline as b (person, item, withdrawn, reasons, occurred_at)
          select person, :to, withdrawn, reasons, occurred_at from moved order by person
          on conflict (person, item) do update
          set withdrawn = excluded.withdrawn, reasons = excluded.reasons,
              occurred_at = excluded.occurred_at
          where (not excluded.withdrawn, excluded.occurred_at) > (not b.withdrawn, b.occurred_at)
          """,
          // Who has both on the list finds the item where the first of the two was.
          """
          with moved as (
            delete from watchlist t %s returning t.*
          )
          insert into watchlist as b (person, item, place, removed, occurred_at)
          select person, :to, place, removed, occurred_at from moved order by person
          on conflict (person, item) do update
          set place = case when excluded.removed then b.place
                           when b.removed then excluded.place
                           else least(b.place, excluded.place) end,
              removed = b.removed and excluded.removed,
              occurred_at = case
                when (not excluded.removed, excluded.occurred_at) > (not b.removed, b.occurred_at)
                  then excluded.occurred_at else b.occurred_at end
          """,
          // Of two notes both are kept.
          """
          with moved as (
            delete from watchlist_note t %s returning t.*
          )
          insert into watchlist_note as b (person, item, note)
          select person, :to, note from moved order by person
          on conflict (person, item) do update set note = b.note || chr(10) || excluded.note
          where b.note <> excluded.note
          """);

  private final JdbcClient jdbc;

  ItemMoves(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Everybody of whom something stands with an item. Reads the tables: they have no index by item.
  List<Integer> people(int item) {
    return jdbc.sql(
            """
            select person from rating where item = :item
            union
            select person from activity where item = :item
            union
            select person from progress where item = :item
            union
            select person from decline where item = :item
            union
            select person from watchlist where item = :item
            """)
        .param("item", item)
        .query((row, _) -> row.getInt(1))
        .list();
  }

  /// Moves what these people have; all who have anything with the first item are among them.
  void move(int from, int to, List<Integer> people) {
    for (String statement : STATEMENTS) {
      jdbc.sql(statement.replace("%s", THEIRS))
          .param("persons", people.toArray(Integer[]::new))
          .param("from", from)
          .param("to", to)
          .update();
    }
    jdbc.sql("delete from item_rating where item = :from").param("from", from).update();
    jdbc.sql("update comment set item = :to where item = :from")
        .param("from", from)
        .param("to", to)
        .update();
  }
}
