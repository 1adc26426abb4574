package org.tastemaker.server.account;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.http.Rate;

/// The table `mail_allowance`: how many mails may still go to an address that whoever caused them
/// need not own. A bucket of tokens for each address and sort, which fills up evenly. So nobody can
/// fill the inbox of somebody else, from however many places.
///
/// @param rate so many, whoever asks for them
record MailAllowance(JdbcClient jdbc, MasterSecret secret, Rate rate, InstantSource clock) {

  /// What a mail is about. Each sort has an allowance of its own, so that what is used up of one
  /// tells nothing about the other.
  enum Sort {
    /// Whose the address is.
    ADDRESS,
    /// A new password.
    PASSWORD
  }

  /// Takes one of what is left.
  ///
  /// @return false when nothing is left: then no mail is to go out, and nobody is to be told
  boolean take(String email, Sort sort) {
    return rate.isOff() || fill(email, sort);
  }

  private boolean fill(String email, Sort sort) {
    return jdbc.sql(
                """
                insert into mail_allowance (recipient, remaining, at) values (:recipient, :most - 1, :now)
                on conflict (recipient) do update set at = excluded.at, remaining =
                  least(:most, mail_allowance.remaining
                               + extract(epoch from excluded.at - mail_allowance.at) * :most / :seconds) - 1
                where mail_allowance.remaining
                      + extract(epoch from excluded.at - mail_allowance.at) * :most / :seconds >= 1
                """)
            .param("recipient", secret.sign("mail " + sort, email.toLowerCase(Locale.ROOT)))
            .param("most", (double) rate.count())
            .param("seconds", (double) rate.per().toSeconds())
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// Forgets those that are whole again.
  void forgetWhole() {
    jdbc.sql("delete from mail_allowance where at < :then")
        .param("then", clock.instant().minus(rate.per()).atOffset(ZoneOffset.UTC))
        .update();
  }
}
