package org.tastemaker.server.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.training.News.Counts;

/// Counts what the logs hold behind some positions, each log in one query.
final class NewsRows {

  private final JdbcClient jdbc;

  NewsRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What a role wants to know of.
  ///
  /// @param position rows behind it
  /// @param types of interactions, as the log numbers them
  record Question(long position, Set<Integer> types) {}

  /// What came in for each role.
  Map<ModelRole, News> since(Map<ModelRole, Question> questions) {
    if (questions.isEmpty()) {
      return Map.of();
    }
    long[] positions =
        questions.values().stream().mapToLong(Question::position).distinct().sorted().toArray();
    var types = new TreeSet<Integer>();
    questions.values().forEach(question -> types.addAll(question.types()));
    var counted = new Counted(questions, positions);
    read(
        """
        select width_bucket(l.position, :bounds) as bucket, coalesce(i.kind, 'unknown') as kind,
               l.type, count(*) as count
        from interaction_log l
        left join item_names('infinity') n on n.item = l.item and n.is_last
        left join item i on i.id = coalesce(n.name, l.item)
        where l.position > :least and l.type = any(:types)
        group by 1, 2, 3
        """,
        positions,
        types,
        row ->
            counted.interactions(
                row.getInt("bucket"),
                row.getString("kind"),
                row.getInt("type"),
                row.getLong("count")));
    read(
        """
        select width_bucket(position, :bounds) as bucket, payload ->> 'kind' as kind,
               count(*) as count
        from event
        where position > :least and type like '%Added' and payload ->> 'kind' is not null
        group by 1, 2
        """,
        positions,
        types,
        row -> counted.items(row.getInt("bucket"), row.getString("kind"), row.getLong("count")));
    return counted.news();
  }

  /// Bounds are the first positions that count: a row is in the bucket of how many it has reached.
  private void read(String sql, long[] positions, Set<Integer> types, RowCallbackHandler row) {
    jdbc.sql(sql)
        .param("bounds", Arrays.stream(positions).map(one -> one + 1).boxed().toArray(Long[]::new))
        .param("least", positions[0])
        .param("types", types.toArray(Integer[]::new))
        .query(row);
  }

  /// Adds what is in a bucket to all roles whose position lies before it.
  private static final class Counted {
    private final Map<ModelRole, Question> questions;
    private final long[] positions;
    private final Map<ModelRole, Map<String, Counts>> since = new EnumMap<>(ModelRole.class);

    Counted(Map<ModelRole, Question> questions, long[] positions) {
      this.questions = questions;
      this.positions = positions;
    }

    void interactions(int bucket, String kind, int type, long count) {
      questions.forEach((role, question) -> {
        if (question.types().contains(type)) {
          add(role, question, bucket, kind, new Counts(0, count));
        }
      });
    }

    void items(int bucket, String kind, long count) {
      questions.forEach(
          (role, question) -> add(role, question, bucket, kind, new Counts(count, 0)));
    }

    private void add(ModelRole role, Question question, int bucket, String kind, Counts counts) {
      if (Arrays.binarySearch(positions, question.position()) < bucket) {
        since.computeIfAbsent(role, _ -> new HashMap<>()).merge(kind, counts, Counts::plus);
      }
    }

    Map<ModelRole, News> news() {
      var news = new EnumMap<ModelRole, News>(ModelRole.class);
      since.forEach((role, kinds) -> news.put(role, News.of(kinds)));
      return news;
    }
  }
}
