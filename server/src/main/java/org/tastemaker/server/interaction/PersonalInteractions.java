package org.tastemaker.server.interaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.id.SourceKey;

/// What somebody did, and every change of it, for their export. [People] deletes it.
final class PersonalInteractions implements PersonalData {
  private final JdbcClient jdbc;
  private final PersonRows people;
  private final LiveCatalogue live;

  PersonalInteractions(JdbcClient jdbc, PersonRows people, LiveCatalogue live) {
    this.jdbc = jdbc;
    this.people = people;
    this.live = live;
  }

  /// @param outsideIds what other sources call the person
  /// @param log every change, the oldest first; what stands follows from it
  record Everything(List<String> outsideIds, List<Change> log) {}

  /// @param value stars, how often, or how far
  /// @param reasons why it was declined
  record Change(
      Instant occurredAt,
      String type,
      int item,
      @Nullable String title,
      @Nullable Double value,
      @Nullable List<DeclineReason> reasons) {}

  @Override
  public String name() {
    return "interactions";
  }

  @Override
  public Everything of(int person) {
    var index = live.current();
    var log =
        jdbc.sql(
                """
                select occurred_at, type, item, value, %s as details from interaction_log
                where person = :person order by position
                """
                    .formatted(DeclineReasons.told("details")))
            .param("person", person)
            .query((row, _) -> change(row, index))
            .list();
    return new Everything(people.keys(person).stream().map(SourceKey::toString).toList(), log);
  }

  private static Change change(ResultSet row, CatalogueIndex index) throws SQLException {
    int type = row.getInt("type");
    int item = row.getInt("item");
    return new Change(
        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
        LogType.name(type),
        item,
        index.findItem(item).map(one -> one.title()).orElse(null),
        value(type, row.getInt("value")),
        type == LogType.DECLINED ? DeclineReasons.read(row, "details") : null);
  }

  private static @Nullable Double value(int type, int value) {
    return switch (type) {
      case LogType.RATED -> value / 100.0;
      case LogType.VIEWED, LogType.PLAYED, LogType.PURCHASED, LogType.INSTALLED -> (double) value;
      case LogType.SHARE, LogType.EPISODE, LogType.HOURS -> Measure.of(type).value(value);
      default -> null;
    };
  }

  @Override
  public void erase(int person) {}
}
