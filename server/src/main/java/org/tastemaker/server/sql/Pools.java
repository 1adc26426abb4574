package org.tastemaker.server.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// Connections to a PostgreSQL: pooled for everyday queries, unpooled for what keeps one for long.
final class Pools {

  /// By which programs that use one database know each other.
  static final String APPLICATION =
      "tastemaker-%d-%s"
          .formatted(ProcessHandle.current().pid(), UUID.randomUUID().toString().substring(0, 8));

  private Pools() {}

  static DataSource unpooled(PostgresAddress address) {
    return source(address);
  }

  private static PGSimpleDataSource source(PostgresAddress address) {
    var source = new PGSimpleDataSource();
    source.setUrl(address.url());
    source.setUser(address.user());
    if (!address.password().isEmpty()) {
      source.setPassword(address.password());
    }
    source.setApplicationName(APPLICATION);
    source.setReWriteBatchedInserts(true);
    source.setTcpKeepAlive(true);
    return source;
  }

  static HikariDataSource pooled(PostgresAddress address, int size, Duration longestStatement) {
    PGSimpleDataSource source = source(address);
    if (longestStatement.isPositive()) {
      source.setOptions("-c statement_timeout=" + longestStatement.toMillis());
    }
    var config = new HikariConfig();
    config.setPoolName("tastemaker");
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(2, size));
    config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /// What is wrong with a server that cannot be reached, in a sentence.
  static StorageException explain(PostgresAddress address, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String what =
        switch (state) {
          case "28P01", "28000" ->
              "does not accept the user and password. Put them into the URL, or the password into TASTEMAKER_DATABASE_PASSWORD.";
          case "3D000" -> "has no such database. Make it with: create database NAME.";
          case "53300" -> "has no connection left. Raise its max_connections.";
          default ->
              "cannot be reached. Is it running, and is the URL right? (%s)"
                  .formatted(e.getMessage());
        };
    return new StorageException("The database %s %s".formatted(address, what), e);
  }
}
