package org.tastemaker.server.account;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `mail_token`: what a mail lets its reader do, once and for a while. What is kept tells
/// a token when it comes back, and does not give it away.
final class MailTokens {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  MailTokens(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// What a token is for, and how long it is good.
  enum Purpose {
    VERIFY(Duration.ofDays(3)),
    CHANGE(Duration.ofDays(3)),
    RESET(Duration.ofMinutes(30));

    private final Duration goodFor;

    Purpose(Duration goodFor) {
      this.goodFor = goodFor;
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A new token; earlier ones for the same are void.
  ///
  /// @param email where it is sent
  String issue(int person, String email, Purpose purpose) {
    var token = Secrets.fresh();
    revoke(person, purpose);
    jdbc.sql(
            """
            insert into mail_token (hash, person, purpose, email, expires_at)
            values (:hash, :person, :purpose, :email, :end)
            """)
        .param("hash", Secrets.hash(token))
        .param("person", person)
        .param("purpose", purpose.label())
        .param("email", email)
        .param("end", clock.instant().plus(purpose.goodFor).atOffset(ZoneOffset.UTC))
        .update();
    return token;
  }

  void revoke(int person, Purpose purpose) {
    jdbc.sql("delete from mail_token where person = :person and purpose = :purpose")
        .param("person", person)
        .param("purpose", purpose.label())
        .update();
  }

  /// Whose token it is; it is used up by this.
  Optional<Integer> redeem(String token, Purpose purpose) {
    return jdbc.sql(
            """
            delete from mail_token t using account a
            where t.hash = :hash and t.purpose = :purpose and t.expires_at > :now
              and a.person = t.person and a.email = t.email
            returning t.person
            """)
        .param("hash", Secrets.hash(token))
        .param("purpose", purpose.label())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .optional();
  }

  /// A person and the address that is to be theirs.
  record Change(int person, String email) {}

  /// Whose address is to be another; the token is used up by this.
  Optional<Change> redeemChange(String token) {
    return jdbc.sql(
            """
            delete from mail_token
            where hash = :hash and purpose = 'change' and expires_at > :now
            returning person, email
            """)
        .param("hash", Secrets.hash(token))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query((row, _) -> new Change(row.getInt("person"), row.getString("email")))
        .optional();
  }

  /// The address that a person has asked for and not yet shown to be theirs.
  Optional<String> newAddress(int person) {
    return jdbc.sql(
            """
            select email from mail_token
            where person = :person and purpose = 'change' and expires_at > :now
            """)
        .param("person", person)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query(String.class)
        .optional();
  }

  /// Forgets those that nobody used in time; answers how many.
  int deleteExpired() {
    return jdbc.sql("delete from mail_token where expires_at <= :now")
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
