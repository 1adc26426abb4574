package org.tastemaker.server.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.core.JacksonException;

/// Fills a database from a backup, all of it or nothing.
///
/// The tables are made beside the ones in use, in a schema of their own, in the form that they had
/// when the backup was written; filled, checked and brought up to date there; and put in the
/// others' place in one transaction. Whatever ends it before that leaves the database as it was.
public final class Restore {

  /// Where a restore works; what is found there at a start is the rest of one that was killed.
  static final String SCHEMA = "tastemaker_restoring";

  private final Database database;
  private final Consumer<Manifest.Table> progress;

  /// @param progress told of every table that is filled
  public Restore(Database database, Consumer<Manifest.Table> progress) {
    this.database = database;
    this.progress = progress;
  }

  /// @param replace whether what the database holds now may be thrown away
  /// @throws StorageException with a sentence, when the file is damaged or newer than this program,
  ///   or the database is in use or not empty
  public Manifest read(Path file, boolean replace) {
    try (ZipFile zip = open(file)) {
      Manifest manifest = manifest(file, zip);
      refuseUse();
      if (!replace) {
        refuseRows();
      }
      fill(file, zip, manifest);
      return manifest;
    } catch (IOException e) {
      throw damaged(file, e);
    } catch (SQLException | DataAccessException e) {
      throw new StorageException(
          "The backup %s could not be restored, the database is as it was: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static ZipFile open(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new StorageException("There is no backup %s that can be read.".formatted(file));
    }
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw damaged(file, e);
    }
  }

  private static StorageException damaged(Path file, @Nullable Throwable cause) {
    return new StorageException(
        "%s is no backup of Tastemaker, or damaged. Nothing was changed.".formatted(file), cause);
  }

  private Manifest manifest(Path file, ZipFile zip) throws IOException {
    byte[] bytes = bytes(file, zip, BackupFile.MANIFEST);
    byte[] checksum = bytes(file, zip, BackupFile.MANIFEST_CHECKSUM);
    if (!Arrays.equals(checksum, BackupFile.checksum(bytes))) {
      throw damaged(file, null);
    }
    try {
      if (BackupFile.format(bytes) > Manifest.FORMAT) {
        throw newer(file);
      }
      Manifest manifest = BackupFile.manifest(bytes);
      refuseOtherMigrations(file, manifest);
      return manifest;
    } catch (JacksonException e) {
      throw damaged(file, e);
    }
  }

  private static byte[] bytes(Path file, ZipFile zip, String name) throws IOException {
    try (InputStream in = zip.getInputStream(entry(file, zip, name))) {
      return in.readAllBytes();
    }
  }

  private static ZipEntry entry(Path file, ZipFile zip, String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw damaged(file, null);
    }
    return entry;
  }

  private static StorageException newer(Path file) {
    return new StorageException(
        "%s was written by a newer Tastemaker. Restore it with that one.".formatted(file));
  }

  private void refuseOtherMigrations(Path file, Manifest manifest) {
    Map<String, Integer> ours = Migrations.checksums(database.unpooled());
    for (Manifest.Migration migration : manifest.migrations()) {
      Integer checksum = ours.get(migration.version());
      if (checksum == null) {
        throw newer(file);
      }
      if (!checksum.equals(migration.checksum())) {
        throw new StorageException(
            "%s was written by another edition of Tastemaker (step %s of its tables differs)."
                .formatted(file, migration.version()));
      }
    }
  }

  private void refuseUse() {
    List<String> others =
        database
            .jdbc()
            .sql(
                """
                select distinct application_name from pg_stat_activity
                where datname = current_database()
                  and application_name like 'tastemaker-%' and application_name <> :own
                """)
            .param("own", Pools.APPLICATION)
            .query((row, _) -> row.getString(1))
            .list();
    if (database.isGuest() || !others.isEmpty()) {
      throw new StorageException(
          "The database is in use by a running Tastemaker. Stop it first, then restore.");
    }
  }

  private void refuseRows() {
    Tables.anyWithRows(database.jdbc(), "public")
        .ifPresent(table -> {
          throw new StorageException(
              "The database is not empty (see its table %s). Restore into a new data folder, or throw away what it holds with --replace."
                  .formatted(table));
        });
  }

  /// Takes away what a killed restore has left.
  static boolean forgetBrokenOff(DataSource database) {
    JdbcClient jdbc = JdbcClient.create(database);
    boolean found =
        jdbc.sql("select exists (select from pg_namespace where nspname = :schema)")
            .param("schema", SCHEMA)
            .query(Boolean.class)
            .single();
    if (found) {
      jdbc.sql("drop schema " + SCHEMA + " cascade").update();
    }
    return found;
  }

  private void fill(Path file, ZipFile zip, Manifest manifest) throws SQLException, IOException {
    run("drop schema if exists " + SCHEMA + " cascade", "create schema " + SCHEMA);
    try {
      Migrations.migrate(database.unpooled(), SCHEMA, manifest.version());
      load(file, zip, manifest);
      Migrations.migrate(database.unpooled(), SCHEMA, "latest");
      run(
          "set lock_timeout = '30s'",
          "begin",
          "drop schema public cascade",
          "alter schema " + SCHEMA + " rename to public",
          "grant usage on schema public to public",
          "commit");
    } finally {
      run("drop schema if exists " + SCHEMA + " cascade");
    }
    database.forgetConnections();
    run("analyze");
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = database.unpooled().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private void load(Path file, ZipFile zip, Manifest manifest) throws SQLException, IOException {
    try (Connection connection = database.unpooled().getConnection()) {
      connection.setAutoCommit(false);
      connection.setSchema(SCHEMA);
      var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      var structure = Structure.of(jdbc, SCHEMA);
      structure.takeOff(jdbc);
      for (Manifest.Table table : manifest.tables()) {
        load(file, zip, table, connection);
        progress.accept(table);
      }
      structure.putOn(jdbc);
      for (Manifest.Sequence sequence : manifest.sequences()) {
        jdbc.sql("select setval(cast(:name as regclass), :value, :called)")
            .param("name", Manifest.quoted(sequence.name()))
            .param("value", sequence.value())
            .param("called", sequence.called())
            .query(Long.class)
            .single();
      }
      connection.commit();
    }
  }

  private static void load(Path file, ZipFile zip, Manifest.Table table, Connection connection)
      throws SQLException, IOException {
    MessageDigest digest = BackupFile.sha256();
    try (var in =
        new DigestInputStream(zip.getInputStream(entry(file, zip, table.entry())), digest)) {
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy " + table.target() + " from stdin (encoding 'UTF8')", in, 1 << 16);
      if (rows != table.rows() || !BackupFile.hex(digest).equals(table.sha256())) {
        throw damaged(file, null);
      }
    }
  }

  /// What makes filling tables slow, or would refuse rows whose partners come later: taken off
  /// before, put on after.
  private record Structure(List<String> tables, List<Part> parts) {

    private record Part(String takeOff, String putOn) {}

    static Structure of(JdbcClient jdbc, String schema) {
      List<String> tables =
          Tables.names(jdbc, schema).stream().map(Manifest::quoted).collect(Collectors.toList());
      List<Part> parts =
          jdbc.sql(
                  """
                  select format('alter table %s drop constraint %I', conrelid::regclass, conname) take_off,
                         format('alter table %s add constraint %I %s', conrelid::regclass, conname,
                                pg_get_constraintdef(oid)) put_on,
                         case contype when 'f' then 1 else 3 end as turn
                  from pg_constraint
                  where connamespace = cast(:schema as regnamespace) and contype in ('f', 'p', 'u', 'x')
                    and conparentid = 0
                  union all
                  select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 2
                  from pg_index join pg_class on pg_class.oid = indexrelid
                  where relnamespace = cast(:schema as regnamespace)
                    and indrelid <> cast(:history as regclass)
                    and not exists (select from pg_constraint where conindid = indexrelid)
                  order by turn
                  """)
              .param("schema", schema)
              .param("history", schema + "." + Migrations.HISTORY)
              .query((row, _) -> new Part(row.getString(1), row.getString(2)))
              .list();
      return new Structure(tables, parts);
    }

    void takeOff(JdbcClient jdbc) {
      for (String table : tables) {
        jdbc.sql("alter table " + table + " disable trigger user").update();
      }
      parts.forEach(part -> jdbc.sql(part.takeOff).update());
      if (!tables.isEmpty()) {
        jdbc.sql("truncate " + String.join(", ", tables)).update();
      }
    }

    void putOn(JdbcClient jdbc) {
      parts.reversed().forEach(part -> jdbc.sql(part.putOn).update());
      for (String table : tables) {
        jdbc.sql("alter table " + table + " enable trigger user").update();
      }
    }
  }
}
