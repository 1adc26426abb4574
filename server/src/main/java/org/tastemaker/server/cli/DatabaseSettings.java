package org.tastemaker.server.cli;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Which database.
///
/// @param url of an outside PostgreSQL; absent for the embedded one
/// @param password for that, unless the URL has one
@ConfigurationProperties("tastemaker.database")
record DatabaseSettings(@Nullable String url, @Nullable String password) {
  @Override
  public String toString() {
    return "DatabaseSettings[" + (url == null ? "embedded" : "outside") + "]";
  }
}
