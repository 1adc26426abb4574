package org.tastemaker.server.interaction;

import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `progress`, and its rows in the log. Whoever writes has locked the persons.
final class ProgressRows {

  private final JdbcClient jdbc;

  ProgressRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// How far somebody is in one measure.
  ///
  /// @param units null withdraws
  /// @param implied nobody said when: it is the clock's time
  record Change(
      int person,
      int item,
      Measure measure,
      @Nullable Integer units,
      long micros,
      boolean implied) {}

  /// What became of a change.
  ///
  /// @param written whether it was news
  /// @param stood whether something stood before
  /// @param older whether something newer stands
  record Result(boolean written, boolean stood, boolean older) {}

  /// Writes what is new of these changes, each person, item and measure once: the newest counts.
  Result[] merge(List<Change> changes, @Nullable Integer actor) {
    var results = new Result[changes.size()];
    jdbc.sql(
            """
            with given as materialized (
              select n, person, item, measure, value,
                     timestamptz 'epoch' + micros * interval '1 microsecond' as at, implied
              from unnest(cast(:persons as integer[]), cast(:items as integer[]),
                          cast(:measures as smallint[]), cast(:values as integer[]),
                          cast(:micros as bigint[]), cast(:implied as boolean[]))
                   with ordinality as g (person, item, measure, value, micros, implied, n)
            ), compared as materialized (
              select g.n, g.person, g.item, g.measure, g.value,
                     case when g.implied then greatest(g.at, p.occurred_at) else g.at end as at,
                     p.value as before, p.occurred_at as since
              from given g
              left join progress p
                on p.person = g.person and p.item = g.item and p.measure = g.measure
            ), news as materialized (
              select * from compared
              where case when since is null then value is not null
                         when at = since then value is distinct from before
                         else at > since and (value is not null or before is not null) end
            ), logged as (
              insert into interaction_log (occurred_at, person, item, value, type, actor)
              select at, person, item, coalesce(value, measure),
                     case when value is null then 12 else measure end, cast(:actor as integer)
              from news order by n
            ), stated as (
              insert into progress (person, item, measure, value, occurred_at)
              select person, item, measure, value, at from news order by person, item, measure
              on conflict (person, item, measure) do update
              set value = excluded.value, occurred_at = excluded.occurred_at
            )
            select c.n, w.n is not null as written, c.before is not null as stood,
                   coalesce(c.at < c.since, false) as older
            from compared c left join news w on w.n = c.n
            """)
        .param("persons", changes.stream().map(Change::person).toArray(Integer[]::new))
        .param("items", changes.stream().map(Change::item).toArray(Integer[]::new))
        .param(
            "measures", changes.stream().map(one -> one.measure().code()).toArray(Integer[]::new))
        .param("values", changes.stream().map(Change::units).toArray(Integer[]::new))
        .param("micros", changes.stream().map(Change::micros).toArray(Long[]::new))
        .param("implied", changes.stream().map(Change::implied).toArray(Boolean[]::new))
        .param("actor", actor, Types.INTEGER)
        .query(row -> {
          results[row.getInt("n") - 1] =
              new Result(
                  row.getBoolean("written"), row.getBoolean("stood"), row.getBoolean("older"));
        });
    return results;
  }
}
