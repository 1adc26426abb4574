package org.tastemaker.server.interaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.id.Bare;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;

/// Who interacts: opaque ids, known by the outside ids of the sources they come from.
///
/// Whoever makes people and writes interactions in one transaction makes the people first.
public final class People {

  private final PersonRows rows;
  private final RatingRows ratings;
  private final TransactionTemplate transactions;
  private final EventLog events;

  People(PersonRows rows, RatingRows ratings, TransactionTemplate transactions, EventLog events) {
    this.rows = rows;
    this.ratings = ratings;
    this.transactions = transactions;
    this.events = events;
  }

  /// The person of an outside id, made if nobody is known by it yet.
  public int ensure(SourceKey key) {
    return rows.find(key).orElseGet(() -> ensure(List.of(key))[0]);
  }

  /// The persons of these outside ids, made where nobody is known by them yet. One statement to
  /// find and one to make them, however many.
  ///
  /// @return their ids, in the order of the keys
  public int[] ensure(List<SourceKey> keys) {
    return transactions.execute(status -> {
      var distinct = new LinkedHashSet<>(keys);
      var found = rows.find(distinct);
      if (found.size() < distinct.size()) {
        rows.lockCreation();
        found = rows.find(distinct);
        create(distinct, found);
      }
      int[] persons = new int[keys.size()];
      for (int i = 0; i < persons.length; i++) {
        persons[i] = Objects.requireNonNull(found.get(keys.get(i)));
      }
      return persons;
    });
  }

  /// Makes a person whom no source knows.
  public int create() {
    return rows.create();
  }

  private void create(Collection<SourceKey> keys, Map<SourceKey, Integer> found) {
    var missing = new ArrayList<>(keys);
    missing.removeAll(found.keySet());
    if (missing.isEmpty()) {
      return;
    }
    int[] created = rows.create(missing);
    for (int i = 0; i < created.length; i++) {
      found.put(missing.get(i), created[i]);
    }
  }

  /// The ids of those outside ids that are known.
  public Map<SourceKey, Integer> find(Collection<SourceKey> keys) {
    return rows.find(keys);
  }

  /// The person whom a caller named. A bare value is taken for the outside id that it is in exactly
  /// one source.
  public Optional<Integer> find(Reference reference) {
    return switch (reference) {
      case OurId id -> rows.exists(id.value()) ? Optional.of(id.value()) : Optional.empty();
      case SourceKey key -> rows.find(key);
      case Bare bare -> rows.findBare(bare.value());
    };
  }

  /// Gives persons the names that they are shown under.
  public void name(Map<Integer, String> names) {
    rows.name(names);
  }

  /// People whose name has the text in it or who have an outside id that begins with it; those with
  /// names first, then the older ones.
  List<PeopleRoutes.PersonView> search(String text, int limit) {
    return rows.search(text, limit);
  }

  /// Makes an outside id that of a person; who had it before keeps what they did.
  public void assign(SourceKey key, int person) {
    rows.assign(key, person);
  }

  /// Takes an outside id from a person.
  public void release(SourceKey key, int person) {
    rows.release(key, person);
  }

  /// The outside ids of a person.
  public List<SourceKey> keys(int person) {
    return rows.keys(person);
  }

  /// Removes a person and all that they ever did: ratings (totals follow), activities, declines,
  /// log rows, outside ids. What stays is an event that somebody with this id of ours was erased,
  /// and since when there was somebody with it. Reads the whole interaction log once.
  ///
  /// @return false when there is no such person
  public boolean erase(int person, @Nullable Integer actor) {
    return transactions.execute(status -> {
      if (!rows.hold(person)) {
        return false;
      }
      var created = rows.createdAt(person);
      ratings.dropEmptyTotals(rows.erase(person));
      events.append(PersonTeller.ERASED, person, actor, Map.of("createdAt", created));
      return true;
    });
  }
}
