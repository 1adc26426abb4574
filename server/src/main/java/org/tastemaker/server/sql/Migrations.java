package org.tastemaker.server.sql;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/// Brings a database to the form that this program works with. Every feature keeps its steps in a
/// folder of its own; versions are ordered over all of them and there is one history. Two programs
/// may do this at once: the second waits.
final class Migrations {

  static final String HISTORY = "flyway_schema_history";

  private Migrations() {}

  /// @throws StorageException when the database is newer than the program, or a step fails
  static void migrate(DataSource database) {
    migrate(database, "public", "latest");
  }

  /// @param target the last version, or `latest`
  static void migrate(DataSource database, String schema, String target) {
    Flyway flyway = flyway(database, schema, target);
    refuseNewer(flyway);
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StorageException(
          "The database could not be brought up to date: " + e.getMessage(), e);
    }
  }

  /// For who shares a database with a running server: leaves it as it is.
  ///
  /// @throws StorageException when its form is not this program's
  static void refuseOther(DataSource database) {
    Flyway flyway = flyway(database, "public", "latest");
    refuseNewer(flyway);
    if (flyway.info().pending().length > 0) {
      throw new StorageException(
          "The running server is older than this program. Stop it first, or use its own program.");
    }
  }

  /// The checksum of every step of this program, by version.
  static Map<String, Integer> checksums(DataSource database) {
    var checksums = new HashMap<String, Integer>();
    for (MigrationInfo migration : flyway(database, "public", "latest").info().all()) {
      if (migration.getVersion() != null && migration.getChecksum() != null) {
        checksums.put(migration.getVersion().getVersion(), migration.getChecksum());
      }
    }
    return checksums;
  }

  private static Flyway flyway(DataSource database, String schema, String target) {
    return Flyway.configure()
        .dataSource(database)
        .defaultSchema(schema)
        .target(target)
        .locations("classpath:db/migration")
        .table(HISTORY)
        .load();
  }

  private static void refuseNewer(Flyway flyway) {
    for (MigrationInfo migration : flyway.info().applied()) {
      if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
        throw new StorageException(
            "The database was last used by a newer Tastemaker (its tables are at version %s). Start that one, or restore a backup."
                .formatted(migration.getVersion()));
      }
    }
  }
}
