package org.tastemaker.server.account;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Notes what happened to accounts, sessions and keys, for those who must find out later. It holds
/// no secret, and no personal data but our id.
public final class Audit {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  Audit(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// @param actor a username, a key's name or the command line
  public void note(@Nullable Integer person, String action, String actor, @Nullable String detail) {
    jdbc.sql(
            """
            insert into account_audit (at, person, action, actor, detail)
            values (:at, :person, :action, :actor, :detail)
            """)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .param("person", person)
        .param("action", action)
        .param("actor", actor)
        .param("detail", detail)
        .update();
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

  /// One note.
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
}
