package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.ItemOrder;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.sql.TestDatabase;

class TrendTest {
  private static final double WEEK = Duration.ofDays(7).toSeconds();

  private final TestDatabase database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void twiceAsMuchIsOneMoreAndAWeekLaterToo() {
    double now = 3000 * WEEK;

    assertThat(Trend.of(8, now)).isCloseTo(3003, within(1e-9));
    assertThat(Trend.of(16, now)).isCloseTo(3004, within(1e-9));
    assertThat(Trend.of(8, now + WEEK)).isCloseTo(3004, within(1e-9));
    assertThat(Trend.of(0, now)).isEqualTo(Trend.NONE);
  }

  @Test
  void bothIsTheTrendOfTheSum() {
    double now = 3000 * WEEK;

    assertThat(Trend.both(Trend.of(3, now), Trend.of(5, now)))
        .isCloseTo(Trend.of(8, now), within(1e-9));
    assertThat(Trend.both(Trend.NONE, 7)).isEqualTo(7);
    assertThat(Trend.both(7, Trend.NONE)).isEqualTo(7);
    assertThat(Trend.both(Trend.NONE, Trend.NONE)).isEqualTo(Trend.NONE);
  }

  @Test
  void whatIsNewIsAddedToWhatWasThere() {
    var test = TestCatalogue.on(database);
    int[] movies = test.movies(3);
    var follower =
        new TrendsFollower(new TrendRows(database.jdbc()), new EventLog(database.jdbc()));
    log(movies[0], LogType.RATED, Duration.ofDays(21));
    log(movies[0], LogType.RATED, Duration.ofDays(21));
    log(movies[1], LogType.VIEWED, Duration.ofDays(7));
    follower.refresh(test.live());

    assertThat(order(test)).startsWith(movies[1], movies[0], movies[2]);
    double before = test.live().current().trend(movies[0]);

    log(movies[0], LogType.PLAYED, Duration.ZERO);
    log(movies[2], LogType.DECLINED, Duration.ZERO);
    follower.refresh(test.live());
    follower.refresh(test.live());

    var index = test.live().current();
    assertThat(order(test)).startsWith(movies[0], movies[1], movies[2]);
    assertThat(index.trend(movies[0]) - before).isCloseTo(Math.log(5) / Math.log(2), within(1e-4));
    assertThat(index.trend(movies[2])).isEqualTo(Trend.NONE);
  }

  @Test
  void whoIsErasedWeighsNoMore() throws InterruptedException {
    var catalogue = TestCatalogue.on(database);
    var interactions = TestInteractions.on(database, catalogue);
    int[] movies = catalogue.movies(2);
    int leaver = interactions.people().create();
    int other = interactions.people().create();
    for (int i = 0; i < 3; i++) {
      log(leaver, movies[0], LogType.PLAYED, Duration.ofDays(1));
    }
    log(other, movies[0], LogType.PLAYED, Duration.ofDays(1));
    log(leaver, movies[1], LogType.RATED, Duration.ofDays(1));
    var follower =
        new TrendsFollower(new TrendRows(database.jdbc()), new EventLog(database.jdbc()));
    follower.refresh(catalogue.live());
    double four = catalogue.live().current().trend(movies[0]);
    assertThat(catalogue.live().current().trend(movies[1])).isFinite();

    interactions.people().erase(leaver, null);
    var deadline = Instant.now().plusSeconds(60);
    while (catalogue.live().current().trend(movies[1]) != Trend.NONE) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(20);
      follower.refresh(catalogue.live());
    }
    assertThat(catalogue.live().current().trend(movies[0])).isCloseTo(four - 2, within(1e-4));

    log(other, movies[1], LogType.PLAYED, Duration.ZERO);
    follower.refresh(catalogue.live());
    assertThat(order(catalogue)).startsWith(movies[1], movies[0]);
  }

  @Test
  void trendOfADuplicateIsAddedToThatOfTheItem() {
    var test = TestCatalogue.on(database, TestInteractions.use(database));
    int[] movies = test.movies(3);
    var follower =
        new TrendsFollower(new TrendRows(database.jdbc()), new EventLog(database.jdbc()));
    log(movies[0], LogType.RATED, Duration.ZERO);
    log(movies[1], LogType.VIEWED, Duration.ZERO);
    log(movies[1], LogType.VIEWED, Duration.ZERO);
    follower.refresh(test.live());
    double before = test.live().current().trend(movies[0]);

    test.merger().merge(movies[0], movies[1], null, null);
    log(movies[0], LogType.PLAYED, Duration.ZERO);
    follower.refresh(test.live());

    double all = test.live().current().trend(movies[0]);
    assertThat(all - before).isCloseTo(2, within(1e-4));
    var fresh = TestCatalogue.on(database).live();
    new TrendsFollower(new TrendRows(database.jdbc()), new EventLog(database.jdbc()))
        .refresh(fresh);
    assertThat(fresh.current().trend(movies[0])).isCloseTo(all, within(1e-4));
    assertThat(fresh.current().trend(movies[1])).isEqualTo(Trend.NONE);
  }

  private static int[] order(TestCatalogue test) {
    var index = test.live().current();
    return index.part(index.matching(ItemFilter.ALL), ItemOrder.TRENDING, 0, 10).stream()
        .mapToInt(item -> item.id())
        .toArray();
  }

  private void log(int item, int type, Duration ago) {
    log(1, item, type, ago);
  }

  private void log(int person, int item, int type, Duration ago) {
    database
        .jdbc()
        .sql(
            "insert into interaction_log (occurred_at, person, item, value, type)"
                + " values (:at, :person, :item, 1, :type)")
        .param("at", java.sql.Timestamp.from(Instant.now().minus(ago)))
        .param("person", person)
        .param("item", item)
        .param("type", type)
        .update();
  }
}
