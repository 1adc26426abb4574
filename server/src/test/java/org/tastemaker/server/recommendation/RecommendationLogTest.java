package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.sql.TestDatabase;

class RecommendationLogTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void closingWritesWhatIsQueued() {
    var log = new RecommendationLog(database.dataSource(), 10_000);
    log.start();
    for (var at = 0; at < 5_000; at++) {
      log.add(row(at, 7L, NOON));
    }
    log.close();

    assertThat(count()).isEqualTo(5_000);
    assertThat(log.lost()).isZero();
  }

  @Test
  void aRowIsKeptAsItWas() {
    var log = new RecommendationLog(database.dataSource(), 10);
    var row = row(3, null, NOON);
    log.start();
    log.add(row);
    log.close();

    var kept = database.jdbc().sql("select * from recommendation_log").query().singleRow();

    assertThat(kept)
        .containsEntry("list_id", row.listId())
        .containsEntry("start", 20)
        .containsEntry("person", 3)
        .containsEntry("model", null)
        .containsEntry("source", "popular");
    assertThat(
            database
                .jdbc()
                .sql(
                    "select array_to_string(items, ' ') || ' ' || (created_at = timestamptz '2026-05-01 12:00Z') from recommendation_log")
                .query(String.class)
                .single())
        .isEqualTo("5 1 9 true");
  }

  @Test
  void rowsBeyondTheQueueAreCountedAsLost() {
    var log = new RecommendationLog(database.dataSource(), 2);
    for (var at = 0; at < 5; at++) {
      log.add(row(at, 7L, NOON));
    }

    assertThat(log.lost()).isEqualTo(3);
  }

  @Test
  void rowsThatTheDatabaseRefusesAreCountedAsLost() {
    database.jdbc().sql("drop table recommendation_log").update();
    var log = new RecommendationLog(database.dataSource(), 10);
    log.start();
    log.add(row(1, 7L, NOON));
    log.close();

    assertThat(log.lost()).isEqualTo(1);
  }

  @Test
  void onlyOldRowsAreDeleted() {
    var log = new RecommendationLog(database.dataSource(), 10);
    log.start();
    log.add(row(1, 7L, Instant.now().minus(Duration.ofDays(91))));
    log.add(row(2, 7L, Instant.now().minus(Duration.ofDays(89))));
    log.close();

    assertThat(log.deleteOlderThan(Duration.ofDays(90))).isEqualTo(1);
    assertThat(count()).isEqualTo(1);
  }

  private static LoggedList row(int person, @Nullable Long model, Instant at) {
    return new LoggedList(UUID.randomUUID(), 20, person, model, "popular", new int[] {5, 1, 9}, at);
  }

  private int count() {
    return database
        .jdbc()
        .sql("select count(*) from recommendation_log")
        .query(Integer.class)
        .single();
  }
}
