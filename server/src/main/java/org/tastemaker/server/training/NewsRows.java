package org.tastemaker.server.training;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.training.News.Counts;

/// Counts what the logs hold behind some positions, each log in one query.
final class NewsRows {

  private final JdbcClient jdbc;

  NewsRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What came in since each of these positions.
  Map<Long, News> since(Collection<Long> positions) {
    long[] sorted = positions.stream().mapToLong(Long::longValue).distinct().sorted().toArray();
    if (sorted.length == 0) {
      return Map.of();
    }
    var counted = new Counted(sorted);
    read(
        """
        select width_bucket(l.position, :bounds) as bucket, coalesce(i.kind, 'unknown') as kind,
               count(*) as count
        from interaction_log l left join item i on i.id = l.item
        where l.position > :least
        group by 1, 2
        """,
        sorted,
        row -> counted.add(row.getInt(1), row.getString(2), new Counts(0, row.getLong(3))));
    read(
        """
        select width_bucket(position, :bounds) as bucket, payload ->> 'kind' as kind,
               count(*) as count
        from event
        where position > :least and type like '%Added' and payload ->> 'kind' is not null
        group by 1, 2
        """,
        sorted, row -> counted.add(row.getInt(1), row.getString(2), new Counts(row.getLong(3), 0)));
    return counted.news();
  }

  /// Bounds are the first positions that count: a row is in the bucket of how many it has reached.
  private void read(String sql, long[] sorted, RowCallbackHandler row) {
    jdbc.sql(sql)
        .param("bounds", Arrays.stream(sorted).map(one -> one + 1).boxed().toArray(Long[]::new))
        .param("least", sorted[0])
        .query(row);
  }

  /// Adds what is in a bucket to all positions before it.
  private static final class Counted {
    private final long[] positions;
    private final Map<Long, Map<String, Counts>> since = new HashMap<>();

    Counted(long[] positions) {
      this.positions = positions;
      for (long position : positions) {
        since.put(position, new HashMap<>());
      }
    }

    void add(int bucket, String kind, Counts counts) {
      for (int i = 0; i < bucket; i++) {
        since.computeIfAbsent(positions[i], _ -> new HashMap<>()).merge(kind, counts, Counts::plus);
      }
    }

    Map<Long, News> news() {
      var news = new HashMap<Long, News>();
      since.forEach((position, kinds) -> news.put(position, News.of(kinds)));
      return news;
    }
  }
}
