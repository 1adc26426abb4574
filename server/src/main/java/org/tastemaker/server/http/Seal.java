package org.tastemaker.server.http;

/// Signs what goes out and comes back, such as cookies: every node makes the same signature, and
/// the database alone makes none.
@FunctionalInterface
public interface Seal {
  /// A signature that only holders of the server's secret can make.
  ///
  /// @param purpose one text signed for two purposes has two signatures
  byte[] sign(String purpose, String text);
}
