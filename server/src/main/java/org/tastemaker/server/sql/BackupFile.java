package org.tastemaker.server.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/// The form of a backup file: a zip of one entry per table, the manifest and the manifest's
/// checksum.
final class BackupFile {

  static final String MANIFEST = "manifest.json";
  static final String MANIFEST_CHECKSUM = "manifest.sha256";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private BackupFile() {}

  static byte[] bytes(Manifest manifest) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
  }

  static Manifest manifest(byte[] bytes) {
    return JSON.readValue(bytes, Manifest.class);
  }

  /// The format alone, which every later form keeps readable.
  static int format(byte[] bytes) {
    return JSON.readTree(bytes).path("format").asInt(0);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static byte[] checksum(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return hex(digest).getBytes(StandardCharsets.US_ASCII);
  }
}
