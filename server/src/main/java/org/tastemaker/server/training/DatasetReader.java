package org.tastemaker.server.training;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import javax.sql.DataSource;
import org.tastemaker.engine.data.Activity;
import org.tastemaker.engine.data.IdIndex;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.PreferenceMapping;
import org.tastemaker.server.event.EventLog;

/// Reads the data set in one scan, ordered by person and item, of the ratings and activities as
/// they stand in one snapshot.
final class DatasetReader {
  private static final int BETWEEN_LOOKS = 1 << 16;
  private static final long SECONDS_1970_TO_2000 = 946_684_800L;
  private static final long MICROS = 1_000_000L;

  private static final String ITEMS =
      """
      select item from item_rating where count > 0
      union
      select item from activity
      order by item
      """;

  /// Type 0 is a rating, the others are those of the log.
  private static final String EVIDENCE =
      """
      select person, item, type, value, at
      from (select person, item, 0::int2 as type, hundredths::int8 as value, occurred_at as at
            from rating where hundredths is not null
            union all
            select person, item, type, count, last_at from activity) evidence
      order by person, item
      """;

  private final DataSource dataSource;
  private final EventLog log;

  DatasetReader(DataSource dataSource, EventLog log) {
    this.dataSource = dataSource;
    this.log = log;
  }

  Dataset read(PreferenceMapping mapping, Stage stage) {
    long position = log.settledPosition();
    try (var connection = dataSource.getConnection()) {
      beginSnapshot(connection);
      try {
        var items = items(connection);
        return read(connection, new Reading(position, mapping, items, total(connection)), stage);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The data set could not be read: " + e.getMessage(), e);
    }
  }

  private static void beginSnapshot(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("set transaction isolation level repeatable read, read only");
      statement.execute("set local work_mem = '256MB'");
      statement.execute("set local jit = off");
    }
  }

  private static IdIndex items(Connection connection) throws SQLException {
    var ids = new int[1024];
    int size = 0;
    var rows = CopyRows.of(connection, ITEMS);
    while (rows.next()) {
      ids = size == ids.length ? Arrays.copyOf(ids, 2 * size) : ids;
      ids[size++] = rows.intColumn();
    }
    return IdIndex.of(Arrays.copyOf(ids, size));
  }

  private static long total(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select coalesce((select sum(count) from item_rating), 0)
                       + (select count(*) from activity)
                """)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Dataset read(Connection connection, Reading reading, Stage stage)
      throws SQLException {
    var step = String.format(Locale.ROOT, "reading %,d ratings and activities", reading.total);
    stage.proceed(0, step);
    var rows = CopyRows.of(connection, EVIDENCE);
    try {
      while (rows.next()) {
        reading.add(rows);
        if (reading.read % BETWEEN_LOOKS == 0) {
          stage.proceed(0.8 * reading.read / Math.max(reading.total, reading.read), step);
        }
      }
    } finally {
      rows.cancel();
    }
    stage.proceed(0.8, "arranging the data");
    return reading.dataset();
  }

  /// The matrices while they grow: rows come ordered by person and item, everything about a pair
  /// together.
  private static final class Reading {
    final long total;
    private final long position;
    private final PreferenceMapping mapping;
    private final IdIndex items;
    private final Interactions.Builder stars = Interactions.builder();
    private final Interactions.Builder preferences = Interactions.builder();
    long read;
    private int person = -1;
    private int people;
    private int item = -1;
    private double rated = -1;
    private float done;
    private long second;

    Reading(long position, PreferenceMapping mapping, IdIndex items, long total) {
      this.position = position;
      this.mapping = mapping;
      this.items = items;
      this.total = total;
    }

    void add(CopyRows row) {
      int nextPerson = row.intColumn();
      int nextItem = row.intColumn();
      if (nextPerson != person || nextItem != item) {
        endPair();
        people += nextPerson == person ? 0 : 1;
        person = nextPerson;
        item = nextItem;
      }
      int type = row.intColumn();
      long value = row.longColumn();
      second = Math.max(second, Math.floorDiv(row.longColumn(), MICROS) + SECONDS_1970_TO_2000);
      if (type == 0) {
        rated = value / 100.0;
      } else {
        done += mapping.ofCount(activity(type), value);
      }
      read++;
    }

    private static Activity activity(int type) {
      return switch (type) {
        case 3 -> Activity.VIEWED;
        case 4 -> Activity.PLAYED;
        case 5 -> Activity.PURCHASED;
        case 6 -> Activity.INSTALLED;
        default -> throw new IllegalStateException("There is no activity of type " + type);
      };
    }

    private void endPair() {
      if (item < 0) {
        return;
      }
      int row = items.indexOf(item);
      if (row < 0) {
        throw new IllegalStateException(
            "Item " + item + " has ratings, but its sum of ratings says it has none.");
      }
      if (rated >= 0) {
        stars.add(people - 1, row, (float) rated);
      }
      float preference = preference();
      if (preference > 0) {
        preferences.add(people - 1, row, preference, second);
      }
      rated = -1;
      done = 0;
      second = 0;
    }

    /// A rating that stands decides alone; without one everything else done with an item adds up.
    /// So it is in serving, too.
    private float preference() {
      return rated >= 0 ? mapping.ofRating(rated) : done;
    }

    Dataset dataset() {
      endPair();
      return new Dataset(
          position,
          mapping,
          items,
          people,
          read,
          stars.build(people, items.size()),
          preferences.build(people, items.size()));
    }
  }
}
