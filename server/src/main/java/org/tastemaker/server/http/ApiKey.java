package org.tastemaker.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Permission;

/// The operator's key: a random text in a file of the data folder that only its owner reads. It may
/// do whatever a program can.
public final class ApiKey implements ProgramKeys {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final int SHORTEST = 16;
  private static final Caller HOLDER =
      Caller.program("the key in the data folder", Permission.ofPrograms());

  private final byte[] secret;

  private ApiKey(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /// The key in that file; the first caller makes file and key.
  ///
  /// @throws IllegalStateException when the file holds no usable key
  public static ApiKey in(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      var text = Files.readString(file).strip();
      if (text.length() < SHORTEST) {
        throw new IllegalStateException(
            "%s holds no usable API key (it has fewer than %d characters). Delete it and start again for a new one."
                .formatted(file, SHORTEST));
      }
      return new ApiKey(text);
    } catch (IOException e) {
      throw new UncheckedIOException("The API key file " + file + " cannot be used", e);
    }
  }

  /// That key, which the file holds from then on: other commands on the data folder look there.
  static ApiKey kept(Path file, String key) {
    var partial = file.resolveSibling("." + file.getFileName() + ".partial");
    try {
      Files.deleteIfExists(partial);
      write(partial, key);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new ApiKey(key);
    } catch (IOException e) {
      throw new UncheckedIOException("The API key file " + file + " cannot be written", e);
    }
  }

  private static void create(Path file) throws IOException {
    var random = new byte[24];
    new SecureRandom().nextBytes(random);
    try {
      write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    } catch (FileAlreadyExistsException e) {
      // another process was first; its key is the key
    }
  }

  private static void write(Path file, String key) throws IOException {
    try (var channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      channel.write(java.nio.ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }

  /// Whether nobody but its owner can read the file.
  public static boolean isPrivate(Path file) throws IOException {
    return OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
  }

  /// The key itself, for a program on this machine that calls its own server.
  public String text() {
    return new String(secret, StandardCharsets.UTF_8);
  }

  @Override
  public Optional<Caller> callerOf(String key) {
    return matches(key) ? Optional.of(HOLDER) : Optional.empty();
  }

  /// Whether this is the key; takes the same time for every wrong one.
  boolean matches(String shown) {
    return MessageDigest.isEqual(
        sign("compare", new String(secret, StandardCharsets.UTF_8)), sign("compare", shown));
  }

  /// A signature of the text that only holders of the key can make (HMAC-SHA256).
  byte[] sign(String purpose, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "ApiKey[hidden]";
  }
}
