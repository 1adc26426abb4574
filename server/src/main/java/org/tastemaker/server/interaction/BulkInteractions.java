package org.tastemaker.server.interaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Takes interactions by the hundred thousand, in the transaction of the caller: log, ratings as
/// they stand, and totals.
///
/// People without any rating yet go straight into the tables by binary COPY; the rest is staged and
/// merged: the newest wins, and only what changes something is logged. A block of 100,000 to
/// 500,000 rows, grouped by person, is a good size; one block a transaction, so that two importers
/// cannot wait for each other in a circle. The persons of the block are locked until the
/// transaction ends.
public final class BulkInteractions {

  private static final String COPY_LOG =
      "copy interaction_log (occurred_at, person, item, value, type) from stdin (format binary)";
  private static final String COPY_RATING =
      "copy rating (person, item, hundredths, occurred_at) from stdin (format binary)";
  private static final String COPY_STAGED =
      "copy staged_rating (n, person, item, hundredths, at) from stdin (format binary)";

  private static final String STAGE =
      """
      create temporary table if not exists staged_rating (
        n integer, person integer, item integer, hundredths smallint, at timestamptz
      ) on commit delete rows
      """;

  private static final String MERGE_STAGED =
      """
      with given as materialized (
        select n, person, item, hundredths, at, false as implied, cast(null as integer) as actor
        from staged_rating
      )
      """
          + RatingRows.MERGE
          + """
          select item, sum(coalesce(hundredths, 0) - coalesce(before, 0)),
                 count(hundredths) - count(before), count(*)
          from news group by item
          """;

  private final DataSource dataSource;
  private final JdbcTemplate jdbc;
  private final PersonRows persons;
  private final RatingRows ratings;

  BulkInteractions(
      DataSource dataSource, JdbcTemplate jdbc, PersonRows persons, RatingRows ratings) {
    this.dataSource = dataSource;
    this.jdbc = jdbc;
    this.persons = persons;
    this.ratings = ratings;
  }

  /// Takes a block of ratings. Persons and items are there already ([People#ensure] and so on,
  /// called before, since they lock first).
  ///
  /// @throws IllegalArgumentException when a person is not there
  /// @throws IllegalStateException outside a transaction
  public BulkResult rate(RatingBlock block) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a block is taken inside a transaction");
    }
    if (block.size() == 0) {
      return new BulkResult(0, 0, 0);
    }
    RatingBlock settled = held(block);
    var totals = new TotalsDelta();
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      int written = write(settled, totals, connection);
      totals.writeTo(ratings);
      return new BulkResult(written, settled.size() - written, block.size() - settled.size());
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException(
          "A block of ratings could not be written: " + e.getMessage(), e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  /// The block, settled, while its persons and items are held.
  private RatingBlock held(RatingBlock block) {
    RatingBlock settled = block.settled();
    return settled
        .with(persons.hold(settled.distinctPersons(), settled.items()).now(settled.items()))
        .settled();
  }

  private int write(RatingBlock block, TotalsDelta totals, Connection connection)
      throws SQLException {
    int[] distinct = block.distinctPersons();
    BitSet known = known(distinct);
    if (known.isEmpty()) {
      return copy(block, totals, connection);
    }
    RatingBlock fresh = part(block, known, false);
    RatingBlock rest = part(block, known, true);
    return copy(fresh, totals, connection) + merge(rest, totals, connection);
  }

  /// Those of the persons who have rated before.
  private BitSet known(int[] distinct) {
    var known = new BitSet();
    jdbc.query(
        """
        select p.id from unnest(?) as p (id)
        where exists (select from rating r where r.person = p.id)
        """,
        statement ->
            statement.setArray(
                1,
                statement
                    .getConnection()
                    .createArrayOf("integer", Arrays.stream(distinct).boxed().toArray())),
        row -> {
          known.set(row.getInt(1));
        });
    return known;
  }

  private static RatingBlock part(RatingBlock block, BitSet known, boolean wanted) {
    int[] rows = new int[block.size()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (known.get(block.persons()[i]) == wanted) {
        rows[count++] = i;
      }
    }
    return block.pick(rows, count);
  }

  private static int copy(RatingBlock block, TotalsDelta totals, Connection connection)
      throws SQLException {
    if (block.size() == 0) {
      return 0;
    }
    try (var log = new BinaryCopy(connection, COPY_LOG)) {
      for (int i = 0; i < block.size(); i++) {
        log.row(5);
        log.writeTime(block.micros()[i]);
        log.write(block.persons()[i]);
        log.write(block.items()[i]);
        log.write((int) block.hundredths()[i]);
        log.write((short) LogType.RATED);
      }
      log.end();
    }
    try (var rating = new BinaryCopy(connection, COPY_RATING)) {
      for (int i = 0; i < block.size(); i++) {
        rating.row(4);
        rating.write(block.persons()[i]);
        rating.write(block.items()[i]);
        rating.write(block.hundredths()[i]);
        rating.writeTime(block.micros()[i]);
        totals.add(block.items()[i], block.hundredths()[i], 1);
      }
      return (int) rating.end();
    }
  }

  private int merge(RatingBlock block, TotalsDelta totals, Connection connection)
      throws SQLException {
    if (block.size() == 0) {
      return 0;
    }
    jdbc.execute(STAGE);
    try (var staged = new BinaryCopy(connection, COPY_STAGED)) {
      for (int i = 0; i < block.size(); i++) {
        staged.row(5);
        staged.write(i);
        staged.write(block.persons()[i]);
        staged.write(block.items()[i]);
        staged.write(block.hundredths()[i]);
        staged.writeTime(block.micros()[i]);
      }
      staged.end();
    }
    int[] written = new int[1];
    jdbc.query(
        MERGE_STAGED,
        row -> {
          totals.add(row.getInt(1), row.getLong(2), row.getInt(3));
          written[0] += row.getInt(4);
        });
    jdbc.execute("truncate staged_rating");
    return written[0];
  }
}
