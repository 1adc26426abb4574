package org.tastemaker.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.http.ClientAddress;
import org.tastemaker.server.http.Origin;
import org.tastemaker.server.http.Refusals;

/// Notes what happened to accounts, sessions and keys, and what was refused, for those who must
/// find out later. It holds no secret, and no personal data but our id and, for some weeks, the
/// address that a request came from.
public final class Audit implements Refusals {
  private static final Duration ADDRESSES = Duration.ofDays(30);
  private static final Duration NOTED_ONCE_WITHIN = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final InstantSource clock;

  /// What was refused lately, and to whom: whoever asks for refusals by the thousand gets few
  /// notes.
  private final Cache<String, Instant> refused =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(NOTED_ONCE_WITHIN).build();

  Audit(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// @param actor a username, a key's name or the command line
  public void note(@Nullable Integer person, String action, String actor, @Nullable String detail) {
    var origin = Origin.current();
    jdbc.sql(
            """
            insert into account_audit (at, person, action, actor, detail, address, correlation_id)
            values (:at, :person, :action, :actor, :detail, :address, :correlation)
            """)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .param("person", person)
        .param("action", action)
        .param("actor", actor)
        .param("detail", detail)
        .param("address", origin.map(Origin::address).orElse(null))
        .param("correlation", origin.map(Origin::correlationId).orElse(null))
        .update();
  }

  @Override
  public void refused(String action, String actor, @Nullable String detail) {
    var network =
        Origin.current().map(origin -> ClientAddress.network(origin.address())).orElse("");
    if (refused.asMap().putIfAbsent(action + " " + network, clock.instant()) == null) {
      note(null, action, actor, detail);
    }
  }

  /// Calls somebody by another name wherever they acted: their new one, or none at all when they
  /// are gone.
  void rename(String from, String to) {
    for (var sql :
        new String[] {
          "update account_audit set actor = :to where actor = :from",
          "update api_key set created_by = :to where created_by = :from"
        }) {
      jdbc.sql(sql).param("from", from).param("to", to).update();
    }
  }

  /// Somebody is gone, and with them where they were.
  void forgetPlaces(int person) {
    jdbc.sql(
            "update account_audit set address = null, correlation_id = null where person = :person")
        .param("person", person)
        .update();
  }

  /// Clears away notes older than that, and addresses older than some weeks.
  void forget(Duration retention) {
    var now = clock.instant();
    jdbc.sql("delete from account_audit where at < :end")
        .param("end", now.minus(retention).atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql("update account_audit set address = null where at < :end and address is not null")
        .param("end", now.minus(ADDRESSES).atOffset(ZoneOffset.UTC))
        .update();
  }

  /// One note, as its person sees it: not where others acted from.
  record Note(Instant at, String action, String actor, @Nullable String detail) {}

  /// What was noted of a person, the oldest first.
  List<Note> of(int person) {
    return jdbc.sql(
            "select at, action, actor, detail from account_audit where person = :person order by id")
        .param("person", person)
        .query((row, _) ->
            new Note(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                row.getString("actor"),
                row.getString("detail")))
        .list();
  }

  /// One note, as administrators see it.
  record Entry(
      long id,
      Instant at,
      @Nullable Integer person,
      String action,
      String actor,
      @Nullable String detail,
      @Nullable String address,
      @Nullable String correlationId) {}

  /// Which notes are looked for; null: any.
  record Wanted(
      @Nullable Integer person,
      @Nullable String action,
      @Nullable Instant from,
      @Nullable Instant to) {}

  /// The newest before an id first.
  List<Entry> entries(Wanted wanted, long before, int limit) {
    return jdbc.sql(
            """
            select * from account_audit
            where id < :before
              and (cast(:person as integer) is null or person = :person)
              and (cast(:action as text) is null or action = :action)
              and (cast(:from as timestamptz) is null or at >= :from)
              and (cast(:to as timestamptz) is null or at < :to)
            order by id desc limit :limit
            """)
        .param("before", before)
        .param("person", wanted.person())
        .param("action", wanted.action())
        .param("from", wanted.from() == null ? null : wanted.from().atOffset(ZoneOffset.UTC))
        .param("to", wanted.to() == null ? null : wanted.to().atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .query((row, _) -> entry(row))
        .list();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getObject("person", Integer.class),
        row.getString("action"),
        row.getString("actor"),
        row.getString("detail"),
        row.getString("address"),
        row.getString("correlation_id"));
  }
}
