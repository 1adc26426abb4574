package org.tastemaker.server.demo;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.demo.SyntheticPerson.SyntheticRating;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.interaction.BulkInteractions;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.RatingBlock;

/// Loads the bundled demo: its catalogue, and synthetic people with ratings made from a fixed seed.
public final class Demo {
  /// The source of all outside ids of the demo: `demo:1` is the first synthetic person.
  public static final String SOURCE = "demo";

  static final int PEOPLE = 2_400;
  private static final long SEED = 20_260_101;
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final long MICROS_A_MINUTE = 60_000_000;

  private final Catalogue catalogue;
  private final People people;
  private final BulkInteractions bulk;
  private final TransactionTemplate transactions;

  Demo(
      Catalogue catalogue, People people, BulkInteractions bulk, TransactionTemplate transactions) {
    this.catalogue = catalogue;
    this.people = people;
    this.bulk = bulk;
    this.transactions = transactions;
  }

  /// What the data folder holds of the demo, and whether this call brought it.
  public record Loaded(boolean fresh, int items, int people, int ratings) {}

  /// Loads what is not there yet, all or nothing. Loaded before, it stays as it has become.
  public Loaded load() {
    return transactions.execute(status -> {
      List<ItemEntry> entries = DemoCatalogue.entries();
      List<SyntheticPerson> made =
          new TasteModel(entries.stream().map(ItemEntry::draft).toList(), SEED).people(PEOPLE);
      int ratings = made.stream().mapToInt(person -> person.ratings().size()).sum();
      boolean fresh = people.find(key(made.getLast())).isEmpty();
      if (fresh) {
        int[] items = catalogue.ensure(entries, null).items();
        bulk.rate(block(made, persons(made), items, ratings));
      }
      return new Loaded(fresh, entries.size(), made.size(), ratings);
    });
  }

  private int[] persons(List<SyntheticPerson> made) {
    int[] persons = people.ensure(made.stream().map(Demo::key).toList());
    Map<Integer, String> names = new HashMap<>();
    for (int i = 0; i < persons.length; i++) {
      names.put(persons[i], made.get(i).name());
    }
    people.name(names);
    return persons;
  }

  private static SourceKey key(SyntheticPerson person) {
    return new SourceKey(SOURCE, Integer.toString(person.number()));
  }

  private static RatingBlock block(
      List<SyntheticPerson> made, int[] persons, int[] items, int size) {
    var block = new RatingBlock(new int[size], new int[size], new short[size], new long[size]);
    int row = 0;
    for (int i = 0; i < persons.length; i++) {
      for (SyntheticRating rating : made.get(i).ratings()) {
        block.persons()[row] = persons[i];
        block.items()[row] = items[rating.item()];
        block.hundredths()[row] = (short) rating.hundredths();
        block.micros()[row] = START.toEpochMilli() * 1000 + rating.minute() * MICROS_A_MINUTE;
        row++;
      }
    }
    return block;
  }
}
