package org.tastemaker.server.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;

/// What keys in the database are encrypted with (AES-256 in GCM, the key derived by PBKDF2, as
/// Spring Security does it).
final class MasterSecret {
  private static final String SALT = "7461737465206d616b6572206b657973";

  private final String secret;
  private @Nullable BytesEncryptor encryptor;

  private MasterSecret(String secret) {
    this.secret = secret;
  }

  /// Deriving the key takes a tenth of a second, which no start should wait for.
  private synchronized BytesEncryptor encryptor() {
    if (encryptor == null) {
      encryptor = AesGcmBytesEncryptor.withPassword(secret, SALT).build();
    }
    return encryptor;
  }

  /// The given secret, or else that in the file, which is made when it is not there.
  static MasterSecret of(@Nullable String given, Path file) {
    try {
      return new MasterSecret(given == null ? in(file) : given);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be used", e);
    }
  }

  private static String in(Path file) throws IOException {
    try (var channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(
          java.nio.ByteBuffer.wrap(
              Secrets.fresh().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (FileAlreadyExistsException e) {
      // made by an earlier start, or by another process just now
    }
    return Files.readString(file).strip();
  }

  byte[] encrypt(byte[] plain) {
    return encryptor().encrypt(plain);
  }

  byte[] decrypt(byte[] encrypted) {
    return encryptor().decrypt(encrypted);
  }
}
