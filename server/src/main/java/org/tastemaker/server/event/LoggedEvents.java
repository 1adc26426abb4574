package org.tastemaker.server.event;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads the table `event`.
final class LoggedEvents implements LogSource {
  private final JdbcClient jdbc;

  LoggedEvents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String log() {
    return "event";
  }

  @Override
  public Set<String> typesHeld() {
    return Set.of();
  }

  @Override
  public List<Event> read(LogFilter filter, Span span) {
    if (filter.user() != null) {
      return List.of();
    }
    var query =
        jdbc.sql(
                """
                select position, type, version, occurred_at, occurred_by, object_id, payload
                from event
                where %s
                %s
                limit :limit
                """
                    .formatted(String.join(" and ", conditions(filter)), span.order()))
            .param("after", span.after())
            .param("upTo", span.upTo())
            .param("limit", span.limit());
    return bound(query, filter).query((row, _) -> EventLog.event(row)).list();
  }

  private static List<String> conditions(LogFilter filter) {
    var conditions = new ArrayList<>(List.of("position > :after and position <= :upTo"));
    if (filter.types() != null) {
      conditions.add("type = any(:types)");
    }
    if (filter.object() != null) {
      conditions.add("object_id = :object");
    }
    if (filter.actor() != null) {
      conditions.add("occurred_by = :actor");
    }
    if (filter.from() != null) {
      conditions.add("occurred_at >= :from");
    }
    if (filter.to() != null) {
      conditions.add("occurred_at < :to");
    }
    return conditions;
  }

  private static JdbcClient.StatementSpec bound(JdbcClient.StatementSpec query, LogFilter filter) {
    return query
        .param("types", filter.types() == null ? null : filter.types().toArray(String[]::new))
        .param("object", filter.object())
        .param("actor", filter.actor())
        .param("from", filter.from() == null ? null : at(filter.from()))
        .param("to", filter.to() == null ? null : at(filter.to()));
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
