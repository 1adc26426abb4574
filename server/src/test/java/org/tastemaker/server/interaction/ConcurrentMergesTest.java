package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.EditResult;
import org.tastemaker.server.catalogue.MergeResult;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.sql.TestDatabase;

/// Items go while others write about them: on this server, and on one that has not heard of it yet.
final class ConcurrentMergesTest {
  private static final int PAIRS = 12;
  private static final int WRITERS = 6;
  private static final int PEOPLE_OF_EACH = 3;
  private static final int ACTS_BETWEEN_MERGES = 25;

  private final TestDatabase database = TestDatabase.fresh();
  private final TestCatalogue here = TestCatalogue.on(database, TestInteractions.use(database));
  private final TestInteractions test = TestInteractions.on(database, here);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void sumsAreExactAndNothingIsLostWhileItemsAreMerged() throws InterruptedException {
    here.movies(2 * PAIRS);
    var elsewhere = TestInteractions.on(database, TestCatalogue.on(database));
    var acts = new AtomicInteger();
    var end = new CountDownLatch(1);
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var writers = new ArrayList<Writer>();
    var threads = new ArrayList<Thread>();
    for (int w = 0; w < WRITERS; w++) {
      var writer = new Writer(database, w % 2 == 0 ? test : elsewhere, new Random(w), w);
      writers.add(writer);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (end.getCount() > 0) {
                    writer.anything();
                    acts.incrementAndGet();
                  }
                } catch (RuntimeException | AssertionError e) {
                  failures.add(e);
                }
              }));
    }
    for (int pair = 1; pair <= PAIRS; pair++) {
      int goal = acts.get() + ACTS_BETWEEN_MERGES;
      while (acts.get() < goal && failures.isEmpty()) {
        Thread.sleep(1);
      }
      assertThat(here.merger().merge(pair, PAIRS + pair, null, null))
          .isInstanceOf(MergeResult.Merged.class);
    }
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    var rated = new HashMap<String, Integer>();
    var played = new HashMap<String, Integer>();
    writers.forEach(writer -> {
      rated.putAll(writer.rated);
      played.putAll(writer.played);
    });
    assertThat(rows("select person || ' ' || item, hundredths from rating")).isEqualTo(rated);
    assertThat(rows("select person || ' ' || item, count from activity")).isEqualTo(played);
    var totals = rows("select hundredths || '/' || item, count from item_rating");
    assertThat(totals).hasSize(PAIRS);
    assertThat(rows("select sum(hundredths) || '/' || item, count(*) from rating group by item"))
        .isEqualTo(totals);

    test.replay().run();

    assertThat(rows("select person || ' ' || item, hundredths from rating")).isEqualTo(rated);
    assertThat(rows("select person || ' ' || item, count from activity")).isEqualTo(played);
    assertThat(rows("select hundredths || '/' || item, count from item_rating")).isEqualTo(totals);
  }

  @Test
  void itemIsEitherDeletedOrUsed() throws InterruptedException {
    int[] movies = here.movies(20);
    int ann = test.person("ann");
    var elsewhere = TestInteractions.on(database, TestCatalogue.on(database)).ratings();
    for (int movie : movies) {
      var results = new ConcurrentLinkedQueue<RateResult>();
      var rater =
          Thread.ofVirtual()
              .start(() -> results.add(elsewhere.rate(ann, movie, new Stars(300), null, null)));
      var deleted = here.editor().delete(movie, null, null) instanceof EditResult.Deleted;
      rater.join();
      assertThat(results.peek() instanceof RateResult.NoSuchItem).isEqualTo(deleted);
    }
    assertThat(
            rows("select 'orphans', count(*) from rating where item not in (select id from item)"))
        .isEqualTo(Map.of("orphans", 0));
  }

  private Map<String, Integer> rows(String sql) {
    var rows = new HashMap<String, Integer>();
    database
        .jdbc()
        .sql(sql)
        .query(row -> {
          rows.put(row.getString(1), row.getInt(2));
        });
    return rows;
  }

  /// Rates and plays, for people of its own, with an item or its duplicate.
  private static final class Writer {
    private final TestDatabase database;
    private final TestInteractions test;
    private final Random random;
    private final int[] people = new int[PEOPLE_OF_EACH];
    final Map<String, Integer> rated = new HashMap<>();
    final Map<String, Integer> played = new HashMap<>();

    Writer(TestDatabase database, TestInteractions test, Random random, int number) {
      this.database = database;
      this.test = test;
      this.random = random;
      for (int i = 0; i < PEOPLE_OF_EACH; i++) {
        people[i] = test.person(number + " " + i);
      }
    }

    void anything() {
      int person = people[random.nextInt(PEOPLE_OF_EACH)];
      int pair = 1 + random.nextInt(PAIRS);
      int item = random.nextBoolean() ? pair : PAIRS + pair;
      int hundredths = random.nextInt(501);
      var both = person + " " + pair;
      switch (random.nextInt(3)) {
        case 0 -> {
          test.ratings().rate(person, item, new Stars(hundredths), null, null);
          rated.put(both, hundredths);
        }
        case 1 -> {
          bulk(person, item, hundredths);
          rated.put(both, hundredths);
        }
        default -> {
          batch(person, pair, item, hundredths);
          rated.put(both, hundredths);
          played.merge(both, 3, Integer::sum);
        }
      }
    }

    private void bulk(int person, int item, int hundredths) {
      var block =
          new RatingBlock(
              new int[] {person},
              new int[] {item},
              new short[] {(short) hundredths},
              new long[] {Times.micros(Instant.now())});
      database.transactions().execute(status -> test.bulk().rate(block));
    }

    /// Plays both of a pair at once.
    private void batch(int person, int pair, int item, int hundredths) {
      var other = item == pair ? PAIRS + pair : pair;
      var outcomes =
          test.batches()
              .take(
                  List.of(
                      act(person, item, new Act.Doing(Activity.PLAYED, 1)),
                      act(person, other, new Act.Doing(Activity.PLAYED, 2)),
                      act(person, item, new Act.Rating(new Stars(hundredths)))),
                  true,
                  null);
      assertThat(outcomes)
          .startsWith(Outcome.COUNTED, Outcome.COUNTED)
          .doesNotContain(Outcome.OUTDATED, Outcome.NO_SUCH_ITEM);
    }

    private static Interaction act(int person, int item, Act act) {
      return new Interaction(new OurId(person), new OurId(item), act, null);
    }
  }
}
