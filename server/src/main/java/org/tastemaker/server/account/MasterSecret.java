package org.tastemaker.server.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;

/// What keys and tokens in the database are encrypted with (AES-256 in GCM, the key derived by
/// PBKDF2, as Spring Security does it).
public final class MasterSecret {
  private static final String SALT = "7461737465206d616b6572206b657973";

  private static final String HMAC = "HmacSHA256";
  private static final int ROUNDS = 60_000;

  private final String secret;
  private @Nullable BytesEncryptor encryptor;
  private @Nullable SecretKey signingKey;

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

  /// Likewise.
  private synchronized SecretKey signingKey() throws GeneralSecurityException {
    if (signingKey == null) {
      var key =
          new PBEKeySpec(
              secret.toCharArray(),
              "tastemaker signatures".getBytes(StandardCharsets.UTF_8),
              ROUNDS,
              256);
      signingKey =
          new SecretKeySpec(
              SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded(),
              HMAC);
    }
    return signingKey;
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
      channel.write(java.nio.ByteBuffer.wrap(Secrets.fresh().getBytes(StandardCharsets.UTF_8)));
    } catch (FileAlreadyExistsException e) {
      // made by an earlier start, or by another process just now
    }
    return Files.readString(file).strip();
  }

  public byte[] encrypt(byte[] plain) {
    return encryptor().encrypt(plain);
  }

  public byte[] decrypt(byte[] encrypted) {
    return encryptor().decrypt(encrypted);
  }

  /// A signature that only holders of the secret can make (HMAC-SHA256).
  byte[] sign(String purpose, String text) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(signingKey());
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks " + HMAC + " or PBKDF2", e);
    }
  }
}
