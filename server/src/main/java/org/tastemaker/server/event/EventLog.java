package org.tastemaker.server.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.json.Json;

/// The append-only log of every change but interactions. A row is written in the transaction of the
/// change that it tells.
public final class EventLog {

  private final JdbcClient jdbc;
  private final LogPositions positions;

  public EventLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.positions = new LogPositions(jdbc);
  }

  /// Appends a row, in the current transaction.
  ///
  /// @param payload written as a JSON object; no free text, credentials or personal data
  /// @return its position
  public long append(String type, long objectId, @Nullable Integer actor, Object payload) {
    return jdbc.sql(
            """
            insert into event (type, object_id, occurred_by, payload)
            values (:type, :object, :actor, cast(:payload as jsonb))
            returning position
            """)
        .param("type", type)
        .param("object", objectId)
        .param("actor", actor)
        .param("payload", Json.mapper().writeValueAsString(payload))
        .query(Long.class)
        .single();
  }

  /// An event to be.
  ///
  /// @param version of the form of the payload, from 1
  /// @param payload written as a JSON object; no free text, credentials or personal data
  public record News(String type, int version, long objectId, Object payload) {

    /// Of a type whose payload still has its first form.
    public News(String type, long objectId, Object payload) {
      this(type, 1, objectId, payload);
    }
  }

  /// Appends rows in their order, in the current transaction and one statement.
  public void appendAll(List<News> news, @Nullable Integer actor) {
    jdbc.sql(
            """
            insert into event (type, version, object_id, occurred_by, payload)
            select type, version, object, cast(:actor as integer), cast(payload as jsonb)
            from unnest(cast(:types as text[]), cast(:versions as smallint[]),
                        cast(:objects as bigint[]), cast(:payloads as text[]))
                 with ordinality as n (type, version, object, payload, place)
            order by place
            """)
        .param("types", news.stream().map(News::type).toArray(String[]::new))
        .param("versions", news.stream().map(News::version).toArray(Integer[]::new))
        .param("objects", news.stream().map(News::objectId).toArray(Long[]::new))
        .param(
            "payloads",
            news.stream()
                .map(one -> Json.mapper().writeValueAsString(one.payload()))
                .toArray(String[]::new))
        .param("actor", actor, Types.INTEGER)
        .update();
  }

  /// Up to where both logs are settled; see [LogPositions].
  public long settledPosition() {
    return positions.settled();
  }

  /// Whether the log has an event of a type behind a position, up to another.
  public boolean has(String type, long after, long upTo) {
    return jdbc.sql(
            """
            select exists (select from event
                           where position > :after and position <= :upTo and type = :type)
            """)
        .param("after", after)
        .param("upTo", upTo)
        .param("type", type)
        .query(Boolean.class)
        .single();
  }

  /// The settled events after a position, oldest first. Going on after the last one's position
  /// misses none.
  ///
  /// @param limit at least 1
  public List<Event> after(long position, int limit) {
    long settled = positions.settledEvents();
    if (settled <= position) {
      return List.of();
    }
    return jdbc.sql(
            """
            select position, type, version, occurred_at, occurred_by, object_id, payload
            from event
            where position > :after and position <= :settled
            order by position
            limit :limit
            """)
        .param("after", position)
        .param("settled", settled)
        .param("limit", limit)
        .query((row, _) -> event(row))
        .list();
  }

  static Event event(ResultSet row) throws SQLException {
    int actor = row.getInt("occurred_by");
    return new Event(
        row.getLong("position"),
        row.getString("type"),
        row.getInt("version"),
        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
        actor == 0 ? null : actor,
        row.getLong("object_id"),
        Json.mapper().readTree(row.getString("payload")));
  }
}
