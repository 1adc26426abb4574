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

  /// What happened behind a position, up to another; one row an item.
  List<ItemTrend> between(long after, long to) {
    return jdbc.sql(
            """
            select item,
                   sum(2::float8 ^ greatest(-1000, cast(extract(epoch from occurred_at - now())
                                                        as float8) / :halfLife)) as sum,
                   cast(extract(epoch from now()) as float8) as seconds
            from interaction_log
            where position > :after and position <= :to
              and type in (:rated, :viewed, :played, :purchased, :installed)
            group by item
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
