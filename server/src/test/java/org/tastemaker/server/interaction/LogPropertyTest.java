package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.server.catalogue.EditResult;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.catalogue.ItemLink;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.LinkResult;
import org.tastemaker.server.catalogue.MergeResult;
import org.tastemaker.server.catalogue.PutResult;
import org.tastemaker.server.catalogue.Relation;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.interaction.LogModel.Count;
import org.tastemaker.server.interaction.LogModel.Place;
import org.tastemaker.server.interaction.LogModel.Stand;
import org.tastemaker.server.sql.TestDatabase;

/// Whatever is done to the catalogue and by people, in whatever order, whichever items are merged
/// and whoever is erased: the tables, what is replayed from the log, and a simple model in memory
/// are the same.
final class LogPropertyTest {
  private static final int COMMANDS = 600;
  private static final int PEOPLE = 5;
  private static final int KEYS = 60;
  private static final int FEW = 8;
  private static final Instant START = Instant.parse("2024-03-01T12:00:00Z");
  private static final List<Relation> RELATIONS =
      List.of(Relation.RELATED_TO, Relation.SEQUEL_OF, Relation.ADAPTED_FROM);
  private static final List<String> TABLES =
      List.of(
          "item",
          "item_key",
          "item_link",
          "item_merge",
          "item_title",
          "rating",
          "item_rating",
          "activity",
          "decline",
          "progress",
          "watchlist",
          "watchlist_note",
          "comment",
          "comment_text",
          "comment_report");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void tablesAndReplayAndModelAreTheSame(long seed) {
    try (var database = TestDatabase.fresh()) {
      var world = new World(database, new Random(seed));
      for (int i = 0; i < COMMANDS; i++) {
        world.anything(i);
      }
      var model = world.model;
      assertThat(model.tables().values()).allSatisfy(table -> assertThat(table).isNotEmpty());
      assertThat(model.merged).isNotEmpty();
      assertThat(model.erased).isPositive();
      assertThat(model.deleted).isPositive();

      assertThat(world.tables()).isEqualTo(model.tables());
      world.checkThePast();
      var before = world.raw();
      world.catalogue.replay().run();
      world.test.replay().run();
      assertThat(world.raw()).isEqualTo(before);
      assertThat(world.tables()).isEqualTo(model.tables());
    }
  }

  /// Does the same to the database and to the model.
  private static final class World {
    final TestDatabase database;
    final TestCatalogue catalogue;
    final TestInteractions test;
    final LogModel model = new LogModel();
    private final Random random;
    private final int[] people = new int[PEOPLE];
    private final List<Long> moments;

    World(TestDatabase database, Random random) {
      this.database = database;
      this.random = random;
      catalogue = TestCatalogue.on(database, TestInteractions.use(database));
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
      switch (random.nextInt(36)) {
        case 0, 1, 2 -> put();
        case 3 -> link();
        case 4, 5, 6, 7 -> rate(micros);
        case 8, 9 -> withdraw(micros);
        case 10, 11 -> bulk(micros);
        case 12, 13 -> count(micros);
        case 14, 15 -> decline(micros);
        case 16, 17 -> progress(micros);
        case 18 -> withdrawInABatch(micros);
        case 19, 20, 21, 22 -> watchlist(micros);
        case 23, 24 -> say(micros);
        case 25, 26, 33, 34 -> onComment();
        case 27, 28 -> relate();
        case 29, 31, 32 -> merge();
        case 30 -> delete();
        default -> {
          if (random.nextInt(4) == 0) {
            erase();
          }
        }
      }
    }

    private int person() {
      return people[random.nextInt(PEOPLE)];
    }

    private int item() {
      return LogModel.any(model.items.keySet(), random.nextDouble()).orElseThrow();
    }

    /// What somebody calls an item who may have heard of it before it was merged.
    private int called(int item) {
      var names = model.merged.keySet().stream().filter(one -> now(one) == item).toList();
      return names.isEmpty() || random.nextBoolean()
          ? item
          : names.get(random.nextInt(names.size()));
    }

    private int now(int item) {
      var next = model.merged.get(item);
      return next == null ? item : now(next);
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
                ItemDraft.of(random.nextBoolean() ? Kind.MOVIE : Kind.BOOK, "T" + random.nextInt(9))
                    .withYear(1990 + random.nextInt(3))
                    .withGenres(List.of("G" + random.nextInt(3)))
                    .withKeywords(List.of("k" + random.nextInt(3)))));
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

    private void relate() {
      if (random.nextInt(3) == 0 && !model.links.isEmpty()) {
        var link = List.copyOf(model.links).get(random.nextInt(model.links.size()));
        assertThat(catalogue.links().unlink(link, null)).isTrue();
        model.links.remove(link);
        return;
      }
      var link = new ItemLink(item(), RELATIONS.get(random.nextInt(RELATIONS.size())), item());
      assertThat(catalogue.links().link(link, null) instanceof LinkResult.Linked)
          .isEqualTo(model.link(link));
    }

    /// Enough of them are left to do something with.
    private void merge() {
      if (model.items.size() < FEW) {
        return;
      }
      int kept = item();
      int gone = item();
      assertThat(catalogue.merger().merge(kept, gone, null, null) instanceof MergeResult.Merged)
          .isEqualTo(model.merge(kept, gone));
    }

    /// One that nobody did anything with, if there is any.
    private void delete() {
      var unused =
          LogModel.any(
              model.items.keySet().stream().filter(one -> !model.isUsed(one)).toList(),
              random.nextDouble());
      int item = random.nextInt(3) == 0 ? item() : unused.orElseGet(this::item);
      if (model.items.size() > 1) {
        assertThat(catalogue.editor().delete(item, null, null) instanceof EditResult.Deleted)
            .isEqualTo(model.delete(item));
      }
    }

    private void rate(long micros) {
      int person = person();
      int item = item();
      int hundredths = random.nextInt(501);
      test.ratings()
          .rate(person, called(item), new Stars(hundredths), Times.ofMicros(micros), person);
      model.newest(new Place(person, item, LogModel.RATING), hundredths, micros);
    }

    private void withdraw(long micros) {
      int person = person();
      int item = item();
      test.ratings().withdraw(person, called(item), Times.ofMicros(micros), null);
      model.newest(new Place(person, item, LogModel.RATING), null, micros);
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
        int item = item();
        block.items()[i] = called(item);
        block.hundredths()[i] = (short) random.nextInt(501);
        block.micros()[i] = micros;
        model.newest(
            new Place(persons[i], item, LogModel.RATING), (int) block.hundredths()[i], micros);
      }
      database.transactions().execute(status -> test.bulk().rate(block));
    }

    private void take(int person, int item, Act act, long micros) {
      test.batches()
          .take(
              List.of(
                  new Interaction(
                      new OurId(person), new OurId(called(item)), act, Times.ofMicros(micros))),
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
      var place = new Place(person(), item(), LogModel.DECLINE);
      boolean withdrawn = random.nextInt(3) == 0;
      Act act = withdrawn ? new Act.Withdrawal(Act.Matter.DECLINE) : new Act.Decline(List.of());
      take(place.person(), place.item(), act, micros);
      model.newest(place, withdrawn ? null : 1, micros);
    }

    private void progress(long micros) {
      var measure = List.of(Measure.values()).get(random.nextInt(Measure.values().length));
      var place = new Place(person(), item(), measure.code());
      int units = random.nextInt(100);
      take(place.person(), place.item(), new Act.Progress(Map.of(measure, units)), micros);
      model.newest(place, units, micros);
    }

    private void withdrawInABatch(long micros) {
      int person = person();
      int item = item();
      if (random.nextBoolean()) {
        take(person, item, new Act.Withdrawal(Act.Matter.RATING), micros);
        model.newest(new Place(person, item, LogModel.RATING), null, micros);
      } else {
        take(person, item, new Act.Withdrawal(Act.Matter.PROGRESS), micros);
        for (Measure measure : Measure.values()) {
          model.newest(new Place(person, item, measure.code()), null, micros);
        }
      }
    }

    private void watchlist(long micros) {
      int person = person();
      int item = item();
      int what = random.nextInt(8);
      if (what < 4) {
        var note = List.of("", "soon", "n" + random.nextInt(9)).get(random.nextInt(3));
        @Nullable String said = random.nextBoolean() ? null : note;
        take(person, item, new Act.Watch(said, null), micros);
        model.watch(person, item, said, micros);
      } else if (what < 5) {
        take(person, item, new Act.Withdrawal(Act.Matter.WATCHLIST), micros);
        model.unwatch(person, item, micros);
      } else {
        var list = model.list(person);
        int entry = list.isEmpty() ? item : list.get(random.nextInt(list.size()));
        int rank = 1 + random.nextInt(list.size() + 1);
        assertThat(test.watchlist().move(person, called(entry), rank, null))
            .isEqualTo(list.contains(entry));
        model.move(person, entry, rank);
      }
    }

    private void say(long micros) {
      int person = person();
      int item = item();
      if (random.nextBoolean()) {
        test.comments().write(person, called(item), "Said.", null);
      } else {
        take(person, item, new Act.Comment("Said."), micros);
      }
      int id = number(rows("select max(id) from comment").getFirst(), 0);
      model.comments.put(id, new LogModel.Said(person, item, false, "Said.", false));
      model.touch(person, item);
    }

    private void onComment() {
      LogModel.any(model.comments.keySet(), random.nextDouble()).ifPresent(this::onComment);
    }

    private void onComment(int id) {
      int person =
          random.nextBoolean() ? Objects.requireNonNull(model.comments.get(id)).person() : person();
      var comments = test.comments();
      switch (random.nextInt(5)) {
        case 0 -> {
          var text = "Edited " + random.nextInt(3);
          comments.edit(id, person, text, null);
          model.edit(id, person, text);
        }
        case 1 -> {
          comments.delete(id, person, null);
          model.unsay(id, person);
        }
        case 2, 3 -> {
          var reason = List.of(ReportReason.values()).get(random.nextInt(4));
          int reporter = person();
          comments.report(id, reporter, reason, null);
          model.report(id, reporter, reason.code());
        }
        default -> {
          boolean hidden = random.nextBoolean();
          comments.moderate(id, hidden, null);
          model.moderate(id, hidden);
        }
      }
    }

    private void erase() {
      int slot = random.nextInt(PEOPLE);
      test.people().erase(people[slot], null);
      model.erase(people[slot]);
      people[slot] = test.person("another " + random.nextLong());
    }

    /// What the log tells of what stands now is what stands; notes are not in the log.
    void checkThePast() {
      var past = new PastStandings(database.jdbc());
      var standings = new Standings(database.jdbc());
      var later = Instant.now().plusSeconds(60);
      for (int person : people) {
        var told = past.of(person, later, 0, Integer.MAX_VALUE);
        for (int item : model.items.keySet()) {
          assertThat(told.getOrDefault(item, Standing.NONE))
              .usingRecursiveComparison()
              .ignoringFields("watchlist.note")
              .isEqualTo(standings.between(person, item));
        }
        assertThat(model.items.keySet()).containsAll(told.keySet());
      }
    }

    /// Every row of the tables, as it is.
    Map<String, List<String>> raw() {
      var raw = new TreeMap<String, List<String>>();
      for (String table : TABLES) {
        var columns = table.equals("item") ? "to_jsonb(t) - 'franchise'" : "t";
        raw.put(
            table,
            rows("select cast(%s as text) from %s t order by 1".formatted(columns, table)).stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList());
      }
      return raw;
    }

    Map<String, List<String>> tables() {
      return Map.of(
          "stands",
              LogModel.lines(
                  by(
                      """
                      select person, item, 1, hundredths, occurred_at from rating
                      union all
                      select person, item, 7, case when not withdrawn then 1 end, occurred_at
                      from decline
                      union all
                      select person, item, measure, value, occurred_at from progress
                      union all
                      select person, item, 13, case when not removed then 1 end, occurred_at
                      from watchlist
                      """,
                      row ->
                          new Stand(
                              row.get(3) == null ? null : number(row, 3), micros(row.get(4))))),
          "activity",
              LogModel.lines(
                  by(
                      "select person, item, type, count, first_at, last_at from activity",
                      row ->
                          new Count(
                              ((Number) row.get(3)).longValue(),
                              micros(row.get(4)),
                              micros(row.get(5))))),
          "item_rating",
              LogModel.sorted(
                  rows("select item, hundredths, count from item_rating").stream()
                      .map(row -> row.get(0) + " " + row.get(1) + "/" + row.get(2))),
          "lists",
              LogModel.sorted(
                  rows(
                          """
                          select person || '=[' || string_agg(item::text, ', ' order by place) || ']'
                          from watchlist where not removed group by person
                          """)
                      .stream()
                      .map(List::getFirst)),
          "notes",
              LogModel.lines(
                  by(
                      "select person, item, 13, note from watchlist_note",
                      row -> String.valueOf(row.get(3)))),
          "comments",
              LogModel.lines(
                  rows(
                          """
                          select c.id, person, item, hidden, body, edited_at is not null
                          from comment c join comment_text t on t.comment = c.id
                          """)
                      .stream()
                      .collect(
                          Collectors.toMap(
                              row -> number(row, 0),
                              row ->
                                  new LogModel.Said(
                                      number(row, 1),
                                      number(row, 2),
                                      (boolean) row.get(3),
                                      String.valueOf(row.get(4)),
                                      (boolean) row.get(5))))),
          "reports",
              LogModel.lines(
                  rows("select comment, person, reason, settled from comment_report").stream()
                      .collect(
                          Collectors.toMap(
                              row -> new LogModel.Reporter(number(row, 0), number(row, 1)),
                              row -> new LogModel.Reported(number(row, 2), (boolean) row.get(3))))),
          "item",
              LogModel.lines(
                  rows("select id from item").stream()
                      .collect(
                          Collectors.toMap(
                              row -> number(row, 0),
                              row -> catalogue.catalogue().draft(number(row, 0)).orElseThrow()))),
          "item_key",
              LogModel.lines(
                  rows("select source, value, item from item_key").stream()
                      .collect(
                          Collectors.toMap(
                              row ->
                                  new SourceKey(
                                      String.valueOf(row.get(0)), String.valueOf(row.get(1))),
                              row -> number(row, 2)))),
          "item_link",
              LogModel.sorted(
                  rows("select distinct item from item_link").stream()
                      .flatMap(row -> catalogue.links().of(number(row, 0)).stream())
                      .distinct()));
    }

    /// Rows that begin with a place, by that.
    private <T> Map<Place, T> by(String sql, Function<List<Object>, T> value) {
      return rows(sql).stream()
          .collect(
              Collectors.toMap(
                  row -> new Place(number(row, 0), number(row, 1), number(row, 2)), value));
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
