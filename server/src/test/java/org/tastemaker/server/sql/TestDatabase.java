package org.tastemaker.server.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A database of a test's own: all tables, no rows. One PostgreSQL serves every test of the
/// process.
public final class TestDatabase implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name;
  private final PostgresAddress address;
  private final org.apache.tomcat.jdbc.pool.DataSource pool;
  private final Notifications notifications;

  private TestDatabase(String name, PostgresAddress address) {
    this.name = name;
    this.address = address;
    this.pool = Pools.pooled(address, 12, Duration.ZERO);
    this.notifications = new Notifications(pool, Pools.unpooled(address));
  }

  /// A copy of a migrated, empty database.
  public static TestDatabase fresh() {
    return copyOf("template_migrated");
  }

  /// A database without a table.
  public static TestDatabase empty() {
    return copyOf("template0");
  }

  private static TestDatabase copyOf(String template) {
    String name = "test_" + NUMBER.incrementAndGet();
    PostgresAddress server = Cluster.ADDRESS;
    jdbc(server).sql("create database " + name + " template " + template).update();
    return new TestDatabase(name, server.withDatabase(name));
  }

  private static JdbcClient jdbc(PostgresAddress address) {
    return JdbcClient.create(Pools.unpooled(address));
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  /// Pooled connections.
  public DataSource dataSource() {
    return pool;
  }

  /// A connection of its own each time.
  public DataSource unpooled() {
    return Pools.unpooled(address);
  }

  /// The same database as the program sees it; whoever asks closes it.
  public Database database() {
    return Database.at(address);
  }

  public PostgresAddress address() {
    return address;
  }

  public TransactionTemplate transactions() {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  public Notifications notifications() {
    return notifications;
  }

  @Override
  public void close() {
    notifications.close();
    pool.close();
    jdbc(Cluster.ADDRESS).sql("drop database " + name + " with (force)").update();
  }

  /// Started at the first use, stopped and deleted when the process ends.
  private static final class Cluster {

    private static final Map<String, String> FAST =
        Map.of(
            "fsync", "off",
            "full_page_writes", "off",
            "synchronous_commit", "off",
            "wal_level", "minimal",
            "max_wal_senders", "0",
            "autovacuum", "off",
            "jit", "off",
            "max_connections", "200");

    static final PostgresAddress ADDRESS = start();

    private static PostgresAddress start() {
      try {
        Path folder = Files.createTempDirectory("tastemaker-test-");
        var server = EmbeddedPostgres.start(new DataFolder(folder), FAST);
        Process watcher = watch(server, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder, watcher)));
        jdbc(server.address()).sql("create database template_migrated").update();
        Migrations.migrate(Pools.unpooled(server.address().withDatabase("template_migrated")));
        return server.address();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// A process that outlives this one when it is killed, and then tidies up.
    private static Process watch(EmbeddedPostgres server, Path folder) throws IOException {
      String script = "read stopped && exit; kill -INT $1; sleep 2; rm -rf \"$2\"";
      return new ProcessBuilder(
              "setsid", "sh", "-c", script, "watch", Long.toString(server.pid()), folder.toString())
          .start();
    }

    private static void stop(EmbeddedPostgres server, Path folder, Process watcher) {
      server.close();
      PostgresBinaries.deleteTree(folder);
      try (var input = watcher.outputWriter()) {
        input.write("stopped\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
