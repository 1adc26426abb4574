package org.tastemaker.server.interaction;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sums up the log for [Trend].
final class TrendRows {
  private final JdbcClient jdbc;

  TrendRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// An item and the trend of what happened with it.
  record ItemTrend(int item, double trend) {}

  /// An item that was merged into another one.
  record Merged(int item, int kept) {}

  /// Merges behind a position, up to another, the oldest first.
  List<Merged> merges(long after, long to) {
    return jdbc.sql(
            """
            select item, kept from item_merge where position > :after and position <= :to
            order by position
            """)
        .param("after", after)
        .param("to", to)
        .query((row, _) -> new Merged(row.getInt("item"), row.getInt("kept")))
        .list();
  }

  /// What happened behind a position, up to another; one row an item.
  List<ItemTrend> between(long after, long to) {
    return jdbc.sql(
            """
            select coalesce(n.name, l.item) as item, sum(l.sum) as sum,
                   cast(extract(epoch from now()) as float8) as seconds
            from (
              select item,
                     sum(2::float8 ^ greatest(-1000, cast(extract(epoch from occurred_at - now())
                                                          as float8) / :halfLife)) as sum
              from interaction_log
              where position > :after and position <= :to
                and type in (:rated, :viewed, :played, :purchased, :installed)
              group by item
            ) l
            left join item_names('infinity') n on n.item = l.item and n.is_last
            group by 1
            """)
        .param("halfLife", (double) Trend.HALF_LIFE.toSeconds())
        .param("after", after)
        .param("to", to)
        .param("rated", LogType.RATED)
        .param("viewed", LogType.VIEWED)
        .param("played", LogType.PLAYED)
        .param("purchased", LogType.PURCHASED)
        .param("installed", LogType.INSTALLED)
        .query((row, _) ->
            new ItemTrend(
                row.getInt("item"), Trend.of(row.getDouble("sum"), row.getDouble("seconds"))))
        .list();
  }
}
