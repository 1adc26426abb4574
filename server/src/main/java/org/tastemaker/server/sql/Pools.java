package org.tastemaker.server.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.apache.tomcat.jdbc.pool.interceptor.ConnectionState;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Connections to a PostgreSQL: pooled for everyday queries, unpooled for what keeps one for long.
final class Pools {

  /// By which programs that use one database know each other.
  static final String APPLICATION =
      "tastemaker-%d-%s"
          .formatted(ProcessHandle.current().pid(), UUID.randomUUID().toString().substring(0, 8));

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

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

  /// Whoever waits for a connection gets it in turn.
  static org.apache.tomcat.jdbc.pool.DataSource pooled(
      PostgresAddress address, int size, Duration longestStatement) {
    PGSimpleDataSource source = source(address);
    if (longestStatement.isPositive()) {
      source.setOptions("-c statement_timeout=" + longestStatement.toMillis());
    }
    var settings = new PoolProperties();
    settings.setName(APPLICATION);
    settings.setDataSource(new Patient(source));
    settings.setJmxEnabled(false);
    settings.setFairQueue(true);
    settings.setMaxActive(size);
    settings.setMaxIdle(size);
    settings.setMinIdle(Math.min(2, size));
    settings.setInitialSize(0);
    settings.setMaxWait((int) LONGEST_WAIT.toMillis());
    settings.setMaxAge(Duration.ofMinutes(30).toMillis());
    settings.setMinEvictableIdleTimeMillis((int) Duration.ofMinutes(10).toMillis());
    settings.setTestOnBorrow(true);
    settings.setValidationInterval(Duration.ofMillis(500).toMillis());
    settings.setValidationQueryTimeout((int) LONGEST_WAIT.toSeconds());
    settings.setJdbcInterceptors(ConnectionState.class.getName());
    settings.setDefaultAutoCommit(true);
    settings.setUseStatementFacade(false); // a reflective call for each field of each row
    return new org.apache.tomcat.jdbc.pool.DataSource(settings);
  }

  /// Waits for a server that is away for a moment, as one that starts again is.
  private static final class Patient extends DelegatingDataSource {
    private static final long PAUSE_MILLIS = 100;

    Patient(DataSource source) {
      super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
      long end = System.nanoTime() + LONGEST_WAIT.toNanos();
      while (true) {
        try {
          return super.getConnection();
        } catch (SQLException e) {
          if (!isAway(e) || System.nanoTime() > end || !pause()) {
            throw e;
          }
        }
      }
    }

    /// Not there (08) or about to be (57P03).
    private static boolean isAway(SQLException e) {
      String state = e.getSQLState();
      return state != null && (state.startsWith("08") || state.equals("57P03"));
    }

    private static boolean pause() {
      try {
        Thread.sleep(PAUSE_MILLIS);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
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
