package org.tastemaker.server.interaction;

import java.time.Clock;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/// "Not for me": what somebody declines is not recommended to them until they take it back. Each
/// call is one transaction.
public final class Declines {
  private final PersonRows persons;
  private final ActivityRows rows;
  private final ItemLookup items;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Declines(
      PersonRows persons,
      ActivityRows rows,
      ItemLookup items,
      TransactionTemplate transactions,
      Clock clock) {
    this.persons = persons;
    this.rows = rows;
    this.items = items;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// Declines an item, now.
  ///
  /// @return `DECLINED`, `UNCHANGED` where it was already, `NO_SUCH_USER` or `NO_SUCH_ITEM`
  public Outcome decline(int person, int item) {
    return items.contains(item)
        ? write(person, item, false, Outcome.DECLINED)
        : Outcome.NO_SUCH_ITEM;
  }

  /// Takes a decline back, now.
  ///
  /// @return `CHANGED`, `UNCHANGED` where there was none, or `NO_SUCH_USER`
  public Outcome takeBack(int person, int item) {
    return write(person, item, true, Outcome.CHANGED);
  }

  private Outcome write(int person, int item, boolean withdrawn, Outcome done) {
    return transactions.execute(status -> {
      if (persons.lock(List.of(person)).length == 0) {
        return Outcome.NO_SUCH_USER;
      }
      return rows.decline(row(person, item, withdrawn), null)[0] ? done : Outcome.UNCHANGED;
    });
  }

  private ActivityRows.Declines row(int person, int item, boolean withdrawn) {
    return new ActivityRows.Declines(
        new Integer[] {person},
        new Integer[] {item},
        new Boolean[] {withdrawn},
        new Long[] {Times.micros(clock.instant())},
        new Boolean[] {true});
  }
}
