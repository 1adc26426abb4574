package org.tastemaker.server.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `mail_outbox`.
final class Outbox {

  /// A mail that is to be sent.
  ///
  /// @param job which sends it
  /// @param messageId the same however often it is tried, so that a mail that arrives twice is
  ///   known for the same
  record Waiting(long job, UUID messageId, Instant writtenAt, Mail mail) {}

  private final JdbcClient jdbc;

  Outbox(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(long job, Mail mail) {
    jdbc.sql(
            """
            insert into mail_outbox (job, recipient, subject, text, html)
            values (:job, :recipient, :subject, :text, :html)
            """)
        .param("job", job)
        .param("recipient", mail.to().text())
        .param("subject", mail.subject())
        .param("text", mail.text())
        .param("html", mail.html())
        .update();
  }

  Optional<Waiting> of(long job) {
    return jdbc.sql("select * from mail_outbox where job = :job")
        .param("job", job)
        .query(Outbox::waiting)
        .optional();
  }

  private static Waiting waiting(ResultSet row, int number) throws SQLException {
    return new Waiting(
        row.getLong("job"),
        row.getObject("message_id", UUID.class),
        row.getObject("written_at", OffsetDateTime.class).toInstant(),
        new Mail(
            new MailAddress(row.getString("recipient")),
            row.getString("subject"),
            row.getString("text"),
            row.getString("html")));
  }

  void remove(long job) {
    jdbc.sql("delete from mail_outbox where job = :job").param("job", job).update();
  }

  /// Removes the mails that nobody will send any more, since their jobs were cancelled or lost
  /// their workers too often.
  int removeAbandoned() {
    return jdbc.sql(
            """
            delete from mail_outbox
            where not exists (select from job
                              where job.id = mail_outbox.job and state in ('queued', 'running'))
            """)
        .update();
  }
}
