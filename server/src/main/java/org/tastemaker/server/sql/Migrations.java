package org.tastemaker.server.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;

/// Brings a database to the form that this program works with. Every feature keeps its steps in a
/// folder of its own; versions are ordered over all of them and there is one history. Two programs
/// may do this at once: the second waits.
final class Migrations {

  private Migrations() {}

  static void migrate(DataSource database) {
    Flyway flyway =
        Flyway.configure().dataSource(database).locations("classpath:db/migration").load();
    refuseNewer(flyway);
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StorageException(
          "The database could not be brought up to date: " + e.getMessage(), e);
    }
  }

  private static void refuseNewer(Flyway flyway) {
    for (var migration : flyway.info().applied()) {
      if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
        throw new StorageException(
            "The database was last used by a newer Tastemaker (its tables are at version %s). Start that one, or restore a backup."
                .formatted(migration.getVersion()));
      }
    }
  }
}
