package org.tastemaker.server.interaction;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Takes activities by the hundred thousand, in the transaction of the caller: log, and counts as
/// they stand. What [BulkInteractions] says about blocks holds here as well, except that every row
/// counts: nothing tells a repeated one from a new one.
public final class BulkActivities {

  private static final String COPY_LOG =
      "copy interaction_log (occurred_at, person, item, value, type) from stdin (format binary)";
  private static final String COPY_STAGED =
      "copy staged_activity (person, item, type, count, at) from stdin (format binary)";

  private static final String STAGE =
      """
      create temporary table if not exists staged_activity (
        person integer, item integer, type smallint, count integer, at timestamptz
      ) on commit delete rows
      """;

  private static final String MERGE =
      """
      insert into activity as a (person, item, type, count, first_at, last_at)
      select person, item, type, sum(count), min(at), max(at)
      from staged_activity
      group by person, item, type
      order by person, item, type
      on conflict (person, item, type) do update
      set count = a.count + excluded.count,
          first_at = least(a.first_at, excluded.first_at),
          last_at = greatest(a.last_at, excluded.last_at)
      """;

  private final DataSource dataSource;
  private final JdbcTemplate jdbc;
  private final PersonRows persons;

  BulkActivities(DataSource dataSource, JdbcTemplate jdbc, PersonRows persons) {
    this.dataSource = dataSource;
    this.jdbc = jdbc;
    this.persons = persons;
  }

  /// Takes a block of activities. Persons and items are there already.
  ///
  /// @throws IllegalArgumentException when a person is not there
  /// @throws IllegalStateException outside a transaction
  public void add(ActivityBlock told) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a block is taken inside a transaction");
    }
    if (told.size() == 0) {
      return;
    }
    var held = persons.hold(told.distinctPersons(), told.items());
    var block = told.with(held.now(told.items()));
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      log(block, connection);
      stage(block, connection);
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException(
          "A block of activities could not be written: " + e.getMessage(), e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
    jdbc.execute(MERGE);
    jdbc.execute("truncate staged_activity");
  }

  private static void log(ActivityBlock block, Connection connection) throws SQLException {
    try (var log = new BinaryCopy(connection, COPY_LOG)) {
      for (int i = 0; i < block.size(); i++) {
        log.row(5);
        log.writeTime(block.micros()[i]);
        log.write(block.persons()[i]);
        log.write(block.items()[i]);
        log.write(block.counts()[i]);
        log.write((short) block.types()[i]);
      }
      log.end();
    }
  }

  private void stage(ActivityBlock block, Connection connection) throws SQLException {
    jdbc.execute(STAGE);
    try (var staged = new BinaryCopy(connection, COPY_STAGED)) {
      for (int i = 0; i < block.size(); i++) {
        staged.row(5);
        staged.write(block.persons()[i]);
        staged.write(block.items()[i]);
        staged.write((short) block.types()[i]);
        staged.write(block.counts()[i]);
        staged.writeTime(block.micros()[i]);
      }
      staged.end();
    }
  }
}
