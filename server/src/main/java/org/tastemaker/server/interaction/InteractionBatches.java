package org.tastemaker.server.interaction;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes interactions of all sorts by the thousand, in one transaction and a handful of statements.
public final class InteractionBatches {

  private final References references;
  private final PersonRows persons;
  private final RatingRows ratings;
  private final ActivityRows activities;
  private final TransactionTemplate transactions;
  private final DirtyTotals totals;
  private final Clock clock;

  InteractionBatches(
      References references,
      PersonRows persons,
      RatingRows ratings,
      ActivityRows activities,
      TransactionTemplate transactions,
      DirtyTotals totals,
      Clock clock) {
    this.references = references;
    this.persons = persons;
    this.ratings = ratings;
    this.activities = activities;
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
      var rows = new ArrayList<Row>(resolve(interactions, strict, outcomes));
      forgetUnknownPersons(rows, outcomes);
      var byType = rows.stream().collect(Collectors.groupingBy(Row::group));
      rate(byType.getOrDefault(InteractionType.RATING, List.of()), outcomes, actor);
      count(byType.getOrDefault(InteractionType.VIEW, List.of()), outcomes, actor);
      decline(byType.getOrDefault(InteractionType.DECLINE, List.of()), outcomes, actor);
    });
    return outcomes;
  }

  /// An interaction whose person and item are known.
  ///
  /// @param n its place in the batch
  private record Row(
      int n, InteractionType type, int person, int item, int value, long micros, boolean implied) {

    /// Ratings, declines, and all activities together.
    InteractionType group() {
      return type.isActivity() ? InteractionType.VIEW : type;
    }

    long pair() {
      return (long) person << 32 | item;
    }
  }

  private List<Row> resolve(List<Interaction> interactions, boolean strict, Outcome[] outcomes) {
    var items = references.items(interactions, strict);
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
        rows.add(new Row(n, told.type(), person, item, told.value(), micros, at == null));
      }
    }
    return rows;
  }

  /// Locks the persons; whoever was named by an id of ours that nobody has drops out.
  private void forgetUnknownPersons(List<Row> rows, Outcome[] outcomes) {
    var named = rows.stream().map(Row::person).collect(Collectors.toSet());
    var known = Arrays.stream(persons.lock(named)).boxed().collect(Collectors.toSet());
    rows.removeIf(row -> {
      if (known.contains(row.person())) {
        return false;
      }
      outcomes[row.n()] = Outcome.NO_SUCH_USER;
      return true;
    });
  }

  /// Of each pair of person and item the newest row, and of equally new ones the last.
  private static List<Row> newest(List<Row> rows, Outcome[] outcomes) {
    Map<Long, Row> newest = HashMap.newHashMap(rows.size());
    for (Row row : rows) {
      Row other = newest.get(row.pair());
      if (other == null || row.micros() >= other.micros()) {
        newest.put(row.pair(), row);
        if (other != null) {
          outcomes[other.n()] = Outcome.OVERRIDDEN;
        }
      } else {
        outcomes[row.n()] = Outcome.OVERRIDDEN;
      }
    }
    return rows.stream().filter(row -> outcomes[row.n()] != Outcome.OVERRIDDEN).toList();
  }

  private void rate(List<Row> all, Outcome[] outcomes, @Nullable Integer actor) {
    if (all.isEmpty()) {
      return;
    }
    var rows = newest(all, outcomes);
    var changes =
        rows.stream()
            .map(row ->
                new RatingChange(
                    row.person(), row.item(), row.value(), row.micros(), row.implied()))
            .toArray(RatingChange[]::new);
    var standings = ratings.merge(changes, actor);
    for (int i = 0; i < standings.length; i++) {
      Row row = rows.get(i);
      outcomes[row.n()] =
          switch (Ratings.result(new Stars(row.value()), standings[i])) {
            case RateResult.Rated _ -> Outcome.RATED;
            case RateResult.Changed _ -> Outcome.CHANGED;
            case RateResult.Unchanged _ -> Outcome.UNCHANGED;
            case RateResult.Outdated _ -> Outcome.OUTDATED;
            case RateResult.NoSuchPerson _ -> Outcome.NO_SUCH_USER;
            case RateResult.NoSuchItem _ -> Outcome.NO_SUCH_ITEM;
          };
    }
    totals.changed(rows.stream().map(Row::item).collect(Collectors.toSet()));
  }

  private void count(List<Row> rows, Outcome[] outcomes, @Nullable Integer actor) {
    if (rows.isEmpty()) {
      return;
    }
    activities.count(columns(rows), actor);
    rows.forEach(row -> outcomes[row.n()] = Outcome.COUNTED);
  }

  private void decline(List<Row> all, Outcome[] outcomes, @Nullable Integer actor) {
    if (all.isEmpty()) {
      return;
    }
    var rows = newest(all, outcomes);
    boolean[] written = activities.decline(columns(rows), actor);
    for (int i = 0; i < written.length; i++) {
      outcomes[rows.get(i).n()] = written[i] ? Outcome.DECLINED : Outcome.UNCHANGED;
    }
  }

  private static ActivityRows.Columns columns(List<Row> rows) {
    return new ActivityRows.Columns(
        rows.stream().map(Row::person).toArray(Integer[]::new),
        rows.stream().map(Row::item).toArray(Integer[]::new),
        rows.stream().map(row -> row.type().code()).toArray(Integer[]::new),
        rows.stream().map(Row::value).toArray(Integer[]::new),
        rows.stream().map(Row::micros).toArray(Long[]::new),
        rows.stream().map(Row::implied).toArray(Boolean[]::new));
  }
}
