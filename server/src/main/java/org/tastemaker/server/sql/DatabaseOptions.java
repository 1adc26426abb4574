package org.tastemaker.server.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which database, and how much of it.
///
/// @param data the data folder
/// @param outside a PostgreSQL elsewhere; without one our own runs in the data folder
/// @param connections of the pool, at most
/// @param longestStatement after which a statement of the pool is broken off; zero for never
public record DatabaseOptions(
    Path data, Optional<PostgresAddress> outside, int connections, Duration longestStatement) {

  public DatabaseOptions {
    if (connections < 1 || longestStatement.isNegative()) {
      throw new IllegalArgumentException("a pool has connections, a statement some time");
    }
  }

  /// For commands and jobs, whose statements may take as long as they want.
  ///
  /// @param url of an outside PostgreSQL; absent or empty for our own
  /// @param password for that, unless the URL has one
  /// @throws StorageException with a sentence, when the URL is none
  public static DatabaseOptions of(Path data, @Nullable String url, @Nullable String password) {
    Optional<PostgresAddress> outside =
        url == null || url.isBlank()
            ? Optional.empty()
            : Optional.of(PostgresAddress.parse(url, password));
    return new DatabaseOptions(data, outside, 8, Duration.ZERO);
  }

  /// The same database for answering requests: more connections, and no statement takes longer than
  /// a minute.
  public DatabaseOptions forServing() {
    return new DatabaseOptions(data, outside, 16, Duration.ofMinutes(1));
  }
}
