package org.tastemaker.server.linking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `account_link`.
final class LinkRows {
  private final JdbcClient jdbc;

  LinkRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Keeps others who sign in or link by the same account of the provider out until this
  /// transaction ends.
  void lock(Identity identity) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('tastemaker.linking'), hashtext(:key))")
        .param("key", identity.key().toString())
        .query(row -> {});
  }

  Optional<Integer> person(Identity identity) {
    return jdbc.sql(
            "select person from account_link where provider = :provider and subject = :subject")
        .param("provider", identity.provider())
        .param("subject", identity.subject())
        .query(Integer.class)
        .optional();
  }

  boolean has(int person, String provider) {
    return jdbc.sql(
            """
            select exists (
              select from account_link where person = :person and provider = :provider)
            """)
        .param("person", person)
        .param("provider", provider)
        .query(Boolean.class)
        .single();
  }

  void insert(Identity identity, int person, byte[] tokens, Instant now) {
    jdbc.sql(
            """
            insert into account_link
              (provider, subject, person, name, tokens, linked_at, last_used_at)
            values (:provider, :subject, :person, :name, :tokens, :now, :now)
            """)
        .param("provider", identity.provider())
        .param("subject", identity.subject())
        .param("person", person)
        .param("name", identity.name())
        .param("tokens", tokens)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Somebody came by it again.
  void used(Identity identity, byte[] tokens, Instant now) {
    jdbc.sql(
            """
            update account_link set name = :name, tokens = :tokens, last_used_at = :now
            where provider = :provider and subject = :subject
            """)
        .param("provider", identity.provider())
        .param("subject", identity.subject())
        .param("name", identity.name())
        .param("tokens", tokens)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Link> of(int person) {
    return jdbc.sql(
            """
            select provider, subject, name, linked_at, last_used_at from account_link
            where person = :person order by provider
            """)
        .param("person", person)
        .query((row, _) -> link(row))
        .list();
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        row.getString("provider"),
        row.getString("subject"),
        row.getString("name"),
        row.getObject("linked_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_used_at", OffsetDateTime.class).toInstant());
  }

  /// @return the tokens of the link that is gone, encrypted
  Optional<byte[]> delete(int person, String provider) {
    return jdbc.sql(
            "delete from account_link where person = :person and provider = :provider returning tokens")
        .param("person", person)
        .param("provider", provider)
        .query((row, _) -> row.getBytes("tokens"))
        .optional();
  }
}
