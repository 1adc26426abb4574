package org.tastemaker.server.interaction;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.interaction.Act.Matter;

/// Takes interactions of all sorts by the thousand, in one transaction and a handful of statements.
public final class InteractionBatches {

  private final References references;
  private final PersonRows persons;
  private final RatingRows ratings;
  private final ActivityRows activities;
  private final ProgressRows progress;
  private final DeclineReasons reasons;
  private final WatchlistRows watchlist;
  private final CommentRows comments;
  private final TransactionTemplate transactions;
  private final DirtyTotals totals;
  private final Clock clock;

  InteractionBatches(
      References references,
      PersonRows persons,
      RatingRows ratings,
      ActivityRows activities,
      ProgressRows progress,
      DeclineReasons reasons,
      WatchlistRows watchlist,
      CommentRows comments,
      TransactionTemplate transactions,
      DirtyTotals totals,
      Clock clock) {
    this.references = references;
    this.persons = persons;
    this.ratings = ratings;
    this.activities = activities;
    this.progress = progress;
    this.reasons = reasons;
    this.watchlist = watchlist;
    this.comments = comments;
    this.transactions = transactions;
    this.totals = totals;
    this.clock = clock;
  }

  /// Takes these interactions. Of several ratings or declines of one person and item the newest
  /// counts, and of equally new ones the last.
  ///
  /// @param strict outside ids that nobody is known by are refused; otherwise persons and items are
  ///   made for them
  /// @param actor who tells; null: the program itself
  /// @return what became of each, in their order
  public Outcome[] take(List<Interaction> interactions, boolean strict, @Nullable Integer actor) {
    var outcomes = new Outcome[interactions.size()];
    transactions.executeWithoutResult(status -> {
      var rows = held(resolve(interactions, strict, outcomes, actor), outcomes);
      var parts = rows.stream().collect(Collectors.groupingBy(row -> row.act().matter()));
      for (var matter : Matter.values()) {
        var part = parts.get(matter);
        if (part != null) {
          write(matter, part, outcomes, actor);
        }
      }
    });
    return outcomes;
  }

  private void write(Matter matter, List<Row> rows, Outcome[] outcomes, @Nullable Integer actor) {
    switch (matter) {
      case RATING -> rate(newest(rows, outcomes), outcomes, actor);
      case ACTIVITY -> count(rows, outcomes, actor);
      case PROGRESS -> progress(rows, outcomes, actor);
      case DECLINE -> decline(rows, outcomes, actor);
      case WATCHLIST -> watch(newest(rows, outcomes), outcomes, actor);
      case COMMENT -> comment(rows, outcomes, actor);
    }
  }

  /// An interaction whose person and item are known.
  ///
  /// @param n its place in the batch
  private record Row(int n, Act act, int person, int item, long micros, boolean implied) {

    long pair() {
      return (long) person << 32 | item;
    }

    boolean withdraws() {
      return act instanceof Act.Withdrawal;
    }

    Row about(int other) {
      return other == item ? this : new Row(n, act, person, other, micros, implied);
    }
  }

  private List<Row> resolve(
      List<Interaction> interactions, boolean strict, Outcome[] outcomes, @Nullable Integer actor) {
    var items = references.items(interactions, strict, actor);
    var people = references.people(interactions, strict);
    long now = Times.micros(clock.instant());
    var rows = new ArrayList<Row>(interactions.size());
    for (int n = 0; n < outcomes.length; n++) {
      Interaction told = interactions.get(n);
      Integer item = items.get(told.item());
      Integer person = people.get(told.user());
      if (item == null) {
        outcomes[n] = Outcome.NO_SUCH_ITEM;
      } else if (person == null) {
        outcomes[n] = Outcome.NO_SUCH_USER;
      } else {
        Instant at = told.occurredAt();
        long micros = at == null ? now : Times.micros(Times.checked(at, clock));
        rows.add(new Row(n, told.act(), person, item, micros, at == null));
      }
    }
    return rows;
  }

  /// Locks the persons. Whoever was named by an id of ours that nobody has drops out, and so does
  /// what is done with an item that is gone by now.
  private List<Row> held(List<Row> rows, Outcome[] outcomes) {
    var held =
        persons.hold(
            rows.stream().map(Row::person).collect(Collectors.toSet()),
            rows.stream().map(Row::item).collect(Collectors.toSet()));
    var kept = new ArrayList<Row>(rows.size());
    for (Row row : rows) {
      var item = held.now(row.item());
      if (item.isEmpty()) {
        outcomes[row.n()] = Outcome.NO_SUCH_ITEM;
      } else if (!held.has(row.person())) {
        outcomes[row.n()] = Outcome.NO_SUCH_USER;
      } else {
        kept.add(row.about(item.getAsInt()));
      }
    }
    return kept;
  }

  /// Of each pair of person and item the newest row, and of equally new ones the last.
  private static List<Row> newest(List<Row> rows, Outcome[] outcomes) {
    var newest = newest(rows, Row::pair, Row::micros);
    rows.forEach(row -> outcomes[row.n()] = Outcome.OVERRIDDEN);
    return newest;
  }

  private static <T, K> List<T> newest(List<T> all, Function<T, K> key, ToLongFunction<T> micros) {
    var newest = new LinkedHashMap<K, T>(all.size() * 2);
    for (T one : all) {
      newest.merge(
          key.apply(one),
          one,
          (other, next) -> micros.applyAsLong(next) >= micros.applyAsLong(other) ? next : other);
    }
    return List.copyOf(newest.values());
  }

  private void rate(List<Row> rows, Outcome[] outcomes, @Nullable Integer actor) {
    var changes =
        rows.stream()
            .map(row ->
                new RatingChange(
                    row.person(), row.item(), hundredths(row), row.micros(), row.implied()))
            .toArray(RatingChange[]::new);
    var standings = ratings.merge(changes, actor);
    var withdrawn = new HashSet<Integer>();
    for (int i = 0; i < standings.length; i++) {
      Row row = rows.get(i);
      outcomes[row.n()] =
          row.act() instanceof Act.Rating(Stars stars)
              ? outcome(Ratings.result(stars, standings[i]))
              : withdrawal(standings[i]);
      if (outcomes[row.n()] == Outcome.WITHDRAWN) {
        withdrawn.add(row.item());
      }
    }
    if (!withdrawn.isEmpty()) {
      ratings.dropEmptyTotals(withdrawn);
    }
    totals.changed(rows.stream().map(Row::item).collect(Collectors.toSet()));
  }

  private static @Nullable Integer hundredths(Row row) {
    return row.act() instanceof Act.Rating(Stars stars) ? stars.hundredths() : null;
  }

  private static Outcome outcome(RateResult result) {
    return switch (result) {
      case RateResult.Rated _ -> Outcome.RATED;
      case RateResult.Changed _ -> Outcome.CHANGED;
      case RateResult.Unchanged _ -> Outcome.UNCHANGED;
      case RateResult.Outdated _ -> Outcome.OUTDATED;
      case RateResult.NoSuchPerson _ -> Outcome.NO_SUCH_USER;
      case RateResult.NoSuchItem _ -> Outcome.NO_SUCH_ITEM;
    };
  }

  private static Outcome withdrawal(RatingRows.Standing before) {
    if (before.hundredths() == null) {
      return Outcome.UNCHANGED;
    }
    return before.written() ? Outcome.WITHDRAWN : Outcome.OUTDATED;
  }

  private void count(List<Row> rows, Outcome[] outcomes, @Nullable Integer actor) {
    activities.count(
        new ActivityRows.Counts(
            persons(rows),
            items(rows),
            rows.stream().map(row -> doing(row).activity().code()).toArray(Integer[]::new),
            rows.stream().map(row -> doing(row).count()).toArray(Integer[]::new),
            micros(rows)),
        actor);
    rows.forEach(row -> outcomes[row.n()] = Outcome.COUNTED);
  }

  private static Act.Doing doing(Row row) {
    return (Act.Doing) row.act();
  }

  /// A row tells of one measure or several, and is written as far as nothing newer is said of each.
  private void progress(List<Row> rows, Outcome[] outcomes, @Nullable Integer actor) {
    var newest =
        newest(
            rows.stream().flatMap(InteractionBatches::steps).toList(),
            step -> Map.entry(step.row().pair(), step.measure()),
            step -> step.row().micros());
    var results = progress.merge(newest.stream().map(Step::change).toList(), actor);
    rows.forEach(row -> outcomes[row.n()] = Outcome.OVERRIDDEN);
    for (int i = 0; i < results.length; i++) {
      var row = newest.get(i).row();
      outcomes[row.n()] = better(outcomes[row.n()], outcome(row, results[i]));
    }
  }

  /// One measure of a row.
  private record Step(Row row, Measure measure, @Nullable Integer units) {
    ProgressRows.Change change() {
      return new ProgressRows.Change(
          row.person(), row.item(), measure, units, row.micros(), row.implied());
    }
  }

  private static Stream<Step> steps(Row row) {
    return row.act() instanceof Act.Progress(Map<Measure, Integer> values)
        ? values.entrySet().stream().map(one -> new Step(row, one.getKey(), one.getValue()))
        : Arrays.stream(Measure.values()).map(measure -> new Step(row, measure, null));
  }

  private static Outcome outcome(Row row, ProgressRows.Result result) {
    if (result.older() && (result.stood() || !row.withdraws())) {
      return Outcome.OUTDATED;
    }
    if (row.withdraws()) {
      return result.stood() ? Outcome.WITHDRAWN : Outcome.UNCHANGED;
    }
    return result.written() ? Outcome.PROGRESSED : Outcome.UNCHANGED;
  }

  /// Of what became of two measures what says more.
  private static Outcome better(Outcome one, Outcome other) {
    var order =
        List.of(
            Outcome.OVERRIDDEN,
            Outcome.UNCHANGED,
            Outcome.OUTDATED,
            Outcome.WITHDRAWN,
            Outcome.PROGRESSED);
    return order.indexOf(one) >= order.indexOf(other) ? one : other;
  }

  private void decline(List<Row> all, Outcome[] outcomes, @Nullable Integer actor) {
    var rows = newest(reasonable(all, outcomes), outcomes);
    var why = rows.stream().map(row -> reasons.spelt(row.item(), reasonsOf(row.act()))).toList();
    var numbers = reasons.numbers(why);
    boolean[] written =
        activities.decline(
            new ActivityRows.Declines(
                persons(rows),
                items(rows),
                rows.stream().map(Row::withdraws).toArray(Boolean[]::new),
                micros(rows),
                rows.stream().map(Row::implied).toArray(Boolean[]::new),
                why.stream()
                    .map(some -> DeclineReasons.array(some, numbers))
                    .toArray(String[]::new)),
            actor);
    for (int i = 0; i < written.length; i++) {
      Row row = rows.get(i);
      var done = row.withdraws() ? Outcome.WITHDRAWN : Outcome.DECLINED;
      outcomes[row.n()] = written[i] ? done : Outcome.UNCHANGED;
    }
  }

  /// Those whose reasons go with their items.
  private List<Row> reasonable(List<Row> rows, Outcome[] outcomes) {
    return rows.stream()
        .filter(row -> {
          if (reasons.complaint(row.item(), reasonsOf(row.act())).isEmpty()) {
            return true;
          }
          outcomes[row.n()] = Outcome.NO_SUCH_REASON;
          return false;
        })
        .toList();
  }

  private static List<DeclineReason> reasonsOf(Act act) {
    return act instanceof Act.Decline(List<DeclineReason> reasons) ? reasons : List.of();
  }

  /// What is wrong with an interaction that became `NO_SUCH_REASON`.
  FieldError complaint(Interaction told) {
    var item = references.items(List.of(told), true, null).get(told.item());
    return reasons
        .complaint(item == null ? 0 : item, reasonsOf(told.act()))
        .orElse(new FieldError("reasons", "A reason does not go with the item."));
  }

  private void watch(List<Row> rows, Outcome[] outcomes, @Nullable Integer actor) {
    var changes =
        rows.stream()
            .map(row ->
                new WatchlistRows.Change(
                    row.person(), row.item(), row.withdraws(), row.micros(), row.implied()))
            .toList();
    var results = watchlist.merge(changes, actor);
    for (int i = 0; i < results.length; i++) {
      outcomes[rows.get(i).n()] = outcome(rows.get(i), results[i]);
    }
    var left = rows.stream().filter(row -> outcomes[row.n()] == Outcome.WITHDRAWN).toList();
    if (!left.isEmpty()) {
      watchlist.dropNotes(persons(left), items(left));
    }
    var standing = rows.stream().filter(row -> outcomes[row.n()] != Outcome.OUTDATED).toList();
    note(standing, outcomes);
    place(standing, actor);
  }

  /// Only acts that come alone name a place.
  private void place(List<Row> rows, @Nullable Integer actor) {
    for (var row : rows) {
      if (row.act() instanceof Act.Watch(_, Integer place) && place != null) {
        watchlist.move(row.person(), row.item(), place, actor);
      }
    }
  }

  private static Outcome outcome(Row row, WatchlistRows.Result result) {
    if (result.older()) {
      return Outcome.OUTDATED;
    }
    if (!result.written()) {
      return Outcome.UNCHANGED;
    }
    return row.withdraws() ? Outcome.WITHDRAWN : Outcome.LISTED;
  }

  private void note(List<Row> rows, Outcome[] outcomes) {
    var noted = new LinkedHashMap<WatchlistRows.Note, Row>();
    for (var row : rows) {
      if (row.act() instanceof Act.Watch(String note, _) && note != null) {
        noted.put(new WatchlistRows.Note(row.person(), row.item(), note), row);
      }
    }
    if (noted.isEmpty()) {
      return;
    }
    for (var changed : watchlist.note(List.copyOf(noted.keySet()))) {
      var row = noted.get(changed);
      if (row != null && outcomes[row.n()] == Outcome.UNCHANGED) {
        outcomes[row.n()] = Outcome.CHANGED;
      }
    }
  }

  private void comment(List<Row> rows, Outcome[] outcomes, @Nullable Integer actor) {
    comments.write(
        new CommentRows.News(
            persons(rows),
            items(rows),
            rows.stream().map(row -> ((Act.Comment) row.act()).text()).toArray(String[]::new),
            micros(rows)),
        actor);
    rows.forEach(row -> outcomes[row.n()] = Outcome.COMMENTED);
  }

  private static Integer[] persons(List<Row> rows) {
    return rows.stream().map(Row::person).toArray(Integer[]::new);
  }

  private static Integer[] items(List<Row> rows) {
    return rows.stream().map(Row::item).toArray(Integer[]::new);
  }

  private static Long[] micros(List<Row> rows) {
    return rows.stream().map(Row::micros).toArray(Long[]::new);
  }
}
