package org.tastemaker.server.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.tastemaker.server.job.Job;
import org.tastemaker.server.job.JobBench;
import org.tastemaker.server.job.JobFilter;

/// Mails on a database of their own, with real workers and a real mail server that is not there
/// until it is started.
final class MailBench implements AutoCloseable {
  /// One that was never queued.
  static final Outbox.Waiting MAIL =
      new Outbox.Waiting(
          7,
          UUID.fromString("0198f3a0-0000-7000-8000-000000000007"),
          Instant.parse("2026-01-31T12:00:00Z"),
          new Mail(new MailAddress("ada@example.org"), "Hello", "text", "<p>html</p>"));

  private final JobBench jobs = new JobBench();
  private final Outbox outbox = new Outbox(jobs.database().jdbc());
  private final int port = freePort();
  private final GreenMail server =
      new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));

  /// The settings of those names, defaults for the others.
  static MailSettings settings(Map<String, String> given) {
    var values = new HashMap<String, String>();
    given.forEach((name, value) -> values.put("tastemaker.mail." + name, value));
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("tastemaker.mail", Bindable.of(MailSettings.class));
  }

  /// Settings for a server on this machine without encryption, with short times.
  static MailSettings settings(int port, Map<String, String> more) {
    var values =
        new HashMap<>(
            Map.of(
                "host", "localhost",
                "port", Integer.toString(port),
                "from", "Geschmack für alle <no-reply@tastes.example>",
                "tls", "none",
                "connect-timeout", "1s",
                "timeout", "5s",
                "retry-after", "300ms"));
    values.putAll(more);
    return settings(values);
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JobBench jobs() {
    return jobs;
  }

  Outbox outbox() {
    return outbox;
  }

  int port() {
    return port;
  }

  GreenMail server() {
    return server;
  }

  /// Mails that take the way to the mail server.
  Mails mails(Map<String, String> more) {
    var settings = settings(port, more);
    return mails(new SmtpPost(settings), settings);
  }

  Mails mails(Post post, MailSettings settings) {
    jobs.add(new MailKind(outbox, post, settings, Clock.systemUTC()));
    return new Mails(jobs.jobs(), outbox, jobs.database().transactions());
  }

  /// The newest job, ended.
  Job ended() {
    return jobs.await(newest(), job -> job.state().ended());
  }

  long newest() {
    return jobs.jobs().recent(JobFilter.newest(1)).getFirst().id();
  }

  int waiting() {
    return jobs.database()
        .jdbc()
        .sql("select count(*) from mail_outbox")
        .query(Integer.class)
        .single();
  }

  /// Everything that the tables of jobs and of what happened hold, as text.
  String records() {
    return String.join(
        "\n",
        jobs.database()
            .jdbc()
            .sql(
                """
                select job::text from job union all select job_log::text from job_log
                union all select event::text from event union all select job_queue::text from job_queue
                """)
            .query(String.class)
            .list());
  }

  /// The text and the HTML of a message.
  static List<String> bodies(MimeMessage message) throws Exception {
    var parts = (MimeMultipart) message.getContent();
    BodyPart text = parts.getBodyPart(0);
    BodyPart html = parts.getBodyPart(1);
    return List.of(lines(text), lines(html));
  }

  private static String lines(BodyPart part) throws Exception {
    return ((String) part.getContent()).replace("\r\n", "\n");
  }

  @Override
  public void close() {
    jobs.close();
    server.stop();
  }
}
