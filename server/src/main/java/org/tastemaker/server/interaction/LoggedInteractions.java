package org.tastemaker.server.interaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.event.Event;
import org.tastemaker.server.event.LogFilter;
import org.tastemaker.server.event.LogSource;
import org.tastemaker.server.event.Teller;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the table `interaction_log`, and tells its rows as `MetaAddedEvent`s. What happened to is
/// the item.
final class LoggedInteractions implements LogSource, Teller {
  private static final String TOLD = "MetaAddedEvent";

  private final JdbcClient jdbc;

  LoggedInteractions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String log() {
    return "interaction";
  }

  @Override
  public Set<String> typesHeld() {
    return Set.copyOf(LogType.names().values());
  }

  @Override
  public Map<String, String> types() {
    return LogType.names().values().stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, _ -> TOLD));
  }

  /// What R calls these: how often something was seen, and how often it was played, bought or
  /// installed.
  @Override
  public List<ObjectNode> tell(Event event) {
    var told = Teller.about("meta");
    told.set("user", event.payload().path("user"));
    told.put("interaction", event.type());
    var value = event.payload().path("value");
    int type = event.payload().path("type").intValue();
    switch (type) {
      case LogType.RATED -> told.put("rating", value.intValue() / 100.0);
      case LogType.VIEWED -> told.set("review_see_count", value);
      case LogType.PLAYED, LogType.PURCHASED, LogType.INSTALLED -> told.set("count", value);
      case LogType.SHARE, LogType.EPISODE, LogType.HOURS -> {
        var measure = Measure.of(type);
        told.put(measure.label(), measure.value(value.intValue()));
      }
      case LogType.PROGRESS_WITHDRAWN ->
          told.put("withdrawn", Measure.of(value.intValue()).label());
      case LogType.WATCHLISTED, LogType.WATCHLIST_MOVED -> told.set("place", value);
      case LogType.COMMENTED,
          LogType.COMMENT_EDITED,
          LogType.COMMENT_DELETED,
          LogType.COMMENT_HIDDEN,
          LogType.COMMENT_SHOWN ->
          told.set("comment", value);
      case LogType.COMMENT_REPORTED -> {
        told.set("comment", value);
        told.set("reason", event.payload().path("reason"));
      }
      case LogType.DECLINED -> told.set("reasons", event.payload().path("reasons"));
      default -> {}
    }
    return List.of(told);
  }

  @Override
  public List<Event> read(LogFilter filter, Span span) {
    return new Question(filter, span).answer();
  }

  /// One query. Of a row whose person the reader must not know, person and actor are null from the
  /// start: no filter finds them.
  private final class Question {
    private final LogFilter filter;
    private final Span span;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, @Nullable Object> parameters = new TreeMap<>();

    Question(LogFilter filter, Span span) {
      this.filter = filter;
      this.span = span;
      with("position > :after", "after", span.after());
      with("position <= :upTo", "upTo", span.upTo());
      if (filter.types() != null) {
        with("type = any(:types)", "types", numbers(filter.types()));
      }
      with("item = :item", "item", filter.object());
      with("person = :person", "person", filter.user());
      with("actor = :actor", "actor", filter.actor());
      with("occurred_at >= :from", "from", at(filter.from()));
      with("occurred_at < :to", "to", at(filter.to()));
      if (filter.user() != null || filter.actor() != null) {
        conditions.add(shown());
      }
      parameters.put("limit", span.limit());
    }

    private void with(String condition, String name, @Nullable Object value) {
      if (value != null) {
        conditions.add(condition);
        parameters.put(name, value);
      }
    }

    /// Whether the reader may know whose the row is.
    private String shown() {
      if (filter.reader().seesEverybody()) {
        return "true";
      }
      parameters.put("self", filter.reader().person() == null ? 0 : filter.reader().person());
      parameters.put("everyone", Visibility.EVERYONE.label());
      String hidden =
          filter.reader().speaksForPeople()
              ? "exists (select from privacy p where p.person = l.person and p.ratings <> :everyone)"
              : "not exists (select from privacy p where p.person = l.person and p.ratings = :everyone)";
      return "(person = :self or not %s)".formatted(hidden);
    }

    List<Event> answer() {
      return jdbc.sql(
              """
              select position, occurred_at, person, item, value, type, actor, %s as shown,
                     case when type = 7 then %s end as reasons,
                     case when type = 19 then details[1] end as reason
              from interaction_log l
              where %s
              %s
              limit :limit
              """
                  .formatted(
                      shown(),
                      DeclineReasons.told("l.details"),
                      String.join(" and ", conditions),
                      span.order()))
          .params(parameters)
          .query((row, _) -> event(row))
          .list();
    }
  }

  private static Integer[] numbers(Set<String> types) {
    return LogType.names().entrySet().stream()
        .filter(entry -> types.contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .toArray(Integer[]::new);
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static Event event(ResultSet row) throws SQLException {
    boolean shown = row.getBoolean("shown");
    int type = row.getInt("type");
    var payload = Json.mapper().createObjectNode();
    payload.put("user", shown ? row.getObject("person", Integer.class) : null);
    payload.put("type", type);
    payload.put("value", row.getInt("value"));
    if (type == LogType.DECLINED) {
      var reasons = DeclineReasons.read(row, "reasons");
      payload.set("reasons", Json.mapper().<JsonNode>valueToTree(reasons));
    }
    if (type == LogType.COMMENT_REPORTED) {
      payload.put("reason", ReportReason.of(row.getInt("reason")).label());
    }
    return new Event(
        row.getLong("position"),
        LogType.name(type),
        1,
        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
        shown ? row.getObject("actor", Integer.class) : null,
        row.getInt("item"),
        payload);
  }
}
