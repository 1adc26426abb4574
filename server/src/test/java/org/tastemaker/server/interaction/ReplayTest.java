package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.server.catalogue.MergeResult;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.sql.TestDatabase;

class ReplayTest {

  private static final int COMMANDS = 250;
  private static final List<Act.Matter> MATTERS = List.of(Act.Matter.values());
  private static final List<DeclineReason> WHY =
      List.of(
          new DeclineReason("not-now", null),
          new DeclineReason("seen-elsewhere", null),
          new DeclineReason("not-my-taste", null));
  private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

  /// Few people, items and moments, so that they meet.
  private static final int PEOPLE = 5;

  private static final int ITEMS = 6;
  private static final int MOMENTS = 12;
  private static final int WRITERS = 5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void replayedTablesAreTheSameTables(long seed) {
    try (var database = TestDatabase.fresh()) {
      var catalogue = TestCatalogue.on(database);
      var commands = new Commands(TestInteractions.on(database, catalogue), database, seed);
      catalogue.movies(ITEMS);
      for (int i = 0; i < COMMANDS; i++) {
        commands.anyOne();
      }
      var before = tables(database);

      commands.test.replay().run();

      assertThat(tables(database)).isEqualTo(before);
      assertThat(before.subList(0, before.size() - 1)).noneMatch(List::isEmpty);
      assertThat(totalsOfRatings(database)).isEqualTo(before.get(1));
    }
  }

  @Test
  void whatManyDoAtOnceReplaysToo() throws Exception {
    try (var database = TestDatabase.fresh();
        var threads = Executors.newFixedThreadPool(WRITERS)) {
      var catalogue = TestCatalogue.on(database, TestInteractions.use(database));
      var test = TestInteractions.on(database, catalogue);
      catalogue.movies(ITEMS);
      var writers = new ArrayList<Future<?>>();
      for (int writer = 0; writer < WRITERS; writer++) {
        var commands = new Commands(test, database, 100 + writer);
        writers.add(
            threads.submit(() -> {
              for (int i = 0; i < COMMANDS / WRITERS; i++) {
                commands.anyOneAmongOthers();
              }
            }));
      }
      for (int item = ITEMS; item > ITEMS / 2; item--) {
        assertThat(catalogue.merger().merge(item - 1, item, null, null))
            .isInstanceOf(MergeResult.Merged.class);
      }
      for (var writer : writers) {
        writer.get();
      }
      var before = tables(database);

      test.replay().run();

      assertThat(tables(database)).isEqualTo(before);
      assertThat(totalsOfRatings(database)).isEqualTo(before.get(1));
    }
  }

  private static List<String> rows(TestDatabase database, String sql) {
    return database.jdbc().sql(sql).query((row, _) -> row.getString(1)).list();
  }

  private static List<List<String>> tables(TestDatabase database) {
    var tables = new ArrayList<List<String>>();
    for (String table :
        List.of(
            "rating",
            "item_rating",
            "activity",
            "decline",
            "progress",
            "watchlist",
            "comment",
            "comment_report")) {
      tables.add(rows(database, "select t::text from " + table + " t order by 1"));
    }
    return tables;
  }

  private static List<String> totalsOfRatings(TestDatabase database) {
    return rows(
        database,
        """
        select row(item, sum(hundredths), count(*))::text from rating
        where hundredths is not null group by item order by 1
        """);
  }

  /// Does things at random.
  private static final class Commands {
    private final TestInteractions test;
    private final TestDatabase database;
    private final Random random;
    private final int[] people = new int[PEOPLE];

    Commands(TestInteractions test, TestDatabase database, long seed) {
      this.test = test;
      this.database = database;
      this.random = new Random(seed);
      for (int i = 0; i < PEOPLE; i++) {
        people[i] = test.person("first " + i);
      }
    }

    void anyOne() {
      switch (random.nextInt(26)) {
        case 20, 21 -> test.watchlist().move(person(), item(), 1 + random.nextInt(ITEMS), null);
        case 22, 23, 24 -> onComment();
        case 25 -> test.comments().write(person(), item(), "Nice.", null);
        case 0, 1, 2, 3, 4, 5 -> rate();
        case 6, 7, 8 -> withdraw();
        case 9, 10, 11, 12 -> batch();
        case 13, 14 -> bulk();
        case 15, 16, 17, 18 -> decline();
        default -> erase();
      }
    }

    /// What goes with others doing so, too: those who are named stay.
    void anyOneAmongOthers() {
      switch (random.nextInt(8)) {
        case 0 -> rate();
        case 1 -> withdraw();
        case 2 -> test.watchlist().move(person(), item(), 1 + random.nextInt(ITEMS), null);
        case 3, 4 -> onComment();
        default -> batch();
      }
    }

    private int person() {
      return people[random.nextInt(PEOPLE)];
    }

    private int item() {
      return 1 + random.nextInt(ITEMS);
    }

    private Instant moment() {
      return NOON.plusSeconds(random.nextInt(MOMENTS));
    }

    private void rate() {
      var at = random.nextInt(30) == 0 ? null : moment();
      test.ratings().rate(person(), item(), new Stars(50 * random.nextInt(11)), at, null);
    }

    private void withdraw() {
      var at = random.nextInt(30) == 0 ? null : moment();
      test.ratings().withdraw(person(), item(), at, null);
    }

    private void batch() {
      var batch = new ArrayList<Interaction>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        var at = random.nextInt(30) == 0 ? null : moment();
        batch.add(new Interaction(new OurId(person()), new OurId(item()), act(), at));
      }
      test.batches().take(batch, random.nextBoolean(), null);
    }

    private Act act() {
      var matter = MATTERS.get(random.nextInt(MATTERS.size()));
      if (matter.isWithdrawable() && random.nextInt(3) == 0) {
        return new Act.Withdrawal(matter);
      }
      return switch (matter) {
        case RATING -> new Act.Rating(new Stars(random.nextInt(501)));
        case ACTIVITY -> new Act.Doing(any(Activity.values()), 1 + random.nextInt(100));
        case PROGRESS -> progress();
        case WATCHLIST ->
            new Act.Watch(random.nextBoolean() ? null : "note", random.nextBoolean() ? null : 1);
        case COMMENT -> new Act.Comment("So be it.");
        case DECLINE -> new Act.Decline(WHY.subList(0, random.nextInt(WHY.size() + 1)));
      };
    }

    private Act progress() {
      var values = new EnumMap<Measure, Integer>(Measure.class);
      for (int i = random.nextInt(3); i >= 0; i--) {
        values.put(any(Measure.values()), random.nextInt(5));
      }
      return new Act.Progress(values);
    }

    private <T> T any(T[] all) {
      return all[random.nextInt(all.length)];
    }

    private void bulk() {
      int size = random.nextInt(30);
      var block = new RatingBlock(new int[size], new int[size], new short[size], new long[size]);
      for (int i = 0; i < size; i++) {
        block.persons()[i] = person();
        block.items()[i] = item();
        block.hundredths()[i] = (short) random.nextInt(501);
        block.micros()[i] = Times.micros(moment());
      }
      database.transactions().execute(status -> test.bulk().rate(block));
    }

    private void decline() {
      var rows =
          new ActivityRows.Declines(
              new Integer[] {person()},
              new Integer[] {item()},
              new Boolean[] {random.nextBoolean()},
              new Long[] {Times.micros(moment())},
              new Boolean[] {random.nextInt(30) == 0},
              new String[] {"{}"});
      new ActivityRows(database.jdbc()).decline(rows, null);
    }

    /// On one of the comments there were so far, whoever may do what.
    private void onComment() {
      var ids = rows(database, "select id from comment order by id");
      int id = ids.isEmpty() ? 1 : Integer.parseInt(ids.get(random.nextInt(ids.size())));
      var comments = test.comments();
      switch (random.nextInt(4)) {
        case 0 -> comments.edit(id, person(), "Edited " + random.nextInt(), null);
        case 1 -> comments.delete(id, person(), null);
        case 2 -> comments.report(id, person(), any(ReportReason.values()), null);
        default -> comments.moderate(id, random.nextBoolean(), null);
      }
    }

    private void erase() {
      int slot = random.nextInt(PEOPLE);
      test.people().erase(people[slot], null);
      people[slot] = test.person("another " + random.nextLong());
    }
  }
}
