package org.tastemaker.server.interaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables `comment`, `comment_text` and `comment_report`, and their rows in the log. Whoever
/// writes has locked the person, or the comment.
final class CommentRows {

  private static final String SELECT =
      """
      select c.id, c.item, c.person, t.body, c.hidden, c.written_at, c.edited_at,
             case when v.profile = 'everyone' then p.name end as author
      from comment c
      join comment_text t on t.comment = c.id
      join person p on p.id = c.person
      left join privacy v on v.person = c.person
      """;

  private final JdbcClient jdbc;

  CommentRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Comments to be written, as columns.
  record News(Integer[] persons, Integer[] items, String[] texts, Long[] micros) {}

  /// Writes comments.
  ///
  /// @return their ids, in their order
  int[] write(News news, @Nullable Integer actor) {
    int[] ids = new int[news.persons().length];
    jdbc.sql(
            """
            with given as materialized (
              select n, cast(nextval(pg_get_serial_sequence('comment', 'id')) as integer) as id,
                     person, item, body,
                     timestamptz 'epoch' + micros * interval '1 microsecond' as at
              from unnest(cast(:persons as integer[]), cast(:items as integer[]),
                          cast(:texts as text[]), cast(:micros as bigint[]))
                   with ordinality as g (person, item, body, micros, n)
            ), stated as (
              insert into comment (id, person, item, written_at)
              select id, person, item, at from given order by n
            ), said as (
              insert into comment_text (comment, body) select id, body from given order by n
            ), logged as (
              insert into interaction_log (occurred_at, person, item, value, type, actor)
              select at, person, item, id, 16, cast(:actor as integer) from given order by n
            )
            select n, id from given
            """)
        .param("persons", news.persons())
        .param("items", news.items())
        .param("texts", news.texts())
        .param("micros", news.micros())
        .param("actor", actor, Types.INTEGER)
        .query(row -> {
          ids[row.getInt("n") - 1] = row.getInt("id");
        });
    return ids;
  }

  /// Locks a comment until the transaction ends, and reads it.
  Optional<Comment> lock(int id) {
    return jdbc.sql(SELECT + "where c.id = :id for no key update of c")
        .param("id", id)
        .query((row, _) -> comment(row))
        .optional();
  }

  Optional<Comment> find(int id) {
    return jdbc.sql(SELECT + "where c.id = :id")
        .param("id", id)
        .query((row, _) -> comment(row))
        .optional();
  }

  /// Those of an item, newest first: what is hidden only for who wrote it.
  ///
  /// @param before go on with those of smaller ids
  /// @param reader who reads; null: nobody that we know
  List<Comment> of(int item, int before, @Nullable Integer reader, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where c.item = :item and c.id < :before
                  and (not c.hidden or c.person = cast(:reader as integer))
                order by c.id desc limit :limit
                """)
        .param("item", item)
        .param("before", before)
        .param("reader", reader, Types.INTEGER)
        .param("limit", limit)
        .query((row, _) -> comment(row))
        .list();
  }

  /// Everything that somebody wrote, oldest first.
  List<Comment> by(int person) {
    return jdbc.sql(SELECT + "where c.person = :person order by c.id")
        .param("person", person)
        .query((row, _) -> comment(row))
        .list();
  }

  private static Comment comment(ResultSet row) throws SQLException {
    var edited = row.getObject("edited_at", OffsetDateTime.class);
    return new Comment(
        row.getInt("id"),
        row.getInt("item"),
        row.getInt("person"),
        row.getString("author"),
        row.getString("body"),
        row.getBoolean("hidden"),
        row.getObject("written_at", OffsetDateTime.class).toInstant(),
        edited == null ? null : edited.toInstant());
  }

  void edit(Comment comment, String text, Instant at, @Nullable Integer actor) {
    jdbc.sql("update comment_text set body = :text where comment = :id")
        .param("text", text)
        .param("id", comment.id())
        .update();
    jdbc.sql("update comment set edited_at = " + AT + " where id = :id")
        .param("micros", Times.micros(at))
        .param("id", comment.id())
        .update();
    log(comment, LogType.COMMENT_EDITED, comment.person(), at, null, actor);
  }

  void delete(Comment comment, Instant at, @Nullable Integer actor) {
    for (String table : List.of("comment_report", "comment_text")) {
      jdbc.sql("delete from " + table + " where comment = :id").param("id", comment.id()).update();
    }
    jdbc.sql("delete from comment where id = :id").param("id", comment.id()).update();
    log(comment, LogType.COMMENT_DELETED, comment.person(), at, null, actor);
  }

  /// Hides a comment or shows it again; its reports are settled by that.
  void moderate(Comment comment, boolean hidden, Instant at, @Nullable Integer actor) {
    jdbc.sql("update comment set hidden = :hidden where id = :id")
        .param("hidden", hidden)
        .param("id", comment.id())
        .update();
    jdbc.sql("update comment_report set settled = true where comment = :id")
        .param("id", comment.id())
        .update();
    log(
        comment,
        hidden ? LogType.COMMENT_HIDDEN : LogType.COMMENT_SHOWN,
        comment.person(),
        at,
        null,
        actor);
  }

  /// Notes a report; whoever reports again tells a new reason.
  void report(
      Comment comment, int reporter, ReportReason reason, Instant at, @Nullable Integer actor) {
    jdbc.sql(
            """
            insert into comment_report (comment, person, reason, reported_at)
            values (:comment, :person, :reason, %s)
            on conflict (comment, person) do update
            set reason = excluded.reason, settled = false, reported_at = excluded.reported_at
            """
                .formatted(AT))
        .param("comment", comment.id())
        .param("person", reporter)
        .param("reason", reason.code())
        .param("micros", Times.micros(at))
        .update();
    log(comment, LogType.COMMENT_REPORTED, reporter, at, reason.code(), actor);
  }

  private static final String AT =
      "timestamptz 'epoch' + cast(:micros as bigint) * interval '1 microsecond'";

  private void log(
      Comment comment,
      int type,
      int person,
      Instant at,
      @Nullable Integer detail,
      @Nullable Integer actor) {
    jdbc.sql(
            """
            insert into interaction_log (occurred_at, person, item, value, type, details, actor)
            values (%s, :person, :item, :comment, :type,
                    case when cast(:detail as integer) is not null
                         then array[cast(:detail as integer)] end,
                    cast(:actor as integer))
            """
                .formatted(AT))
        .param("micros", Times.micros(at))
        .param("person", person)
        .param("item", comment.item())
        .param("comment", comment.id())
        .param("type", type)
        .param("detail", detail, Types.INTEGER)
        .param("actor", actor, Types.INTEGER)
        .update();
  }

  /// Those with reports to settle, the oldest comment first.
  List<ReportedComment> reported(int after, int limit) {
    return jdbc.sql(
            """
            select s.*, r.reasons
            from (select comment, array_agg(cast(reason as integer) order by reason) as reasons
                  from comment_report where not settled and comment > :after
                  group by comment order by comment limit :limit) r
            join (%s) s on s.id = r.comment
            order by s.id
            """
                .formatted(SELECT))
        .param("after", after)
        .param("limit", limit)
        .query((row, _) ->
            new ReportedComment(
                comment(row),
                Stream.of((Integer[]) row.getArray("reasons").getArray())
                    .map(ReportReason::of)
                    .toList()))
        .list();
  }

  /// A report that somebody made.
  record Report(int comment, int item, ReportReason reason, Instant reportedAt) {}

  /// What somebody reported.
  List<Report> reportsBy(int person) {
    return jdbc.sql(
            """
            select r.comment, c.item, r.reason, r.reported_at
            from comment_report r join comment c on c.id = r.comment
            where r.person = :person order by r.reported_at, r.comment
            """)
        .param("person", person)
        .query((row, _) ->
            new Report(
                row.getInt("comment"),
                row.getInt("item"),
                ReportReason.of(row.getInt("reason")),
                row.getObject("reported_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
