package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.event.EventStreamReader;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.SourceKey;
import tools.jackson.databind.JsonNode;

/// Many writers on few items, and somebody who reads along. `bench/log` runs it for longer.
final class LogUnderLoadTest {
  private static final int WRITERS = 64;
  private static final int ITEMS = 10;
  private static final int PEOPLE = 24;
  private static final Duration LASTS = Duration.ofSeconds(Long.getLong("log.seconds", 3));

  private static final String RATINGS =
      "select row(person, item, hundredths, occurred_at)::text from rating order by 1";
  private static final String TOTALS =
      "select item || ' ' || hundredths || '/' || count from item_rating order by item";
  private static final String SUMMED =
      """
      select item || ' ' || sum(hundredths) || '/' || count(*) from rating
      where hundredths is not null group by item order by item
      """;

  @Test
  void totalsStayExactAndAReaderGetsEveryEventOnceInOrder() throws Exception {
    try (var server = TestServer.start(Map.of("tastemaker.event.look", "20ms"))) {
      var items = items(server);
      var people = people(server);
      try (var stream = EventStreamReader.open(server, "")) {
        long begin = stream.place() / 1000;
        var reading = CompletableFuture.supplyAsync(() -> readToTheEnd(stream));
        long done = write(server, items, people);
        put(server, "end");
        var read = reading.get(LASTS.toSeconds() + 120, TimeUnit.SECONDS);

        assertThat(done).isGreaterThan(WRITERS);
        assertThat(read.stream().map(EventStreamReader.Told::id).toList())
            .isSorted()
            .doesNotHaveDuplicates();
        assertThat(read.stream().map(one -> one.id() / 1000).distinct().toList())
            .isEqualTo(positions(server, begin));
        assertThat(folded(read)).isEqualTo(standing(server));
        if (Long.getLong("log.seconds") != null) {
          System.out.printf(
              "%,d commands of %d writers in %d s, %,d events read%n",
              done, WRITERS, LASTS.toSeconds(), read.size());
        }
      }
      assertThat(lines(server, TOTALS)).isEqualTo(lines(server, SUMMED));
      var before = List.of(lines(server, RATINGS), lines(server, TOTALS));
      server.of(Replay.class).run();
      assertThat(List.of(lines(server, RATINGS), lines(server, TOTALS))).isEqualTo(before);
    }
  }

  private static int[] items(TestServer server) {
    int[] items = new int[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      put(server, "i" + i);
      items[i] = server.of(Catalogue.class).find(new SourceKey("test", "i" + i)).orElseThrow();
    }
    return items;
  }

  private static void put(TestServer server, String name) {
    server
        .of(Catalogue.class)
        .put(new SourceKey("test", name), ItemDraft.of(Kind.MOVIE, name), null);
  }

  private static int[] people(TestServer server) {
    int[] people = new int[PEOPLE];
    for (int i = 0; i < PEOPLE; i++) {
      people[i] = server.of(People.class).ensure(new SourceKey("test", "p" + i));
    }
    return people;
  }

  /// @return how many commands were carried out
  private static long write(TestServer server, int[] items, int[] people)
      throws InterruptedException {
    var failures = new ConcurrentLinkedQueue<RuntimeException>();
    var done = new AtomicLong();
    var end = Instant.now().plus(LASTS);
    var writers = new ArrayList<Thread>();
    for (int w = 0; w < WRITERS; w++) {
      var writer = new Writer(server, items, people, new Random(w));
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
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(failures).isEmpty();
    return done.get();
  }

  private record Writer(TestServer server, int[] items, int[] people, Random random) {
    void anything() {
      int person = people[random.nextInt(PEOPLE)];
      int item = items[random.nextInt(ITEMS)];
      switch (random.nextInt(20)) {
        case 0 ->
            server
                .of(Catalogue.class)
                .put(
                    new SourceKey("test", "i" + random.nextInt(ITEMS)),
                    ItemDraft.of(Kind.MOVIE, "T" + random.nextInt(1000)),
                    null);
        case 1, 2 -> batch();
        case 3, 4, 5, 6, 7 -> server.of(Ratings.class).withdraw(person, item, null, person);
        default ->
            server
                .of(Ratings.class)
                .rate(person, item, new Stars(random.nextInt(501)), null, person);
      }
    }

    private void batch() {
      var batch = new ArrayList<Interaction>();
      for (int i = 0; i < 5; i++) {
        batch.add(
            new Interaction(
                new OurId(people[random.nextInt(PEOPLE)]),
                new OurId(items[random.nextInt(ITEMS)]),
                new Act.Rating(new Stars(random.nextInt(501))),
                null));
      }
      server.of(InteractionBatches.class).take(batch, true, null);
    }
  }

  private static List<EventStreamReader.Told> readToTheEnd(EventStreamReader stream) {
    try {
      var read = new ArrayList<EventStreamReader.Told>();
      do {
        read.add(stream.next());
      } while (!read.getLast().data().path("title").asString("").equals("end"));
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Long> positions(TestServer server, long after) {
    return server
        .database()
        .jdbc()
        .sql(
            """
            select position from event where position > :after
            union all
            select position from interaction_log where position > :after
            order by 1
            """)
        .param("after", after)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  /// What the events leave when each is applied in the order in which it came.
  private static Map<String, String> folded(List<EventStreamReader.Told> read) {
    var stands = new TreeMap<String, String>();
    for (var told : read) {
      JsonNode data = told.data();
      if (data.path("type").asString().equals("MetaAddedEvent")) {
        var pair = data.path("user").asInt() + " " + data.path("object_id").asInt();
        if (data.has("rating")) {
          stands.put(pair, Long.toString(Math.round(100 * data.path("rating").asDouble())));
        } else {
          stands.remove(pair);
        }
      }
    }
    return stands;
  }

  private static Map<String, String> standing(TestServer server) {
    var stands = new TreeMap<String, String>();
    server
        .database()
        .jdbc()
        .sql("select person, item, hundredths from rating where hundredths is not null")
        .query(row -> {
          stands.put(row.getInt(1) + " " + row.getInt(2), Integer.toString(row.getInt(3)));
        });
    return stands;
  }

  private static List<String> lines(TestServer server, String sql) {
    return server.database().jdbc().sql(sql).query((row, _) -> row.getString(1)).list();
  }
}
