package org.tastemaker.server.mail;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;

/// A mail as it goes over the wire: `multipart/alternative`, the text first (RFC 2046 §5.1.4),
/// marked as written by a program (RFC 3834), so that no holiday notice answers it.
final class MimeMail {
  private static final String UTF_8 = "UTF-8";

  private MimeMail() {}

  @SuppressWarnings("JavaUtilDate") // the library's
  static MimeMessage of(Session session, InternetAddress from, Outbox.Waiting waiting)
      throws MessagingException {
    var mail = waiting.mail();
    var message = new MimeMessage(session);
    message.setFrom(from);
    message.setRecipient(RecipientType.TO, new InternetAddress(mail.to().text(), true));
    message.setSubject(mail.subject(), UTF_8);
    message.setSentDate(Date.from(waiting.writtenAt()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setContent(
        new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
    message.saveChanges();
    var domain = new MailAddress(from.getAddress()).domain();
    message.setHeader("Message-ID", "<%s@%s>".formatted(waiting.messageId(), domain));
    return message;
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    var part = new MimeBodyPart();
    part.setText(text, UTF_8, subtype);
    return part;
  }
}
