package org.tastemaker.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes each mail into a file that its owner alone may read, where there is no mail server.
final class FolderPost implements Post {
  private static final Logger LOG = LoggerFactory.getLogger(FolderPost.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss").withZone(ZoneOffset.UTC);

  private final MailSettings settings;
  private final Path folder;
  private final Session session = Session.getInstance(new Properties());

  FolderPost(MailSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  @Override
  public Delivery deliver(Outbox.Waiting mail) {
    var file = folder.resolve("%s-%d.eml".formatted(TIME.format(mail.writtenAt()), mail.job()));
    try {
      write(mail, file);
      LOG.info("No mail server is set; the mail of job {} is in {}", mail.job(), file);
      return new Delivery.Delivered();
    } catch (IOException | MessagingException e) {
      return new Delivery.Deferred("%s cannot be written: %s.".formatted(file, e.getMessage()));
    }
  }

  private void write(Outbox.Waiting mail, Path file) throws IOException, MessagingException {
    Files.createDirectories(folder, permissions("rwx------"));
    var partial = Files.createTempFile(folder, ".mail", ".partial", permissions("rw-------"));
    try {
      try (var out = Files.newOutputStream(partial)) {
        MimeMail.of(session, settings.sender(), mail).writeTo(out);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
