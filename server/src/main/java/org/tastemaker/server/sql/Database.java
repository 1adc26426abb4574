package org.tastemaker.server.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The database: a PostgreSQL in the form that this program works with, and connections to it.
public final class Database implements AutoCloseable {

  private final DatabaseOptions options;
  private final PostgresAddress address;
  private final org.apache.tomcat.jdbc.pool.DataSource pool;
  private final Notifications notifications;
  private final boolean guest;
  private final Runnable whenClosed;

  private Database(
      DatabaseOptions options, PostgresAddress address, boolean guest, Runnable whenClosed) {
    this.options = options;
    this.address = address;
    this.pool = Pools.pooled(address, options.connections(), options.longestStatement());
    this.notifications = new Notifications(pool, Pools.unpooled(address));
    this.guest = guest;
    this.whenClosed = whenClosed;
  }

  /// Opens the database for a server. It has its data folder for itself, wherever the PostgreSQL
  /// is.
  ///
  /// @throws StorageException with a sentence, when the data folder is in use, the database is
  ///   newer than this program or cannot be reached
  public static Database serve(DatabaseOptions options) {
    var residence = Residence.own(DataFolder.open(options.data()));
    return options.outside().isPresent()
        ? residence.openElsewhere(options, options.outside().get())
        : residence.open(options);
  }

  /// Opens the database for a command or a worker: by the live server of the data folder where
  /// there is one, otherwise like a server and for as long as anybody uses it.
  ///
  /// @throws StorageException as [#serve], but for the data folder in use
  public static Database attach(DatabaseOptions options) {
    return options.outside().isPresent()
        ? outside(options, options.outside().get(), () -> {})
        : Residence.join(DataFolder.open(options.data())).open(options);
  }

  static Database outside(DatabaseOptions options, PostgresAddress address, Runnable whenClosed) {
    refuseUnreachable(address);
    Migrations.migrate(Pools.unpooled(address));
    return new Database(options, address, false, whenClosed);
  }

  /// A database whose PostgreSQL somebody else starts and stops, brought up to date.
  static Database at(PostgresAddress address) {
    Migrations.migrate(Pools.unpooled(address));
    return unmigrated(address);
  }

  /// As it is.
  static Database unmigrated(PostgresAddress address) {
    var options = new DatabaseOptions(Path.of("."), Optional.of(address), 16, Duration.ZERO);
    return new Database(options, address, false, () -> {});
  }

  static Database inside(
      DatabaseOptions options, PostgresAddress address, boolean guest, Runnable whenClosed) {
    return new Database(options, address, guest, whenClosed);
  }

  private static void refuseUnreachable(PostgresAddress address) {
    try (var connection = Pools.unpooled(address).getConnection()) {
      int major = connection.getMetaData().getDatabaseMajorVersion();
      if (major < PostgresBinaries.MAJOR) {
        throw new StorageException(
            "The database %s is a PostgreSQL %d; Tastemaker needs %d or newer."
                .formatted(address, major, PostgresBinaries.MAJOR));
      }
    } catch (SQLException e) {
      throw Pools.explain(address, e);
    }
  }

  /// Pooled connections for everyday queries.
  public DataSource dataSource() {
    return pool;
  }

  /// A connection of its own each time, for what keeps one for long. Its statements may take any
  /// time.
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

  /// Where it is.
  public PostgresAddress address() {
    return address;
  }

  /// How another program connects, without showing the password.
  public String howToConnect() {
    String psql = "psql '" + address.uri() + "'";
    return options.outside().isPresent()
        ? psql
        : "PGPASSWORD=\"$(cat '%s')\" %s"
            .formatted(EmbeddedPostgres.passwordFile(new DataFolder(options.data())), psql);
  }

  /// After the tables were put in the place of others: no connection remembers the old ones.
  void forgetConnections() {
    pool.purgeOnReturn();
  }

  /// Whether another process, that runs now, has started its PostgreSQL.
  public boolean isGuest() {
    return guest;
  }

  /// Ends the connections, then the PostgreSQL if it is ours and nobody else uses it.
  @Override
  public void close() {
    notifications.close();
    pool.close();
    whenClosed.run();
  }
}
