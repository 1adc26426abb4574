package org.tastemaker.server.interaction;

import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables `activity` and `decline`, and their rows in the log. Whoever writes has locked the
/// persons.
final class ActivityRows {

  private final JdbcClient jdbc;

  ActivityRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Adds views, plays, purchases and installs.
  void count(Counts rows, @Nullable Integer actor) {
    jdbc.sql(
            """
            with given as materialized (
              select n, person, item, type, value,
                     timestamptz 'epoch' + micros * interval '1 microsecond' as at
              from unnest(cast(:persons as integer[]), cast(:items as integer[]),
                          cast(:types as smallint[]), cast(:values as integer[]),
                          cast(:micros as bigint[]))
                   with ordinality as g (person, item, type, value, micros, n)
            ), logged as (
              insert into interaction_log (occurred_at, person, item, value, type, actor)
              select at, person, item, value, type, cast(:actor as integer) from given order by n
            )
            insert into activity as a (person, item, type, count, first_at, last_at)
            select person, item, type, sum(value), min(at), max(at)
            from given group by person, item, type order by person, item, type
            on conflict (person, item, type) do update
            set count = a.count + excluded.count,
                first_at = least(a.first_at, excluded.first_at),
                last_at = greatest(a.last_at, excluded.last_at)
            """)
        .param("persons", rows.persons())
        .param("items", rows.items())
        .param("types", rows.types())
        .param("values", rows.values())
        .param("micros", rows.micros())
        .param("actor", actor, Types.INTEGER)
        .update();
  }

  /// Declines items, or takes that back: the newest counts, each pair of person and item comes
  /// once.
  ///
  /// @return for each row whether it changed something
  boolean[] decline(Declines rows, @Nullable Integer actor) {
    var written = new boolean[rows.persons().length];
    jdbc.sql(
            """
            with given as materialized (
              select n, person, item, withdrawn, implied, cast(reasons as integer[]) as reasons,
                     timestamptz 'epoch' + micros * interval '1 microsecond' as at
              from unnest(cast(:persons as integer[]), cast(:items as integer[]),
                          cast(:withdrawn as boolean[]), cast(:micros as bigint[]),
                          cast(:implied as boolean[]), cast(:reasons as text[]))
                   with ordinality as g (person, item, withdrawn, micros, implied, reasons, n)
            ), compared as (
              select g.n, g.person, g.item, g.withdrawn, g.reasons, d.reasons as reasons_before,
                     case when g.implied then greatest(g.at, d.occurred_at) else g.at end as at,
                     d.withdrawn as before, d.occurred_at as since
              from given g left join decline d on d.person = g.person and d.item = g.item
            ), news as materialized (
              select * from compared
              where case when since is null then not withdrawn
                         when at = since
                           then withdrawn <> before
                                or not withdrawn and reasons <> reasons_before
                         else at > since and not (withdrawn and before) end
            ), logged as (
              insert into interaction_log (occurred_at, person, item, type, details, actor)
              select at, person, item, case when withdrawn then 8 else 7 end,
                     nullif(reasons, '{}'), cast(:actor as integer)
              from news order by n
            ), stated as (
              insert into decline (person, item, withdrawn, reasons, occurred_at)
              select person, item, withdrawn, reasons, at from news order by person, item
              on conflict (person, item) do update
              set withdrawn = excluded.withdrawn, reasons = excluded.reasons,
                  occurred_at = excluded.occurred_at
            )
            select n from news
            """)
        .param("persons", rows.persons())
        .param("items", rows.items())
        .param("withdrawn", rows.withdrawn())
        .param("micros", rows.micros())
        .param("implied", rows.implied())
        .param("reasons", rows.reasons())
        .param("actor", actor, Types.INTEGER)
        .query(row -> {
          written[row.getInt("n") - 1] = true;
        });
    return written;
  }

  /// Activities as columns.
  record Counts(
      Integer[] persons, Integer[] items, Integer[] types, Integer[] values, Long[] micros) {}

  /// Declines and their withdrawals as columns.
  ///
  /// @param implied whether nobody said when: it is the clock's time
  /// @param reasons numbers of reasons as the text of an array, `{}` for none and for a withdrawal
  record Declines(
      Integer[] persons,
      Integer[] items,
      Boolean[] withdrawn,
      Long[] micros,
      Boolean[] implied,
      String[] reasons) {}
}
