package org.tastemaker.server.http;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Who operates the server.
///
/// @param key the operator's API key; without it the data folder's file `api-key` holds one that
///   the first start makes. Several servers on one database need the same
@ConfigurationProperties("tastemaker.operator")
record OperatorSettings(@Nullable String key) {
  private static final String SENTENCE =
      "tastemaker.operator.key has 16 to 200 letters, digits and other visible signs of ASCII";

  OperatorSettings {
    if (key != null && !key.matches("[!-~]{16,200}")) {
      throw new IllegalArgumentException(SENTENCE);
    }
  }

  /// Hides the key.
  @Override
  public String toString() {
    return "OperatorSettings[" + (key == null ? "a key of the data folder" : "a given key") + "]";
  }
}
