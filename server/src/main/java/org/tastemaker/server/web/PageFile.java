package org.tastemaker.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.MediaType;

/// A file of the page, held in memory.
///
/// @param bytes not copied, so not to be changed
/// @param tag changes with the contents
record PageFile(MediaType type, byte[] bytes, String tag) {

  /// Reads it from the program itself.
  static PageFile named(String name) {
    try (var in = PageFile.class.getResourceAsStream("/web/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The program lacks its file web/" + name);
      }
      var bytes = in.readAllBytes();
      return new PageFile(typeOf(name), bytes, hash(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("The program's file web/" + name + " cannot be read", e);
    }
  }

  private static MediaType typeOf(String name) {
    return MediaType.parseMediaType(
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "html" -> "text/html;charset=UTF-8";
          case "css" -> "text/css;charset=UTF-8";
          case "js" -> "text/javascript;charset=UTF-8";
          case "svg" -> "image/svg+xml";
          default -> throw new IllegalArgumentException("No content type for " + name);
        });
  }

  private static String hash(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
