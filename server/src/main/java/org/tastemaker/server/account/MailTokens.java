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
  String issue(Account account, Purpose purpose) {
    var token = Secrets.fresh();
    revoke(account.id(), purpose);
    jdbc.sql(
            """
            insert into mail_token (hash, person, purpose, email, expires_at)
            values (:hash, :person, :purpose, :email, :end)
            """)
        .param("hash", Secrets.hash(token))
        .param("person", account.id())
        .param("purpose", purpose.label())
        .param("email", account.email())
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

  /// Forgets those that nobody used in time; answers how many.
  int deleteExpired() {
    return jdbc.sql("delete from mail_token where expires_at <= :now")
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
