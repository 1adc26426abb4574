package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.sql.TestDatabase;

class BulkInteractionsTest {

  private static final long NOON = Times.micros(Instant.parse("2025-06-01T12:00:00Z"));

  private final TestDatabase database = TestDatabase.fresh();
  private final TestCatalogue catalogue = TestCatalogue.on(database);
  private final TestInteractions test = TestInteractions.on(database, catalogue);
  private final BulkInteractions bulk = test.bulk();
  private final int[] movies = catalogue.movies(3);
  private final int ada = test.person("ada");
  private final int bob = test.person("bob");

  @AfterEach
  void close() {
    database.close();
  }

  private BulkResult take(int[]... rows) {
    var block =
        new RatingBlock(
            new int[rows.length],
            new int[rows.length],
            new short[rows.length],
            new long[rows.length]);
    for (int i = 0; i < rows.length; i++) {
      block.persons()[i] = rows[i][0];
      block.items()[i] = movies[rows[i][1]];
      block.hundredths()[i] = (short) rows[i][2];
      block.micros()[i] = NOON + rows[i][3];
    }
    return database.transactions().execute(status -> bulk.rate(block));
  }

  private static int[] row(int person, int movie, int hundredths, int microsPastNoon) {
    return new int[] {person, movie, hundredths, microsPastNoon};
  }

  private List<String> query(String sql) {
    return database.jdbc().sql(sql).query((row, _) -> row.getString(1)).list();
  }

  private List<String> ratings() {
    return query("select person || ' ' || item || ' ' || hundredths from rating order by 1");
  }

  private List<String> log() {
    return query(
        "select person || ' ' || item || ' ' || value from interaction_log order by position");
  }

  private List<String> totals() {
    return query("select item || ' ' || hundredths || '/' || count from item_rating order by 1");
  }

  @Test
  void newPeopleGoStraightIn() {
    var result = take(row(bob, 1, 300, 0), row(ada, 0, 450, 0), row(ada, 1, 50, 0));

    assertThat(result).isEqualTo(new BulkResult(3, 0, 0));
    assertThat(ratings()).containsExactly("1 1 450", "1 2 50", "2 2 300");
    assertThat(log()).containsExactly("1 1 450", "1 2 50", "2 2 300");
    assertThat(totals()).containsExactly("1 450/1", "2 350/2");
    assertThat(query("select occurred_at at time zone 'UTC' from rating limit 1"))
        .containsExactly("2025-06-01 12:00:00");
  }

  @Test
  void sameBlockAgainChangesNothing() {
    take(row(ada, 0, 450, 0), row(ada, 1, 50, 0));

    var again = take(row(ada, 0, 450, 0), row(ada, 1, 50, 0));

    assertThat(again).isEqualTo(new BulkResult(0, 2, 0));
    assertThat(log()).hasSize(2);
    assertThat(totals()).containsExactly("1 450/1", "2 50/1");
  }

  @Test
  void knownPeopleAreMergedAndTheNewestWins() {
    take(row(ada, 0, 450, 100), row(ada, 1, 50, 100));

    var result =
        take(row(ada, 0, 100, 50), row(ada, 1, 200, 200), row(ada, 2, 300, 0), row(bob, 0, 10, 0));

    assertThat(result).isEqualTo(new BulkResult(3, 1, 0));
    assertThat(ratings()).containsExactly("1 1 450", "1 2 200", "1 3 300", "2 1 10");
    assertThat(totals()).containsExactly("1 460/2", "2 200/1", "3 300/1");
    assertThat(log()).hasSize(5);
  }

  @Test
  void olderRatingDoesNotUndoAWithdrawal() {
    test.ratings().rate(ada, movies[0], Stars.of(3), Times.ofMicros(NOON), null);
    test.ratings().withdraw(ada, movies[0], Times.ofMicros(NOON + 10), null);

    assertThat(take(row(ada, 0, 500, 5))).isEqualTo(new BulkResult(0, 1, 0));
    assertThat(take(row(ada, 0, 500, 15))).isEqualTo(new BulkResult(1, 0, 0));
    assertThat(totals()).containsExactly("1 500/1");
  }

  @Test
  void ofRepeatedRowsTheNewestAndThenTheLastCounts() {
    var result =
        take(
            row(ada, 0, 100, 5),
            row(bob, 0, 10, 0),
            row(ada, 0, 200, 7),
            row(ada, 0, 300, 6),
            row(bob, 0, 20, 0));

    assertThat(result).isEqualTo(new BulkResult(2, 0, 3));
    assertThat(ratings()).containsExactly("1 1 200", "2 1 20");
  }

  @Test
  void severalBlocksInOneTransactionAddUp() {
    database
        .transactions()
        .executeWithoutResult(status -> {
          take(row(ada, 0, 100, 5));
          take(row(ada, 0, 200, 7), row(ada, 1, 200, 7));
          take(row(ada, 1, 300, 8));
        });

    assertThat(totals()).containsExactly("1 200/1", "2 300/1");
  }

  @Test
  void wrongBlocksAreRefusedWhole() {
    assertThatThrownBy(
            () -> bulk.rate(new RatingBlock(new int[0], new int[0], new short[0], new long[0])))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> take(row(99, 0, 100, 0))).hasMessageContaining("does not exist");
    assertThatThrownBy(() -> take(row(ada, 0, 501, 0))).hasMessageContaining("rating");
    assertThat(log()).isEmpty();
    assertThat(totals()).isEmpty();
  }
}
