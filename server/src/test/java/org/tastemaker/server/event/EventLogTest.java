package org.tastemaker.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.sql.TestDatabase;

class EventLogTest {

  private final TestDatabase database = TestDatabase.fresh();
  private final EventLog events = new EventLog(database.jdbc());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anEmptyLogIsSettledAtZero() {
    assertThat(events.settledPosition()).isZero();
    assertThat(events.after(0, 10)).isEmpty();
  }

  @Test
  void whatIsAppendedIsReadBack() {
    long first = events.append("ItemAdded", 7, 3, Map.of("title", "Heat"));
    long second = events.append("ItemHidden", 7, null, Map.of());

    List<Event> read = events.after(0, 10);

    assertThat(read).extracting(Event::position).containsExactly(first, second);
    assertThat(read.getFirst().payload().get("title").asString()).isEqualTo("Heat");
    assertThat(read.getFirst().actor()).isEqualTo(3);
    assertThat(read.getLast().actor()).isNull();
    assertThat(events.after(first, 10)).extracting(Event::type).containsExactly("ItemHidden");
    assertThat(events.after(0, 1)).hasSize(1);
    assertThat(events.settledPosition()).isEqualTo(second);
  }

  @Test
  void aRolledBackRowLeavesTheLogSettled() {
    database
        .transactions()
        .executeWithoutResult(status -> {
          events.append("ItemAdded", 1, null, Map.of());
          status.setRollbackOnly();
        });

    assertThat(events.settledPosition()).isEqualTo(1);
    assertThat(events.after(0, 10)).isEmpty();
  }

  @Test
  void aLaterPositionThatCommitsFirstWaitsForTheEarlier() throws SQLException {
    try (Connection slow = begin();
        Connection fast = begin()) {
      long early = append(slow, 1);
      long late = append(fast, 2);
      fast.commit();

      assertThat(events.settledPosition()).isLessThan(early);
      assertThat(events.after(0, 10)).isEmpty();

      slow.commit();
      assertThat(events.settledPosition()).isEqualTo(late);
      assertThat(events.after(0, 10)).extracting(Event::objectId).containsExactly(1L, 2L);
    }
  }

  @Test
  void anOlderTransactionMayTakeTheLaterPosition() throws SQLException {
    try (Connection older = begin();
        Connection younger = begin()) {
      run(older, "select pg_current_xact_id()");
      long early = append(younger, 1);
      append(older, 2);
      older.commit();

      assertThat(events.settledPosition()).isLessThan(early);
      assertThat(events.after(0, 10)).isEmpty();
      younger.commit();
      assertThat(events.after(0, 10)).hasSize(2);
    }
  }

  @Test
  void aLongImportOfInteractionsDoesNotHoldBackEvents() throws SQLException {
    try (Connection importing = begin()) {
      run(
          importing,
          "insert into interaction_log (occurred_at, person, item, type) values (now(), 1, 1, 3)");
      long position = events.append("ItemAdded", 1, null, Map.of());

      assertThat(events.after(0, 10)).extracting(Event::position).containsExactly(position);
      assertThat(events.settledPosition()).isZero();
      importing.commit();
      assertThat(events.settledPosition()).isEqualTo(position);
    }
  }

  @Test
  void anEndedSavepointDoesNotTakeTheGuardAway() throws SQLException {
    try (Connection writer = begin()) {
      var savepoint = writer.setSavepoint();
      append(writer, 1);
      writer.rollback(savepoint);
      long position = append(writer, 2);
      long later = events.append("ItemAdded", 3, null, Map.of());

      assertThat(position).isLessThan(later);
      assertThat(events.settledPosition()).isLessThan(position);
      writer.commit();
      assertThat(events.settledPosition()).isEqualTo(later);
    }
  }

  @Test
  void aFollowerMissesNothingWhileManyWrite() throws InterruptedException {
    int writers = 4;
    int each = 200;
    var threads = new ArrayList<Thread>();
    for (int w = 0; w < writers; w++) {
      threads.add(Thread.ofPlatform().start(() -> appendMany(each)));
    }
    var writing = new AtomicBoolean(true);
    var seen = new ArrayList<Long>();
    Thread follower = Thread.ofPlatform().start(() -> follow(seen, writing));
    for (Thread thread : threads) {
      thread.join();
    }
    writing.set(false);
    follower.join();

    assertThat(seen).isSorted().doesNotHaveDuplicates().hasSize(writers * each);
  }

  private void appendMany(int count) {
    for (int i = 0; i < count; i++) {
      database
          .transactions()
          .executeWithoutResult(_ -> {
            events.append("ItemAdded", 1, null, Map.of());
            Thread.onSpinWait();
            if (ThreadLocalRandom.current().nextInt(4) == 0) {
              database.jdbc().sql("select 1 from pg_sleep(0.002)").query().listOfRows();
            }
          });
    }
  }

  private void follow(List<Long> seen, AtomicBoolean writing) {
    long position = 0;
    boolean more = true;
    while (more) {
      more = writing.get();
      for (Event event : events.after(position, 1000)) {
        seen.add(event.position());
        position = event.position();
      }
    }
  }

  private Connection begin() throws SQLException {
    Connection connection = database.unpooled().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static long append(Connection connection, long object) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "insert into event (type, object_id, payload) values ('ItemAdded', %d, '{}') returning position"
                    .formatted(object))) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
