package org.tastemaker.server.account;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.access.Caller;

/// The tables `account_session` and `refresh_token`.
final class SessionRows {
  private final JdbcClient jdbc;

  SessionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Somebody who is signed in.
  ///
  /// @param end when the session is over, if nothing happens until then
  record Holder(int person, String username, Role role, Instant end) {
    Caller caller(UUID session) {
      return new Caller(username, person, session, role.permissions());
    }
  }

  /// A refresh token that somebody showed.
  record Shown(UUID session, int person, boolean used, boolean ended) {}

  void insert(UUID id, int person, Client client, Instant now, Instant end) {
    jdbc.sql(
            """
            insert into account_session (id, person, agent, address, created_at, last_used_at, expires_at)
            values (:id, :person, :agent, :address, :now, :now, :end)
            """)
        .param("id", id)
        .param("person", person)
        .param("agent", client.agent())
        .param("address", client.address())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("end", end.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// A session of the pages, which goes on as long as its browser comes back in time.
  ///
  /// @param end when it is over if the browser does not come back
  /// @param last when it is over in any case
  void insertPage(UUID id, int person, Client client, Instant now, Instant end, Instant last) {
    jdbc.sql(
            """
            insert into account_session (id, person, agent, address, created_at, last_used_at, expires_at, ends_at)
            values (:id, :person, :agent, :address, :now, :now, least(:end, :last), :last)
            """)
        .param("id", id)
        .param("person", person)
        .param("agent", client.agent())
        .param("address", client.address())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("end", end.atOffset(ZoneOffset.UTC))
        .param("last", last.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// The browser of a session came back.
  void seen(UUID session, Instant now, Instant end) {
    jdbc.sql(
            """
            update account_session set last_used_at = :now, expires_at = least(:end, ends_at)
            where id = :session and revoked_at is null and expires_at > :now
            """)
        .param("session", session)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("end", end.atOffset(ZoneOffset.UTC))
        .update();
  }

  void addToken(UUID session, byte[] hash, Instant end) {
    jdbc.sql("insert into refresh_token (hash, session, expires_at) values (:hash, :session, :end)")
        .param("hash", hash)
        .param("session", session)
        .param("end", end.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// The token, locked together with its session: of two who show it at once one is the second.
  Optional<Shown> lockToken(byte[] hash, Instant now) {
    return jdbc.sql(
            """
            select s.id, s.person, t.used_at is not null as used,
                   t.expires_at <= :now or s.expires_at <= :now or s.revoked_at is not null as ended
            from refresh_token t join account_session s on s.id = t.session
            where t.hash = :hash
            for update
            """)
        .param("hash", hash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new Shown(
                row.getObject("id", UUID.class),
                row.getInt("person"),
                row.getBoolean("used"),
                row.getBoolean("ended")))
        .optional();
  }

  void useToken(byte[] hash, UUID session, Instant now, Instant end) {
    jdbc.sql("update refresh_token set used_at = :now where hash = :hash")
        .param("hash", hash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            "update account_session set last_used_at = :now, expires_at = :end where id = :session")
        .param("session", session)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("end", end.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Who is signed in by a session that has neither ended nor been revoked.
  Optional<Holder> holder(UUID session, Instant now) {
    return jdbc.sql(
            """
            select a.person, a.username, a.role, s.expires_at
            from account_session s join account a on a.person = s.person
            where s.id = :session and s.revoked_at is null and s.expires_at > :now
            """)
        .param("session", session)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new Holder(
                row.getInt("person"),
                row.getString("username"),
                Role.of(row.getString("role")).orElseThrow(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  Optional<Instant> begun(UUID session) {
    return jdbc.sql("select created_at from account_session where id = :session")
        .param("session", session)
        .query((row, _) -> row.getObject("created_at", OffsetDateTime.class).toInstant())
        .optional();
  }

  /// @return false when the person has no such session that goes on
  boolean revoke(UUID session, int person, Instant now) {
    return jdbc.sql(
                """
                update account_session set revoked_at = :now
                where id = :session and person = :person and revoked_at is null
                """)
            .param("session", session)
            .param("person", person)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// @param but the one that goes on, if any
  void revokeAll(int person, @Nullable UUID but, Instant now) {
    jdbc.sql(
            """
            update account_session set revoked_at = :now
            where person = :person and revoked_at is null and id is distinct from :but
            """)
        .param("person", person)
        .param("but", but, java.sql.Types.OTHER)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Session> of(int person, Instant now) {
    return jdbc.sql(
            """
            select id, agent, address, created_at, last_used_at from account_session
            where person = :person and revoked_at is null and expires_at > :now
            order by last_used_at desc
            """)
        .param("person", person)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new Session(
                row.getObject("id", UUID.class),
                row.getString("agent"),
                row.getString("address"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_used_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
