package org.tastemaker.server.interaction;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Rates items and takes ratings back. Each call is one transaction: the log, the rating as it
/// stands and the item's totals change together.
///
/// The newest one counts, by when it happened, not by when it was told: an old rating that comes
/// late changes nothing and is not logged.
public final class Ratings {

  private final PersonRows persons;
  private final RatingRows rows;
  private final TransactionTemplate transactions;
  private final DirtyTotals totals;
  private final Clock clock;

  Ratings(
      PersonRows persons,
      RatingRows rows,
      TransactionTemplate transactions,
      DirtyTotals totals,
      Clock clock) {
    this.persons = persons;
    this.rows = rows;
    this.transactions = transactions;
    this.totals = totals;
    this.clock = clock;
  }

  /// Rates an item, whether for the first time or not.
  ///
  /// @param occurredAt null: now, and after whatever stands
  /// @param actor who says so; null: the program itself
  /// @throws IllegalArgumentException when it happened before 1970 or after tomorrow
  public RateResult rate(
      int person, int item, Stars stars, @Nullable Instant occurredAt, @Nullable Integer actor) {
    var change = change(person, item, stars, occurredAt);
    return transactions.execute(status -> {
      var held = persons.hold(List.of(person), List.of(item));
      var now = held.now(item);
      if (now.isEmpty()) {
        return new RateResult.NoSuchItem();
      }
      return held.has(person)
          ? result(stars, write(change.about(now.getAsInt()), actor))
          : new RateResult.NoSuchPerson();
    });
  }

  private RatingRows.Standing write(RatingChange change, @Nullable Integer actor) {
    totals.changed(List.of(change.item()));
    return rows.merge(new RatingChange[] {change}, actor)[0];
  }

  /// Takes a rating back.
  ///
  /// @param occurredAt null: now, and after whatever stands
  /// @throws IllegalArgumentException when it happened before 1970 or after tomorrow
  public WithdrawResult withdraw(
      int person, int item, @Nullable Instant occurredAt, @Nullable Integer actor) {
    var change = change(person, item, null, occurredAt);
    return transactions.execute(status -> {
      var held = persons.hold(List.of(person), List.of(item));
      var now = held.now(item);
      return held.has(person) && now.isPresent()
          ? withdraw(change.about(now.getAsInt()), actor)
          : new WithdrawResult.NoRating();
    });
  }

  private WithdrawResult withdraw(RatingChange change, @Nullable Integer actor) {
    var before = write(change, actor);
    if (before.hundredths() == null || before.micros() == null) {
      return new WithdrawResult.NoRating();
    }
    if (!before.written()) {
      return new WithdrawResult.Outdated(Times.ofMicros(before.micros()));
    }
    rows.dropEmptyTotals(List.of(change.item()));
    return new WithdrawResult.Withdrawn(new Stars(before.hundredths()));
  }

  private RatingChange change(
      int person, int item, @Nullable Stars stars, @Nullable Instant occurredAt) {
    Instant at = occurredAt == null ? null : Times.checked(occurredAt, clock);
    return RatingChange.of(person, item, stars, at, clock.instant());
  }

  static RateResult result(Stars stars, RatingRows.Standing before) {
    if (before.hundredths() != null && before.hundredths() == stars.hundredths()) {
      return new RateResult.Unchanged(stars);
    }
    if (before.micros() != null && !before.written()) {
      Stars stands = before.hundredths() == null ? null : new Stars(before.hundredths());
      return new RateResult.Outdated(stands, Times.ofMicros(before.micros()));
    }
    return before.hundredths() == null
        ? new RateResult.Rated(stars)
        : new RateResult.Changed(new Stars(before.hundredths()), stars);
  }
}
