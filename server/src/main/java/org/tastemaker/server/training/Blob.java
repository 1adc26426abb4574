package org.tastemaker.server.training;

/// A model's bytes by their hash.
///
/// @param sha256 in lower-case hexadecimal
/// @param bytes how many
record Blob(String sha256, long bytes) {
  Blob {
    if (!sha256.matches("[0-9a-f]{64}") || bytes <= 0) {
      throw new IllegalArgumentException("No hash and size of bytes: " + sha256 + ", " + bytes);
    }
  }
}
