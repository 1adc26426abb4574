package org.tastemaker.engine.data;

import java.util.function.DoubleUnaryOperator;

/// Who did what: a sparse matrix people × items of values, immutable, compressed by person and by
/// item.
///
/// Values are what the algorithm asks for: preferences ≥ 0 or stars. Every entry may carry the time
/// it happened (whole seconds from 1970 to 2106); they are kept by person only.
///
/// Memory: 10 bytes an entry with at most 256 distinct values, 16 with more, 4 more with times; the
/// builder peaks at about as much again by half when entries come ordered by person and item (a
/// scan in primary-key order), and at twice it otherwise.
public final class Interactions {
  private final Rows byUser;
  private final Rows byItem;

  private Interactions(Rows byUser, Rows byItem) {
    this.byUser = byUser;
    this.byItem = byItem;
  }

  /// An empty builder.
  public static Builder builder() {
    return new Builder();
  }

  /// How many people there are, those without entries included.
  public int users() {
    return byUser.rows();
  }

  /// How many items there are, those without entries included.
  public int items() {
    return byItem.rows();
  }

  /// How many entries there are.
  public long size() {
    return byUser.size();
  }

  /// The entries by person: columns are items.
  public Rows byUser() {
    return byUser;
  }

  /// The entries by item: columns are people.
  public Rows byItem() {
    return byItem;
  }

  /// Whether every entry carries its time.
  public boolean timed() {
    return byUser.values().timed();
  }

  /// The time of an entry of `byUser()`, in seconds since 1970.
  ///
  /// @throws IllegalStateException when the entries carry no times
  public long second(int entry) {
    if (!timed()) {
      throw new IllegalStateException("These interactions carry no times.");
    }
    return byUser.values().second(entry);
  }

  /// The same interactions with every value mapped; those whose value becomes 0 are left out.
  public Interactions mapped(DoubleUnaryOperator mapping) {
    var mapped = builder();
    for (int user = 0; user < users(); user++) {
      for (int entry = byUser.begin(user); entry < byUser.end(user); entry++) {
        float value = (float) mapping.applyAsDouble(byUser.value(entry));
        if (value != 0 && timed()) {
          mapped.add(user, byUser.column(entry), value, second(entry));
        } else if (value != 0) {
          mapped.add(user, byUser.column(entry), value);
        }
      }
    }
    return mapped.build(users(), items());
  }

  @Override
  public String toString() {
    return size() + " interactions of " + users() + " people with " + items() + " items";
  }

  /// Collects entries in any order; ascending by person, then item, costs the least. Used once.
  public static final class Builder {
    private final IntColumn runUsers = new IntColumn();
    private final IntColumn runBegins = new IntColumn();
    private final IntColumn items = new IntColumn();
    private final IntColumn seconds = new IntColumn();
    private final ValueColumn values = new ValueColumn();
    private int user = -1;
    private int item = -1;
    private int largestUser = -1;
    private int largestItem = -1;
    private boolean ascending = true;

    private Builder() {}

    /// Adds an entry without a time.
    ///
    /// @throws IllegalArgumentException on a negative person or item or a value that is not finite
    public Builder add(int user, int item, float value) {
      if (user < 0 || item < 0 || !Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "Person " + user + ", item " + item + ", value " + value + " is no interaction.");
      }
      if (user != this.user) {
        runUsers.add(user);
        runBegins.add(items.size());
        ascending &= user > this.user;
      } else {
        ascending &= item > this.item;
      }
      this.user = user;
      this.item = item;
      largestUser = Math.max(largestUser, user);
      largestItem = Math.max(largestItem, item);
      items.add(item);
      values.add(value);
      return this;
    }

    /// Adds an entry with its time in seconds since 1970. Times count only if every entry has one.
    public Builder add(int user, int item, float value, long second) {
      add(user, item, value);
      seconds.add((int) Math.clamp(second, 0, 0xffff_ffffL));
      return this;
    }

    /// How many entries were added.
    public int size() {
      return items.size();
    }

    /// The interactions of people 0…users−1 with items 0…items−1. Of entries with the same person
    /// and item the one added last counts. O(entries).
    ///
    /// @throws IllegalArgumentException when an entry lies outside
    public Interactions build(int users, int items) {
      if (largestUser >= users || largestItem >= items) {
        throw new IllegalArgumentException(
            "Person %d or item %d lies outside %d people and %d items."
                .formatted(largestUser, largestItem, users, items));
      }
      var arrived = ascending ? inOrder(users) : sortedByUser(users);
      if (ascending) {
        return new Interactions(arrived, arrived.transposed(items, false));
      }
      var byItem = arrived.transposed(items, true).lastOfEach();
      var byUser = byItem.transposed(users, true);
      return new Interactions(byUser, byItem.withoutTimes());
    }

    private Rows inOrder(int users) {
      var begins = begins(users);
      var times = times();
      return new Rows(begins, items.drain(), values.drain(times));
    }

    private int[] begins(int users) {
      var begins = new int[users + 1];
      int runs = runUsers.size();
      for (int run = 0; run < runs; run++) {
        int end = run + 1 < runs ? runBegins.at(run + 1) : items.size();
        begins[runUsers.at(run) + 1] += end - runBegins.at(run);
      }
      for (int i = 0; i < users; i++) {
        begins[i + 1] += begins[i];
      }
      return begins;
    }

    private Rows sortedByUser(int users) {
      var begins = begins(users);
      var at = begins.clone();
      int runs = runUsers.size();
      var columns = new int[items.size()];
      var unsorted = values.drain(times());
      var sorted = unsorted.sameKind();
      for (int run = 0; run < runs; run++) {
        int end = run + 1 < runs ? runBegins.at(run + 1) : columns.length;
        for (int from = runBegins.at(run); from < end; from++) {
          int to = at[runUsers.at(run)]++;
          columns[to] = items.at(from);
          sorted.copy(from, unsorted, to);
        }
      }
      items.drain();
      return new Rows(begins, columns, sorted);
    }

    private int[] times() {
      return seconds.size() == items.size() ? seconds.drain() : new int[0];
    }
  }
}
