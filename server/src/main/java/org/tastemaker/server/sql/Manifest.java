package org.tastemaker.server.sql;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is in a backup.
///
/// @param format of the backup file itself
/// @param createdAt when its snapshot was taken
/// @param postgres the server's version
/// @param migrations the steps that the database had gone through, in order
public record Manifest(
    int format,
    Instant createdAt,
    String postgres,
    List<Migration> migrations,
    List<Table> tables,
    List<Sequence> sequences) {

  /// The newest form that this program writes and reads.
  static final int FORMAT = 1;

  public Manifest {
    migrations = List.copyOf(migrations);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
  }

  public record Migration(String version, @Nullable Integer checksum) {}

  /// @param rows how many
  /// @param sha256 of its rows in PostgreSQL's COPY text format
  public record Table(String name, List<String> columns, long rows, String sha256) {

    public Table {
      columns = List.copyOf(columns);
    }

    String entry() {
      return "tables/" + name + ".copy";
    }

    /// With quoted names, as COPY takes it.
    String target() {
      return quoted(name)
          + " ("
          + String.join(", ", columns.stream().map(Manifest::quoted).toList())
          + ")";
    }
  }

  /// @param called whether the value has been handed out
  public record Sequence(String name, long value, boolean called) {}

  /// The newest step.
  String version() {
    return migrations.getLast().version();
  }

  /// How many rows all tables have.
  public long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
