package org.tastemaker.server.sql;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part that a process has in a data folder and its PostgreSQL: its owner, or a guest of the
/// owner.
///
/// The owner holds the folder's lock, starts the server, brings the database up to date and writes
/// where it is into a file. Guests read the file; each holds a lock of its own while it stays. An
/// owner that leaves while guests stay leaves the server running: the last of them stops it, unless
/// a new owner has come, who then takes the server over.
final class Residence {
  private static final String UNFINISHED = "tastemaker_unfinished";

  private static final Logger LOG = LoggerFactory.getLogger(Residence.class);
  private static final String DATABASE = "tastemaker";
  private static final String LOCK = "lock";
  private static final String SERVER = "server.pid";

  /// Stands in that file where the server has its PostgreSQL elsewhere.
  private static final String ELSEWHERE = "elsewhere";

  private static final String ADDRESS = "postgres-address";
  private static final String GUESTS = "guests";

  /// Longer than an orphaned worker takes to end.
  private static final Duration LONGEST_LEAVE = Duration.ofSeconds(30);

  private static final Duration LONGEST_START_OF_ANOTHER = Duration.ofMinutes(2);

  private final DataFolder folder;
  private final Optional<FolderLock> ownership;
  private final boolean leavesGuestsTheServer;

  private Residence(
      DataFolder folder, Optional<FolderLock> ownership, boolean leavesGuestsTheServer) {
    this.folder = folder;
    this.ownership = ownership;
    this.leavesGuestsTheServer = leavesGuestsTheServer;
  }

  /// A server's: there is no other owner. Where a server has the folder, that is said at once; a
  /// command is waited for a while, since the worker of a server that was killed is just leaving.
  static Residence own(DataFolder folder) {
    Path file = folder.file(LOCK);
    Optional<FolderLock> lock = FolderLock.tryAcquire(file);
    if (lock.isEmpty() && server(folder).isEmpty()) {
      LOG.atInfo().log("A command uses the data folder {}: waiting for its end", folder);
      lock = awaitLock(folder, file);
    }
    if (lock.isEmpty()) {
      throw new StorageException(
          "Another Tastemaker%s uses the data folder %s. Stop it, or choose another folder with --data or TASTEMAKER_DATA."
              .formatted(owner(folder), folder));
    }
    return new Residence(folder, lock, false);
  }

  private static Optional<FolderLock> awaitLock(DataFolder folder, Path file) {
    long end = System.nanoTime() + LONGEST_LEAVE.toNanos();
    Optional<FolderLock> lock = FolderLock.tryAcquire(file);
    while (lock.isEmpty() && server(folder).isEmpty() && System.nanoTime() < end) {
      Cluster.pause();
      lock = FolderLock.tryAcquire(file);
    }
    return lock;
  }

  /// A command's: the owner's guest where there is one.
  static Residence join(DataFolder folder) {
    return new Residence(folder, FolderLock.tryAcquire(folder.file(LOCK)), true);
  }

  private static String owner(DataFolder folder) {
    return server(folder).map(process -> " (process " + process.pid() + ")").orElse("");
  }

  /// The living server that owned the folder last.
  private static Optional<ProcessHandle> server(DataFolder folder) {
    try {
      var pid = Files.readString(folder.file(SERVER)).lines().findFirst().orElse("");
      return ProcessHandle.of(Long.parseLong(pid.strip()));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static boolean isElsewhere(DataFolder folder) {
    try {
      return server(folder).isPresent()
          && Files.readString(folder.file(SERVER)).lines().anyMatch(ELSEWHERE::equals);
    } catch (IOException _) {
      return false;
    }
  }

  /// A server's whose PostgreSQL is elsewhere. The folder, with its keys and its address, is that
  /// server's alone all the same.
  Database openElsewhere(DatabaseOptions options, PostgresAddress address) {
    var lock = ownership.orElseThrow();
    try {
      folder.writeSecret(SERVER, ProcessHandle.current().pid() + "\n" + ELSEWHERE + "\n");
      return Database.outside(options, address, () -> leaveElsewhere(lock));
    } catch (IOException e) {
      leaveElsewhere(lock);
      throw new StorageException(
          "The data folder %s cannot be written: %s".formatted(folder, e.getMessage()), e);
    } catch (RuntimeException e) {
      leaveElsewhere(lock);
      throw e;
    }
  }

  private void leaveElsewhere(FolderLock lock) {
    try (lock) {
      Files.deleteIfExists(folder.file(SERVER));
    } catch (IOException e) {
      throw new StorageException(
          "%s cannot be deleted: %s".formatted(folder.file(SERVER), e.getMessage()), e);
    }
  }

  Database open(DatabaseOptions options) {
    return ownership.isPresent() ? openOwned(options, ownership.get()) : openAsGuest(options);
  }

  private Database openOwned(DatabaseOptions options, FolderLock lock) {
    EmbeddedPostgres server = null;
    var guard = ExitGuard.over(new Cluster(folder.file(EmbeddedPostgres.CLUSTER)));
    try {
      if (!leavesGuestsTheServer) {
        folder.writeSecret(SERVER, ProcessHandle.current().pid() + "\n");
      }
      EmbeddedPostgres running = runningServer();
      server = running;
      createDatabase(running.address());
      PostgresAddress address = running.address().withDatabase(DATABASE);
      if (!hasGuests() && Restore.forgetBrokenOff(Pools.unpooled(address))) {
        LOG.atWarn().log("A restore was broken off: the database is as it was before it");
      }
      Migrations.migrate(Pools.unpooled(address));
      publish(address);
      var kept = KeptPostgres.keep(running, this::startServer);
      guard.opened(kept);
      return Database.inside(options, address, false, () -> leave(kept, lock, guard));
    } catch (IOException e) {
      abandon(server, lock, guard);
      throw new StorageException(
          "The data folder %s cannot be written: %s".formatted(folder, e.getMessage()), e);
    } catch (RuntimeException e) {
      abandon(server, lock, guard);
      throw e;
    }
  }

  private void abandon(@Nullable EmbeddedPostgres server, FolderLock lock, ExitGuard guard) {
    try (lock) {
      if (server != null && !hasGuests()) {
        server.close();
      }
    } finally {
      guard.left();
    }
  }

  private EmbeddedPostgres runningServer() throws IOException {
    Optional<PostgresAddress> last = published();
    boolean runs = new Cluster(folder.file(EmbeddedPostgres.CLUSTER)).postmaster().isPresent();
    if (runs && hasGuests() && last.isPresent()) {
      LOG.atInfo().log("PostgreSQL still runs for another command: it is taken over");
      return EmbeddedPostgres.adopt(folder, last.get().withDatabase("postgres"));
    }
    Files.deleteIfExists(folder.file(ADDRESS));
    return startServer();
  }

  private EmbeddedPostgres startServer() {
    return EmbeddedPostgres.start(folder, ServerSettings.forThisMachine());
  }

  /// Makes the database whole or not at all: a migration and the note that it ran are two commits,
  /// so a first start that ends between them must leave nothing that the next one goes on with.
  private static void createDatabase(PostgresAddress server) {
    try (var connection = Pools.unpooled(server).getConnection();
        var statement = connection.createStatement()) {
      if (!statement
          .executeQuery("select from pg_database where datname = '" + DATABASE + "'")
          .next()) {
        statement.execute("drop database if exists " + UNFINISHED + " with (force)");
        statement.execute("create database " + UNFINISHED);
        Migrations.migrate(Pools.unpooled(server.withDatabase(UNFINISHED)));
        statement.execute("alter database " + UNFINISHED + " rename to " + DATABASE);
      }
    } catch (SQLException e) {
      throw Pools.explain(server, e);
    }
  }

  /// The address is taken away first: who comes now waits for the lock.
  private void leave(KeptPostgres server, FolderLock lock, ExitGuard guard) {
    try (lock) {
      if (leavesGuestsTheServer && hasGuests()) {
        server.release();
        LOG.atInfo().log("PostgreSQL goes on for another command, which will stop it");
        return;
      }
      Files.deleteIfExists(folder.file(ADDRESS));
      server.close();
      Files.deleteIfExists(folder.file(SERVER));
    } catch (IOException e) {
      throw new StorageException("PostgreSQL was not left in order: " + e.getMessage(), e);
    } finally {
      guard.left();
    }
  }

  private Database openAsGuest(DatabaseOptions options) {
    FolderLock stay = register();
    try {
      PostgresAddress address = awaitServer();
      if (address == null) {
        stay.closeAndDelete();
        return join(folder).open(options);
      }
      Migrations.refuseOther(Pools.unpooled(address));
      return Database.inside(options, address, true, () -> leaveAsGuest(stay));
    } catch (RuntimeException e) {
      stay.closeAndDelete();
      throw e;
    }
  }

  private FolderLock register() {
    try {
      Path guests = folder.file(GUESTS);
      Files.createDirectories(guests, DataFolder.permissions("rwx------"));
      return FolderLock.tryAcquire(guests.resolve(UUID.randomUUID().toString())).orElseThrow();
    } catch (IOException e) {
      throw new StorageException(
          "The data folder %s cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /// @return nothing when the owner has left meanwhile
  private @Nullable PostgresAddress awaitServer() {
    long end = System.nanoTime() + LONGEST_START_OF_ANOTHER.toNanos();
    while (true) {
      Optional<PostgresAddress> address = published();
      if (address.isPresent() && answers(address.get())) {
        return address.get();
      }
      if (!FolderLock.isHeld(folder.file(LOCK))) {
        return null;
      }
      if (isElsewhere(folder)) {
        throw new StorageException(
            "The Tastemaker%s of the data folder %s has its database elsewhere: say where, with TASTEMAKER_DATABASE_URL, as its settings do."
                .formatted(owner(folder), folder));
      }
      if (System.nanoTime() > end) {
        throw new StorageException(
            "Another Tastemaker%s holds the data folder %s, but its database does not answer."
                .formatted(owner(folder), folder));
      }
      Cluster.pause();
    }
  }

  private static boolean answers(PostgresAddress address) {
    try (var connection = Pools.unpooled(address).getConnection()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private void leaveAsGuest(FolderLock stay) {
    stay.closeAndDelete();
    FolderLock.tryAcquire(folder.file(LOCK)).ifPresent(this::leaveAsLast);
  }

  private void leaveAsLast(FolderLock lock) {
    try (lock) {
      if (!hasGuests()) {
        Files.deleteIfExists(folder.file(ADDRESS));
        new Cluster(folder.file(EmbeddedPostgres.CLUSTER)).stop();
      }
    } catch (IOException e) {
      throw new StorageException("PostgreSQL was not left in order: " + e.getMessage(), e);
    }
  }

  private boolean hasGuests() {
    Path guests = folder.file(GUESTS);
    if (!Files.isDirectory(guests)) {
      return false;
    }
    boolean any = false;
    try (var files = Files.newDirectoryStream(guests)) {
      for (Path file : files) {
        Optional<FolderLock> stale = FolderLock.tryAcquire(file);
        stale.ifPresent(FolderLock::closeAndDelete);
        any |= stale.isEmpty();
      }
    } catch (IOException e) {
      throw new StorageException("%s cannot be read: %s".formatted(guests, e.getMessage()), e);
    }
    return any;
  }

  private void publish(PostgresAddress address) throws IOException {
    var properties = new Properties();
    properties.setProperty("url", address.url());
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    var text = new StringWriter();
    properties.store(text, null);
    folder.writeSecret(ADDRESS, text.toString());
  }

  private Optional<PostgresAddress> published() {
    try {
      var properties = new Properties();
      properties.load(new StringReader(Files.readString(folder.file(ADDRESS))));
      return Optional.of(
          new PostgresAddress(
              properties.getProperty("url", ""),
              properties.getProperty("user", ""),
              properties.getProperty("password", "")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException(
          "%s cannot be read: %s".formatted(folder.file(ADDRESS), e.getMessage()), e);
    }
  }
}
