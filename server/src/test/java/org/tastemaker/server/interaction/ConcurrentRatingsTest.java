package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.MergeResult;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.sql.TestDatabase;

class ConcurrentRatingsTest {

  private static final int WRITERS = 10;
  private static final int ITEMS = 10;
  private static final int PEOPLE = 15;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

  @Test
  void totalsStayExactUnderManyWritersAndNobodyDeadlocks() throws InterruptedException {
    try (var database = TestDatabase.fresh()) {
      var catalogue = TestCatalogue.on(database, TestInteractions.use(database));
      catalogue.movies(ITEMS);
      var test = TestInteractions.on(database, catalogue);
      for (int i = 0; i < PEOPLE; i++) {
        test.person("person " + i);
      }
      var failures = new ConcurrentLinkedQueue<RuntimeException>();
      var done = new AtomicLong();
      var writers = new ArrayList<Thread>();
      Instant end = Instant.now().plus(LONG_ENOUGH);
      for (int w = 0; w < WRITERS; w++) {
        var writer = new Writer(test, database, new Random(w));
        writers.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    while (Instant.now().isBefore(end)) {
                      writer.anything();
                      done.incrementAndGet();
                    }
                  } catch (RuntimeException e) {
                    failures.add(e);
                  }
                }));
      }
      for (int item = ITEMS; item > ITEMS / 2; item--) {
        assertThat(catalogue.merger().merge(item - ITEMS / 2, item, null, null))
            .isInstanceOf(MergeResult.Merged.class);
      }
      for (Thread writer : writers) {
        writer.join();
      }

      assertThat(failures).isEmpty();
      assertThat(done.get()).isGreaterThan(WRITERS);
      assertThat(totals(database, "item_rating")).isEqualTo(totals(database, SUMMED));
    }
  }

  private static final String SUMMED =
      """
      (select item, sum(hundredths) as hundredths, count(*) as count from rating
       where hundredths is not null group by item) as summed
      """;

  private static List<String> totals(TestDatabase database, String from) {
    return database
        .jdbc()
        .sql("select item || ' ' || hundredths || '/' || count from " + from + " order by item")
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// Rates, changes, withdraws, sends batches in any order, loads blocks, erases.
  private record Writer(TestInteractions test, TestDatabase database, Random random) {

    void anything() {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3, 4 ->
            test.ratings().rate(person(), item(), new Stars(random.nextInt(501)), null, null);
        case 5, 6, 7 -> test.ratings().withdraw(person(), item(), null, null);
        case 8, 9 -> batch();
        case 10 -> bulk();
        default -> {
          if (random.nextInt(40) == 0) {
            test.people().erase(person(), null);
          }
        }
      }
    }

    private int person() {
      return 1 + random.nextInt(PEOPLE);
    }

    private int item() {
      return 1 + random.nextInt(ITEMS);
    }

    private void batch() {
      var batch = new ArrayList<Interaction>();
      for (int i = 0; i < 20; i++) {
        batch.add(
            new Interaction(
                new OurId(person()),
                new OurId(item()),
                new Act.Rating(new Stars(random.nextInt(501))),
                null));
      }
      test.batches().take(batch, true, null);
    }

    private void bulk() {
      var persons = random.ints(20, 1, PEOPLE + 1).filter(person -> exists(person)).toArray();
      var block =
          new RatingBlock(
              persons,
              random.ints(persons.length, 1, ITEMS + 1).toArray(),
              new short[persons.length],
              new long[persons.length]);
      long now = Times.micros(Instant.now());
      for (int i = 0; i < persons.length; i++) {
        block.hundredths()[i] = (short) random.nextInt(501);
        block.micros()[i] = now;
      }
      try {
        database.transactions().execute(status -> test.bulk().rate(block));
      } catch (IllegalArgumentException erasedMeanwhile) {
        assertThat(erasedMeanwhile).hasMessageContaining("does not exist");
      }
    }

    private boolean exists(int person) {
      return test.people().find(new OurId(person)).isPresent();
    }
  }
}
