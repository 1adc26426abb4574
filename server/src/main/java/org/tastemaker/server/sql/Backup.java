package org.tastemaker.server.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Writes the whole database into one compressed file, as of one moment, while others write on.
///
/// The file is made beside its place and moved there when it is whole. It holds what people have
/// rated: its owner alone may read it.
public final class Backup {

  /// Much faster than the default, a few percent larger.
  private static final int COMPRESSION = 3;

  private final Database database;
  private final Consumer<Manifest.Table> progress;

  /// @param progress told of every table that is written
  public Backup(Database database, Consumer<Manifest.Table> progress) {
    this.database = database;
    this.progress = progress;
  }

  /// @param file that is not there yet
  /// @throws StorageException with a sentence, when it is there or cannot be written
  public Manifest write(Path file) {
    if (Files.exists(file)) {
      throw new StorageException("%s is there already. Name another file.".formatted(file));
    }
    Path whole = file.toAbsolutePath();
    Path partial =
        whole.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".partial");
    try {
      Manifest written = writeSnapshot(partial);
      Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
      return written;
    } catch (IOException e) {
      throw new StorageException("%s cannot be written: %s".formatted(file, e), e);
    } catch (SQLException e) {
      throw new StorageException("The database could not be read: " + e.getMessage(), e);
    } finally {
      delete(partial);
    }
  }

  private static void delete(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw new StorageException("%s cannot be deleted: %s".formatted(partial, e.getMessage()), e);
    }
  }

  private Manifest writeSnapshot(Path file) throws IOException, SQLException {
    try (Connection connection = database.unpooled().getConnection();
        FileChannel channel =
            FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                DataFolder.permissions("rw-------"));
        var zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      zip.setLevel(COMPRESSION);
      Manifest manifest = write(connection, zip);
      writeManifest(manifest, zip);
      zip.finish();
      channel.force(true);
      return manifest;
    }
  }

  private Manifest write(Connection connection, ZipOutputStream zip)
      throws SQLException, IOException {
    var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    Instant now = Instant.now();
    List<Manifest.Migration> migrations = migrations(jdbc);
    var tables = new ArrayList<Manifest.Table>();
    for (String name : Tables.names(jdbc, "public")) {
      Manifest.Table table = write(connection, name, Tables.columns(jdbc, "public", name), zip);
      tables.add(table);
      progress.accept(table);
    }
    String version = jdbc.sql("show server_version").query(String.class).single();
    return new Manifest(Manifest.FORMAT, now, version, migrations, tables, sequences(jdbc));
  }

  private static Manifest.Table write(
      Connection connection, String name, List<String> columns, ZipOutputStream zip)
      throws SQLException, IOException {
    var table = new Manifest.Table(name, columns, 0, "");
    zip.putNextEntry(new ZipEntry(table.entry()));
    MessageDigest digest = BackupFile.sha256();
    OutputStream out = new DigestOutputStream(zip, digest);
    long rows =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy " + table.target() + " to stdout (encoding 'UTF8')", out);
    zip.closeEntry();
    return new Manifest.Table(name, columns, rows, BackupFile.hex(digest));
  }

  private static void writeManifest(Manifest manifest, ZipOutputStream zip) throws IOException {
    byte[] bytes = BackupFile.bytes(manifest);
    zip.putNextEntry(new ZipEntry(BackupFile.MANIFEST));
    zip.write(bytes);
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry(BackupFile.MANIFEST_CHECKSUM));
    zip.write(BackupFile.checksum(bytes));
    zip.closeEntry();
  }

  private static List<Manifest.Migration> migrations(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select version, checksum from flyway_schema_history
            where success and version is not null
            order by installed_rank
            """)
        .query((row, _) ->
            new Manifest.Migration(row.getString("version"), checksum(row.getInt("checksum"))))
        .list();
  }

  private static @Nullable Integer checksum(int value) {
    return value == 0 ? null : value;
  }

  /// Sequences stand outside the snapshot: they are read last, so that no row is ahead of them.
  private static List<Manifest.Sequence> sequences(JdbcClient jdbc) {
    var sequences = new ArrayList<Manifest.Sequence>();
    for (String name : Tables.sequences(jdbc, "public")) {
      sequences.add(
          jdbc.sql("select last_value, is_called from " + Manifest.quoted(name))
              .query((row, _) -> new Manifest.Sequence(name, row.getLong(1), row.getBoolean(2)))
              .single());
    }
    return sequences;
  }
}
