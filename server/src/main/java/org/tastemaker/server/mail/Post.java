package org.tastemaker.server.mail;

import java.nio.file.Path;

/// The way that mails take.
sealed interface Post permits SmtpPost, FolderPost {

  /// What became of a mail.
  sealed interface Delivery {
    record Delivered() implements Delivery {}

    /// It will never be taken.
    record Refused(String why) implements Delivery {}

    /// Not now; perhaps later.
    record Deferred(String why) implements Delivery {}
  }

  /// Hands a mail over. What it says of a failure names nobody.
  Delivery deliver(Outbox.Waiting mail);

  static Post of(MailSettings settings, Path folder) {
    return settings.host() == null ? new FolderPost(settings, folder) : new SmtpPost(settings);
  }
}
