package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.sql.TestDatabase;

class InteractionBatchesTest {

  private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final TestCatalogue catalogue = TestCatalogue.on(database);
  private final TestInteractions test = TestInteractions.on(database, catalogue);
  private final int[] movies = catalogue.movies(2);

  @AfterEach
  void close() {
    database.close();
  }

  private static Interaction told(
      InteractionType type, String user, String item, int value, int secondsPastNoon) {
    return new Interaction(
        Reference.parse(user),
        Reference.parse(item),
        act(type, value),
        NOON.plusSeconds(secondsPastNoon));
  }

  private static Act act(InteractionType type, int value) {
    var activity = type.activity();
    if (activity != null) {
      return new Act.Doing(activity, value);
    }
    return switch (type.matter()) {
      case RATING -> new Act.Rating(new Stars(value));
      case PROGRESS -> new Act.Progress(Map.of(Measure.EPISODE, value));
      default -> new Act.Decline(List.of());
    };
  }

  private Outcome[] take(boolean strict, Interaction... interactions) {
    return test.batches().take(List.of(interactions), strict, null);
  }

  private List<String> rows(String sql) {
    return database.jdbc().sql(sql).query((row, _) -> row.getString(1)).list();
  }

  @Test
  void everySortIsTakenAndWhoeverIsMissingIsMade() {
    var outcomes =
        take(
            false,
            told(InteractionType.RATING, "app:ann", "test:1", 450, 0),
            told(InteractionType.PLAY, "app:ann", "app:song", 3, 5),
            told(InteractionType.PLAY, "app:ann", "app:song", 2, 1),
            told(InteractionType.VIEW, "app:bob", Integer.toString(movies[1]), 1, 0),
            told(InteractionType.DECLINE, "app:bob", "test:1", 0, 0));

    assertThat(outcomes)
        .containsExactly(
            Outcome.RATED, Outcome.COUNTED, Outcome.COUNTED, Outcome.COUNTED, Outcome.DECLINED);
    assertThat(rows("select type || ' ' || count || ' ' || (last_at - first_at) from activity"))
        .containsExactlyInAnyOrder("4 5 00:00:04", "3 1 00:00:00");
    assertThat(rows("select withdrawn from decline")).containsExactly("f");
    assertThat(rows("select type from interaction_log order by position"))
        .containsExactly("1", "4", "4", "3", "7");
    int song = catalogue.live().current().find(Reference.parse("app:song")).orElseThrow();
    assertThat(catalogue.live().current().title(song)).isEqualTo("song");
    assertThat(test.histories().of(1).items().toArray()).containsExactly(movies[0], song);
  }

  @Test
  void strictBatchMakesNobodyAndNothing() {
    take(false, told(InteractionType.RATING, "app:ann", "test:1", 450, 0));

    var outcomes =
        take(
            true,
            told(InteractionType.RATING, "app:ann", "test:2", 450, 0),
            told(InteractionType.RATING, "app:zoe", "test:1", 450, 0),
            told(InteractionType.RATING, "app:ann", "test:99", 450, 0));

    assertThat(outcomes).containsExactly(Outcome.RATED, Outcome.NO_SUCH_USER, Outcome.NO_SUCH_ITEM);
    assertThat(rows("select value from person_key")).containsExactly("ann");
  }

  @Test
  void idsOfOursMustExistEitherWay() {
    var outcomes =
        take(
            false,
            told(InteractionType.RATING, "77", "test:1", 450, 0),
            told(InteractionType.RATING, "app:ann", "77", 450, 0));

    assertThat(outcomes).containsExactly(Outcome.NO_SUCH_USER, Outcome.NO_SUCH_ITEM);
    assertThat(rows("select * from interaction_log")).isEmpty();
  }

  @Test
  void ofSeveralRatingsOfOnePairTheNewestCounts() {
    take(false, told(InteractionType.RATING, "app:ann", "test:2", 100, 10));

    var outcomes =
        take(
            false,
            told(InteractionType.RATING, "app:ann", "test:1", 100, 1),
            told(InteractionType.RATING, "app:ann", "test:1", 200, 3),
            told(InteractionType.RATING, "app:ann", "test:1", 300, 2),
            told(InteractionType.RATING, "app:ann", "test:2", 300, 9));

    assertThat(outcomes)
        .containsExactly(Outcome.OVERRIDDEN, Outcome.RATED, Outcome.OVERRIDDEN, Outcome.OUTDATED);
    assertThat(rows("select hundredths || '/' || count from item_rating order by item"))
        .containsExactly("200/1", "100/1");
  }

  @Test
  void declinedTwiceIsUnchanged() {
    take(false, told(InteractionType.DECLINE, "app:ann", "test:1", 0, 0));

    assertThat(take(false, told(InteractionType.DECLINE, "app:ann", "test:1", 0, 0)))
        .containsExactly(Outcome.UNCHANGED);
    assertThat(rows("select type from interaction_log")).hasSize(1);
  }

  @Test
  void absurdTimeRefusesTheBatchWhole() {
    var batch =
        List.of(
            told(InteractionType.RATING, "app:ann", "test:1", 100, 1),
            new Interaction(
                Reference.parse("app:ann"),
                Reference.parse("test:2"),
                new Act.Rating(new Stars(100)),
                Instant.EPOCH.minusSeconds(1)));

    assertThatThrownBy(() -> test.batches().take(batch, false, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(rows("select * from person")).isEmpty();
  }

  @Test
  void valuesOffTheScaleAreRefused() {
    for (int wrong : new int[] {-1, 501}) {
      assertThatThrownBy(() -> told(InteractionType.RATING, "a:b", "c:d", wrong, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> told(InteractionType.PLAY, "a:b", "c:d", 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
