package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.PutResult;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.sql.TestDatabase;

/// Whatever is done to the catalogue and by people, in whatever order, and whoever is erased: the
/// tables, what is replayed from the log, and a simple model in memory are the same.
final class LogPropertyTest {
  private static final int COMMANDS = 250;
  private static final int PEOPLE = 5;
  private static final int KEYS = 12;
  private static final Instant START = Instant.parse("2024-03-01T12:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void tablesAndReplayAndModelAreTheSame(long seed) {
    try (var database = TestDatabase.fresh()) {
      var world = new World(database, new Random(seed));
      for (int i = 0; i < COMMANDS; i++) {
        world.anything(i);
      }
      assertThat(world.model.ratings).isNotEmpty();
      assertThat(world.model.counts).isNotEmpty();
      assertThat(world.model.erased).isPositive();

      assertThat(world.tables()).isEqualTo(world.model.tables());
      world.catalogue.replay().run();
      world.test.replay().run();
      assertThat(world.tables()).isEqualTo(world.model.tables());
    }
  }

  /// Something of somebody and an item: a rating, a decline, a measure of progress.
  private record Place(int person, int item, int what) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }
  }

  /// What stands there, or stood until it was withdrawn.
  private record Stand(@Nullable Integer value, long micros) {}

  private record Count(long count, long first, long last) {}

  /// Maps, and the rule that the newest counts.
  private static final class Model {
    final Map<SourceKey, Integer> keys = new HashMap<>();
    final Map<Integer, ItemDraft> items = new HashMap<>();
    final Map<Place, Stand> ratings = new TreeMap<>();
    final Map<Place, Stand> declines = new TreeMap<>();
    final Map<Place, Stand> progress = new TreeMap<>();
    final Map<Place, Count> counts = new TreeMap<>();
    int erased;

    /// Each command has a time that no other has, so nothing is ever equally new.
    static void newest(
        Map<Place, Stand> stands, Place place, @Nullable Integer value, long micros) {
      Stand before = stands.get(place);
      boolean counts =
          before == null
              ? value != null
              : micros > before.micros() && (value != null || before.value() != null);
      if (counts) {
        stands.put(place, new Stand(value, micros));
      }
    }

    void count(Place place, int count, long micros) {
      counts.merge(
          place,
          new Count(count, micros, micros),
          (before, more) ->
              new Count(
                  before.count() + more.count(),
                  Math.min(before.first(), more.first()),
                  Math.max(before.last(), more.last())));
    }

    void erase(int person) {
      for (Set<Place> places :
          List.of(ratings.keySet(), declines.keySet(), progress.keySet(), counts.keySet())) {
        places.removeIf(place -> place.person() == person);
      }
      erased++;
    }

    Map<String, List<String>> tables() {
      var totals = new TreeMap<Integer, int[]>();
      ratings.forEach((place, stand) -> {
        if (stand.value() != null) {
          int[] total = totals.computeIfAbsent(place.item(), _ -> new int[2]);
          total[0] += stand.value();
          total[1]++;
        }
      });
      return Map.of(
          "rating", lines(ratings),
          "decline", lines(declines),
          "progress", lines(progress),
          "activity", lines(counts),
          "item_rating",
              totals.entrySet().stream()
                  .map(one -> one.getKey() + " " + one.getValue()[0] + "/" + one.getValue()[1])
                  .sorted()
                  .toList(),
          "item", lines(items),
          "item_key", lines(keys));
    }
  }

  private static List<String> lines(Map<?, ?> map) {
    return map.entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue())
        .sorted()
        .toList();
  }

  /// Does the same to the database and to the model.
  private static final class World {
    final TestDatabase database;
    final TestCatalogue catalogue;
    final TestInteractions test;
    final Model model = new Model();
    private final Random random;
    private final int[] people = new int[PEOPLE];
    private final List<Long> moments;

    World(TestDatabase database, Random random) {
      this.database = database;
      this.random = random;
      catalogue = TestCatalogue.on(database);
      test = TestInteractions.on(database, catalogue);
      for (int i = 0; i < PEOPLE; i++) {
        people[i] = test.person("person " + i);
      }
      moments =
          new ArrayList<>(
              LongStream.range(0, COMMANDS)
                  .mapToObj(n -> Times.micros(START.plusSeconds(n)))
                  .toList());
      Collections.shuffle(moments, random);
      put();
    }

    void anything(int command) {
      long micros = moments.get(command);
      switch (random.nextInt(20)) {
        case 0, 1, 2 -> put();
        case 3 -> link();
        case 4, 5, 6, 7 -> rate(micros);
        case 8, 9 -> withdraw(micros);
        case 10, 11 -> bulk(micros);
        case 12, 13 -> count(micros);
        case 14, 15 -> decline(micros);
        case 16, 17 -> progress(micros);
        case 18 -> withdrawInABatch(micros);
        default -> {
          if (random.nextInt(3) == 0) {
            erase();
          }
        }
      }
    }

    private int person() {
      return people[random.nextInt(PEOPLE)];
    }

    private int item() {
      var all = new ArrayList<>(new TreeSet<>(model.items.keySet()));
      return all.get(random.nextInt(all.size()));
    }

    private SourceKey key() {
      return new SourceKey("s", Integer.toString(random.nextInt(KEYS)));
    }

    private void put() {
      var entries = new ArrayList<ItemEntry>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        entries.add(
            new ItemEntry(
                key(),
                ItemDraft.of(random.nextBoolean() ? Kind.MOVIE : Kind.BOOK, "T" + random.nextInt(3))
                    .withYear(1990 + random.nextInt(3))
                    .withGenres(List.of("G" + random.nextInt(3)))));
      }
      var results = catalogue.catalogue().putAll(entries, null);
      for (int i = 0; i < results.size(); i++) {
        int id =
            switch (results.get(i)) {
              case PutResult.Created(int made) -> made;
              case PutResult.Changed(int changed, var _) -> changed;
              case PutResult.Unchanged(int same) -> same;
            };
        model.keys.putIfAbsent(entries.get(i).key(), id);
        model.items.put(id, entries.get(i).draft());
      }
    }

    private void link() {
      var key = key();
      int item = item();
      catalogue.catalogue().link(Map.of(key, item), null);
      model.keys.putIfAbsent(key, item);
    }

    private void rate(long micros) {
      int person = person();
      int item = item();
      int hundredths = random.nextInt(501);
      test.ratings().rate(person, item, new Stars(hundredths), Times.ofMicros(micros), person);
      Model.newest(model.ratings, new Place(person, item, 1), hundredths, micros);
    }

    private void withdraw(long micros) {
      int person = person();
      int item = item();
      test.ratings().withdraw(person, item, Times.ofMicros(micros), null);
      Model.newest(model.ratings, new Place(person, item, 1), null, micros);
    }

    private void bulk(long micros) {
      int[] persons = random.ints(4, 0, PEOPLE).distinct().map(slot -> people[slot]).toArray();
      var block =
          new RatingBlock(
              persons,
              new int[persons.length],
              new short[persons.length],
              new long[persons.length]);
      for (int i = 0; i < persons.length; i++) {
        block.items()[i] = item();
        block.hundredths()[i] = (short) random.nextInt(501);
        block.micros()[i] = micros;
      }
      for (int i = 0; i < persons.length; i++) {
        Model.newest(
            model.ratings,
            new Place(persons[i], block.items()[i], 1),
            (int) block.hundredths()[i],
            micros);
      }
      database.transactions().execute(status -> test.bulk().rate(block));
    }

    private void take(int person, int item, Act act, long micros) {
      test.batches()
          .take(
              List.of(
                  new Interaction(new OurId(person), new OurId(item), act, Times.ofMicros(micros))),
              true,
              null);
    }

    private void count(long micros) {
      var activity = List.of(Activity.values()).get(random.nextInt(Activity.values().length));
      int count = 1 + random.nextInt(5);
      var place = new Place(person(), item(), activity.code());
      take(place.person(), place.item(), new Act.Doing(activity, count), micros);
      model.count(place, count, micros);
    }

    private void decline(long micros) {
      var place = new Place(person(), item(), 7);
      boolean withdrawn = random.nextInt(3) == 0;
      Act act = withdrawn ? new Act.Withdrawal(Act.Matter.DECLINE) : new Act.Decline(List.of());
      take(place.person(), place.item(), act, micros);
      Model.newest(model.declines, place, withdrawn ? null : 1, micros);
    }

    private void progress(long micros) {
      var measure = List.of(Measure.values()).get(random.nextInt(Measure.values().length));
      var place = new Place(person(), item(), measure.code());
      int units = random.nextInt(100);
      take(place.person(), place.item(), new Act.Progress(Map.of(measure, units)), micros);
      Model.newest(model.progress, place, units, micros);
    }

    private void withdrawInABatch(long micros) {
      int person = person();
      int item = item();
      if (random.nextBoolean()) {
        take(person, item, new Act.Withdrawal(Act.Matter.RATING), micros);
        Model.newest(model.ratings, new Place(person, item, 1), null, micros);
      } else {
        take(person, item, new Act.Withdrawal(Act.Matter.PROGRESS), micros);
        for (Measure measure : Measure.values()) {
          Model.newest(model.progress, new Place(person, item, measure.code()), null, micros);
        }
      }
    }

    private void erase() {
      int slot = random.nextInt(PEOPLE);
      test.people().erase(people[slot], null);
      model.erase(people[slot]);
      people[slot] = test.person("another " + random.nextLong());
    }

    Map<String, List<String>> tables() {
      return Map.of(
          "rating", stands("select person, item, 1, hundredths, occurred_at from rating"),
          "decline",
              stands(
                  "select person, item, 7, case when not withdrawn then 1 end, occurred_at from decline"),
          "progress", stands("select person, item, measure, value, occurred_at from progress"),
          "activity",
              lines(
                  rows("select person, item, type, count, first_at, last_at from activity").stream()
                      .collect(
                          Collectors.toMap(
                              row -> new Place(number(row, 0), number(row, 1), number(row, 2)),
                              row ->
                                  new Count(
                                      ((Number) row.get(3)).longValue(),
                                      micros(row.get(4)),
                                      micros(row.get(5)))))),
          "item_rating",
              rows("select item, hundredths, count from item_rating").stream()
                  .map(row -> row.get(0) + " " + row.get(1) + "/" + row.get(2))
                  .sorted()
                  .toList(),
          "item",
              lines(
                  rows("select id from item").stream()
                      .collect(
                          Collectors.toMap(
                              row -> number(row, 0),
                              row -> catalogue.catalogue().draft(number(row, 0)).orElseThrow()))),
          "item_key",
              lines(
                  rows("select source, value, item from item_key").stream()
                      .collect(
                          Collectors.toMap(
                              row ->
                                  new SourceKey(
                                      String.valueOf(row.get(0)), String.valueOf(row.get(1))),
                              row -> number(row, 2)))));
    }

    private List<String> stands(String sql) {
      return lines(
          rows(sql).stream()
              .collect(
                  Collectors.toMap(
                      row -> new Place(number(row, 0), number(row, 1), number(row, 2)),
                      row ->
                          new Stand(
                              row.get(3) == null ? null : number(row, 3), micros(row.get(4))))));
    }

    private List<List<Object>> rows(String sql) {
      return database
          .jdbc()
          .sql(sql)
          .query((row, _) -> {
            List<Object> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              values.add(row.getObject(i));
            }
            return values;
          })
          .list();
    }

    private static int number(List<Object> row, int column) {
      return ((Number) row.get(column)).intValue();
    }

    private static long micros(Object time) {
      return Times.micros(((Timestamp) time).toInstant());
    }
  }
}
