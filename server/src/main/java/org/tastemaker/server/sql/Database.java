package org.tastemaker.server.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The database: a PostgreSQL in the form that this program works with, and connections to it.
public final class Database implements AutoCloseable {

  private static final int POOL_SIZE = 16;

  private final PostgresAddress address;
  private final HikariDataSource pool;
  private final Notifications notifications;
  private final @Nullable EmbeddedPostgres server;

  private Database(
      PostgresAddress address, HikariDataSource pool, @Nullable EmbeddedPostgres server) {
    this.address = address;
    this.pool = pool;
    this.notifications = new Notifications(pool, Pools.unpooled(address));
    this.server = server;
  }

  /// Starts the PostgreSQL of the data folder and brings its database up to date.
  public static Database embedded(DataFolder folder) {
    EmbeddedPostgres server = EmbeddedPostgres.start(folder, binaries(), Map.of());
    PostgresAddress address = server.address().withDatabase("tastemaker");
    createIfAbsent(server.address(), "tastemaker");
    HikariDataSource pool = Pools.pooled(address, POOL_SIZE);
    Migrations.migrate(pool);
    return new Database(address, pool, server);
  }

  /// Connects to a database whose PostgreSQL somebody else starts and stops, and brings it up to
  /// date.
  static Database at(PostgresAddress address) {
    HikariDataSource pool = Pools.pooled(address, POOL_SIZE);
    Migrations.migrate(pool);
    return new Database(address, pool, null);
  }

  static PostgresBinaries binaries() {
    try {
      return PostgresBinaries.unpackedIn(
          Path.of(System.getProperty("user.home"), ".cache", "tastemaker"));
    } catch (IOException e) {
      throw new StorageException("PostgreSQL could not be unpacked: " + e.getMessage(), e);
    }
  }

  static void createIfAbsent(PostgresAddress server, String name) {
    try (var connection = Pools.unpooled(server).getConnection();
        var statement = connection.createStatement();
        var found =
            statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
      if (!found.next()) {
        connection.createStatement().execute("create database " + name);
      }
    } catch (SQLException e) {
      throw new StorageException("The database could not be made: " + e.getMessage(), e);
    }
  }

  /// Pooled connections for everyday queries.
  public DataSource dataSource() {
    return pool;
  }

  /// A connection of its own each time, for what keeps one for long.
  public DataSource unpooled() {
    return Pools.unpooled(address);
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  public TransactionTemplate transactions() {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  public Notifications notifications() {
    return notifications;
  }

  /// Ends the connections, then the PostgreSQL if it is ours.
  @Override
  public void close() {
    notifications.close();
    pool.close();
    if (server != null) {
      server.close();
    }
  }
}
