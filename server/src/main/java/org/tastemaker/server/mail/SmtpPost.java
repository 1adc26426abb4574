package org.tastemaker.server.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Clock;
import java.time.Instant;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tastemaker.server.mail.Outbox.Waiting;

/// Hands mails to a mail server over SMTP. When that cannot be reached, the mails after the first
/// do not wait for it one by one and keep a worker from its other jobs: for a moment nobody tries.
final class SmtpPost implements Post {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpPost.class);

  private final MailSettings settings;
  private final Session session;
  private final Clock clock = Clock.systemUTC();
  private volatile Instant restsUntil = Instant.MIN;

  SmtpPost(MailSettings settings) {
    this(settings, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /// @param trust makes connections to the servers whose certificates are believed
  SmtpPost(MailSettings settings, SSLSocketFactory trust) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings, trust));
  }

  private static Properties properties(MailSettings settings, SSLSocketFactory trust) {
    var properties = new Properties();
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user() != null));
    properties.setProperty("mail.smtp.from", settings.sender().getAddress());
    properties.setProperty("mail.smtp.quitwait", "false");
    setMillis(properties, "mail.smtp.connectiontimeout", settings.connectTimeout().toMillis());
    setMillis(properties, "mail.smtp.timeout", settings.timeout().toMillis());
    setMillis(properties, "mail.smtp.writetimeout", settings.timeout().toMillis());
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.socketFactory", trust);
    switch (settings.tls()) {
      case NONE -> properties.setProperty("mail.smtp.starttls.enable", "false");
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case IMPLICIT -> properties.setProperty("mail.smtp.ssl.enable", "true");
    }
    return properties;
  }

  private static void setMillis(Properties properties, String name, long millis) {
    properties.setProperty(name, Long.toString(millis));
  }

  @Override
  public Delivery deliver(Waiting mail) {
    if (clock.instant().isBefore(restsUntil)) {
      return new Delivery.Deferred("%s could not be reached a moment ago.".formatted(server()));
    }
    try {
      var message = MimeMail.of(session, settings.sender(), mail);
      var transport = session.getTransport("smtp");
      try {
        connect(transport);
        transport.sendMessage(message, message.getAllRecipients());
        return new Delivery.Delivered();
      } finally {
        hangUp(transport);
      }
    } catch (MessagingException e) {
      return refused(mail, e);
    }
  }

  private void connect(Transport transport) throws MessagingException {
    try {
      transport.connect(
          settings.host(), settings.portOrUsual(), settings.user(), settings.password());
    } catch (AuthenticationFailedException e) {
      throw e;
    } catch (MessagingException e) {
      restsUntil = clock.instant().plus(settings.retryAfter());
      throw e;
    }
  }

  /// The mail is taken or not by now, whatever the server says to the end of the talk.
  private static void hangUp(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("The mail server did not end the talk as it should: {}", e.getMessage());
    }
  }

  private Delivery refused(Waiting mail, MessagingException refusal) {
    var reasons = new StringBuilder();
    boolean forever = false;
    for (@Nullable Exception each = refusal; each != null; each = next(each)) {
      forever |= isForever(each);
      reasons.append(reasons.isEmpty() ? "" : "; ").append(each.getMessage());
    }
    var why = "%s: %s".formatted(server(), Discretion.about(mail.mail().to(), reasons.toString()));
    return forever ? new Delivery.Refused(why) : new Delivery.Deferred(why);
  }

  private static @Nullable Exception next(Exception each) {
    return each instanceof MessagingException messaging ? messaging.getNextException() : null;
  }

  /// Whether trying again cannot help: the recipient or the mail itself is refused for good. What
  /// the settings may be at fault for is tried again, so that no mail is lost while they are put
  /// right.
  private static boolean isForever(Exception refusal) {
    return switch (refusal) {
      case SMTPAddressFailedException address -> address.getReturnCode() / 100 == 5;
      case SMTPSendFailedException data ->
          data.getReturnCode() / 100 == 5
              && ("DATA".equals(data.getCommand()) || ".".equals(data.getCommand()));
      default -> false;
    };
  }

  private String server() {
    return "The mail server %s:%d".formatted(settings.host(), settings.portOrUsual());
  }
}
