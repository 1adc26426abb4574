package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.sql.TestDatabase;

class RatingsTest {

  private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(60);

  private final TestDatabase database = TestDatabase.fresh();
  private final TestCatalogue catalogue = TestCatalogue.on(database);
  private final TestInteractions test = TestInteractions.on(database, catalogue);
  private final Ratings ratings = test.ratings();
  private final int[] movies = catalogue.movies(3);
  private final int ada = test.person("ada");

  @AfterEach
  void close() {
    database.close();
  }

  private RateResult rate(double stars, Instant at) {
    return ratings.rate(ada, movies[0], Stars.of(stars), at, null);
  }

  private List<String> log() {
    return database
        .jdbc()
        .sql("select type || ':' || value as row from interaction_log order by position")
        .query((row, _) -> row.getString("row"))
        .list();
  }

  private String total() {
    return database
        .jdbc()
        .sql("select coalesce(max(hundredths || '/' || count), 'none') from item_rating")
        .query(String.class)
        .single();
  }

  @Test
  void firstRatingIsNewAndCounts() {
    assertThat(rate(4.5, NOON)).isEqualTo(new RateResult.Rated(Stars.of(4.5)));
    assertThat(log()).containsExactly("1:450");
    assertThat(total()).isEqualTo("450/1");
  }

  @Test
  void newerRatingReplacesTheOlder() {
    rate(4.5, NOON);

    assertThat(rate(2, LATER)).isEqualTo(new RateResult.Changed(Stars.of(4.5), Stars.of(2)));
    assertThat(log()).containsExactly("1:450", "1:200");
    assertThat(total()).isEqualTo("200/1");
  }

  @Test
  void olderRatingThatComesLateChangesNothing() {
    rate(4.5, LATER);

    assertThat(rate(2, NOON)).isEqualTo(new RateResult.Outdated(Stars.of(4.5), LATER));
    assertThat(log()).containsExactly("1:450");
    assertThat(total()).isEqualTo("450/1");
  }

  @Test
  void sameRatingAgainIsUnchanged() {
    rate(4.5, NOON);

    assertThat(rate(4.5, NOON)).isEqualTo(new RateResult.Unchanged(Stars.of(4.5)));
    assertThat(log()).hasSize(1);
    assertThat(rate(4.5, LATER)).isEqualTo(new RateResult.Unchanged(Stars.of(4.5)));
    assertThat(rate(3, NOON.plusSeconds(1)))
        .isEqualTo(new RateResult.Outdated(Stars.of(4.5), LATER));
  }

  @Test
  void withdrawnRatingNoLongerCountsAndAnOlderOneStaysOut() {
    rate(4.5, NOON);

    assertThat(ratings.withdraw(ada, movies[0], LATER, null))
        .isEqualTo(new WithdrawResult.Withdrawn(Stars.of(4.5)));
    assertThat(total()).isEqualTo("none");
    assertThat(rate(3, NOON.plusSeconds(1))).isEqualTo(new RateResult.Outdated(null, LATER));
    assertThat(ratings.withdraw(ada, movies[0], null, null))
        .isEqualTo(new WithdrawResult.NoRating());
    assertThat(rate(3, LATER.plusSeconds(1))).isEqualTo(new RateResult.Rated(Stars.of(3)));
    assertThat(log()).containsExactly("1:450", "2:0", "1:300");
    assertThat(total()).isEqualTo("300/1");
  }

  @Test
  void withdrawalBeforeTheRatingIsOutdated() {
    rate(4.5, LATER);

    assertThat(ratings.withdraw(ada, movies[0], NOON, null))
        .isEqualTo(new WithdrawResult.Outdated(LATER));
    assertThat(total()).isEqualTo("450/1");
  }

  @Test
  void ratingWithoutATimeComesAfterOneFromTheFuture() {
    rate(4.5, Instant.now().plus(Duration.ofHours(20)));

    assertThat(ratings.rate(ada, movies[0], Stars.of(1), null, null))
        .isEqualTo(new RateResult.Changed(Stars.of(4.5), Stars.of(1)));
  }

  @Test
  void unknownItemAndPersonAreToldApart() {
    assertThat(ratings.rate(ada, 999, Stars.of(1), NOON, null))
        .isEqualTo(new RateResult.NoSuchItem());
    assertThat(ratings.rate(999, movies[0], Stars.of(1), NOON, null))
        .isEqualTo(new RateResult.NoSuchPerson());
    assertThat(log()).isEmpty();
  }

  @Test
  void absurdTimesAreRefused() {
    assertThatThrownBy(() -> rate(3, Instant.parse("1969-12-31T23:59:59Z")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rate(3, Instant.now().plus(Duration.ofHours(25))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void starsAreKeptToHundredths() {
    assertThat(Stars.of(3.456).hundredths()).isEqualTo(346);
    assertThat(Stars.of(5)).hasToString("5");
    for (double wrong : new double[] {-0.01, 5.001, 5.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Stars.of(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void historyTellsWhatStands() {
    rate(4.5, NOON);
    ratings.rate(ada, movies[1], Stars.of(2), NOON, null);
    ratings.withdraw(ada, movies[1], LATER, null);
    ratings.rate(ada, movies[2], Stars.of(1), NOON, null);

    var told = new ArrayList<String>();
    var history = test.histories().of(ada);
    history.tell(
        new History.Visitor() {
          @Override
          public void at(long second) {
            told.add("at " + Instant.ofEpochSecond(second));
          }

          @Override
          public void rated(int item, int hundredths) {
            told.add(item + "=" + hundredths);
          }

          @Override
          public void active(int item, Activity activity, long count) {
            told.add(item + activity.name() + count);
          }

          @Override
          public void declined(int item, List<DeclineReason> reasons) {
            told.add("-" + item);
          }

          @Override
          public void begun(int item) {
            told.add("+" + item);
          }
        });

    assertThat(told).containsExactly("at " + NOON, "1=450", "at " + NOON, "3=100");
    assertThat(history.items().toArray()).containsExactly(1, 3);
    assertThat(test.histories().of(999)).isSameAs(History.EMPTY);
  }

  @Test
  void averagesAreShownInTheCatalogue() {
    rate(4.5, NOON);
    ratings.rate(test.person("bob"), movies[0], Stars.of(2), NOON, null);

    test.showTotals();

    assertThat(catalogue.live().current().ratingCount(movies[0])).isEqualTo(2);
    assertThat(catalogue.live().current().ratingAverage(movies[0])).isEqualTo(3.25);
  }

  @Test
  void erasedPersonLeavesNothingButATombstone() {
    rate(4.5, NOON);
    ratings.rate(test.person("bob"), movies[0], Stars.of(2), NOON, null);

    assertThat(test.people().erase(ada, null)).isTrue();

    assertThat(total()).isEqualTo("200/1");
    assertThat(log()).containsExactly("1:200");
    assertThat(test.people().keys(ada)).isEmpty();
    assertThat(test.people().erase(ada, null)).isFalse();
    assertThat(
            database
                .jdbc()
                .sql("select object_id || payload::text from event where type = 'PersonErased'")
                .query(String.class)
                .single())
        .matches(ada + "\\{\"createdAt\": \"[-0-9T:.]+Z\"}");
  }
}
