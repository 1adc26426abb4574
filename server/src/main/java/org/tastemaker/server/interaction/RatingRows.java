package org.tastemaker.server.interaction;

import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables `rating` and `item_rating`, and the ratings in the log.
///
/// Whoever writes has locked the persons ([PersonRows#lock]), so that nobody else writes their
/// ratings meanwhile; then come the ratings, then the totals in the order of the items. Since all
/// do so, none waits for another in a circle.
final class RatingRows {

  /// What the merge does with a relation `given` of (n, person, item, hundredths, at, implied,
  /// actor) in which each pair of person and item comes once. Without stars it is a withdrawal; an
  /// implied time is the clock's and yields to a later one that stands. Only what changes something
  /// is written and logged.
  ///
  /// The lateral join is there to be a look-up in the primary key per row, whatever the planner
  /// thinks of reading the whole table.
  static final String MERGE =
      """
      , compared as materialized (
        select g.n, g.person, g.item, g.hundredths, g.actor,
               case when g.implied then greatest(g.at, r.occurred_at) else g.at end as at,
               r.hundredths as before, r.occurred_at as since
        from given g
        left join lateral (select s.hundredths, s.occurred_at from rating s
                           where s.person = g.person and s.item = g.item limit 1) r on true
      ), news as materialized (
        select * from compared
        where case when since is null then hundredths is not null
                   when at = since then hundredths is distinct from before
                   else at > since and (hundredths is not null or before is not null) end
      ), written as (
        insert into rating as r (person, item, hundredths, occurred_at)
        select person, item, hundredths, at from news order by person, item
        on conflict (person, item)
        do update set hundredths = excluded.hundredths, occurred_at = excluded.occurred_at
      ), logged as (
        insert into interaction_log (occurred_at, person, item, value, type, actor)
        select at, person, item, coalesce(hundredths, 0),
               case when hundredths is null then 2 else 1 end, actor
        from news order by n
      )
      """;

  /// What follows [#MERGE] where the totals are not someone else's affair.
  private static final String TOTALS =
      """
      , totals as (
        insert into item_rating as t (item, hundredths, count)
        select item, sum(coalesce(hundredths, 0) - coalesce(before, 0)),
               count(hundredths) - count(before)
        from news
        where hundredths is distinct from before
        group by item order by item
        on conflict (item) do update
        set hundredths = t.hundredths + excluded.hundredths, count = t.count + excluded.count
      )
      """;

  private static final String GIVEN =
      """
      with given as materialized (
        select cast(n as integer), person, item, hundredths,
               timestamptz 'epoch' + micros * interval '1 microsecond' as at, implied,
               cast(:actor as integer) as actor
        from unnest(cast(:persons as integer[]), cast(:items as integer[]),
                    cast(:hundredths as smallint[]), cast(:micros as bigint[]),
                    cast(:implied as boolean[]))
             with ordinality as g (person, item, hundredths, micros, implied, n)
      )
      """;

  private final JdbcClient jdbc;

  RatingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Writes what is new of these changes, each pair of person and item once.
  ///
  /// @return for each change what stood before and whether it was written
  Standing[] merge(RatingChange[] changes, @Nullable Integer actor) {
    var standings = new Standing[changes.length];
    jdbc.sql(
            GIVEN
                + MERGE
                + TOTALS
                + """
                select c.n, c.before, cast(extract(epoch from c.since) * 1000000 as bigint) as since,
                       w.n is not null as written
                from compared c left join news w on w.n = c.n
                """)
        .param("persons", Arrays.stream(changes).map(RatingChange::person).toArray(Integer[]::new))
        .param("items", Arrays.stream(changes).map(RatingChange::item).toArray(Integer[]::new))
        .param(
            "hundredths",
            Arrays.stream(changes).map(RatingChange::hundredths).toArray(Integer[]::new))
        .param("micros", Arrays.stream(changes).map(RatingChange::micros).toArray(Long[]::new))
        .param("implied", Arrays.stream(changes).map(RatingChange::implied).toArray(Boolean[]::new))
        .param("actor", actor, Types.INTEGER)
        .query(row -> {
          standings[row.getInt("n") - 1] =
              new Standing(
                  row.getObject("before", Integer.class),
                  row.getObject("since", Long.class),
                  row.getBoolean("written"));
        });
    return standings;
  }

  /// What stood before a change.
  ///
  /// @param hundredths of a star; null when nothing stood or it was withdrawn
  /// @param micros when it happened; null when there was never a rating
  /// @param written whether the change was news
  record Standing(@Nullable Integer hundredths, @Nullable Long micros, boolean written) {}

  /// Removes the totals of items that nobody's rating stands for any more. Their rows are locked by
  /// this transaction, which has just changed them.
  void dropEmptyTotals(Collection<Integer> items) {
    jdbc.sql("delete from item_rating where item = any(:items) and count = 0")
        .param("items", items.toArray(Integer[]::new))
        .update();
  }

  /// Adds to the totals of items, in the order of their ids.
  void addTotals(int[] items, long[] hundredths, int[] counts) {
    jdbc.sql(
            """
            insert into item_rating as t (item, hundredths, count)
            select * from unnest(cast(:items as integer[]), cast(:hundredths as bigint[]),
                                 cast(:counts as integer[])) as g (item, hundredths, count)
            order by item
            on conflict (item) do update
            set hundredths = t.hundredths + excluded.hundredths, count = t.count + excluded.count
            """)
        .param("items", items)
        .param("hundredths", hundredths)
        .param("counts", counts)
        .update();
  }

  /// Totals of items, as columns.
  record Totals(int[] items, long[] hundredths, int[] counts) {}

  /// The totals of these items, zero where nobody rated.
  Totals totals(Collection<Integer> items) {
    return totals(
        jdbc.sql(
                """
                select g.item, coalesce(t.hundredths, 0) as hundredths, coalesce(t.count, 0) as count
                from unnest(cast(:items as integer[])) as g (item)
                left join item_rating t on t.item = g.item
                """)
            .param("items", items.toArray(Integer[]::new)));
  }

  /// The totals of all items that somebody rated.
  Totals allTotals() {
    return totals(jdbc.sql("select item, hundredths, count from item_rating"));
  }

  private static Totals totals(JdbcClient.StatementSpec query) {
    var rows =
        query.query((row, _) -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)}).list();
    return new Totals(
        rows.stream().mapToInt(row -> (int) row[0]).toArray(),
        rows.stream().mapToLong(row -> row[1]).toArray(),
        rows.stream().mapToInt(row -> (int) row[2]).toArray());
  }

  /// The last position that was handed out in the logs: it moves when anything is written.
  long lastPosition() {
    return jdbc.sql("select last_value from log_position").query(Long.class).single();
  }
}
