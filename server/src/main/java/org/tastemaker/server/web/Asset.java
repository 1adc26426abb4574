package org.tastemaker.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.MediaType;

/// A file that pages need beside their text, held in memory.
///
/// @param bytes not copied, so not to be changed
/// @param version changes with the contents
record Asset(MediaType type, byte[] bytes, String version) {

  /// Reads it from the program itself; empty when there is none of that name.
  static Optional<Asset> named(String name) {
    try (var in = Asset.class.getResourceAsStream("/web/assets/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      var bytes = in.readAllBytes();
      return typeOf(name).map(type -> new Asset(type, bytes, hash(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The program's file web/assets/" + name + " cannot be read", e);
    }
  }

  private static Optional<MediaType> typeOf(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "css" -> Optional.of(MediaType.parseMediaType("text/css;charset=UTF-8"));
      case "js" -> Optional.of(MediaType.parseMediaType("text/javascript;charset=UTF-8"));
      case "svg" -> Optional.of(MediaType.parseMediaType("image/svg+xml"));
      default -> Optional.empty();
    };
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
