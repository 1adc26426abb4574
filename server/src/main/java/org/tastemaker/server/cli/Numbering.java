package org.tastemaker.server.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.server.importing.ImportException;
import org.tastemaker.server.importing.RatingsFile;

/// Numbers the people and items of several files as they come, the same in all of them.
final class Numbering {
  private final Map<String, Integer> people;
  private final Map<String, Integer> items;

  Numbering() {
    this(new HashMap<>(), new HashMap<>());
  }

  private Numbering(Map<String, Integer> people, Map<String, Integer> items) {
    this.people = people;
    this.items = items;
  }

  /// What a file holds, before it is known how many people and items all files have.
  ///
  /// @param isRated whether it has ratings; values are 1 otherwise
  record Content(Interactions.Builder entries, boolean isRated) {}

  /// The same items with people of their own.
  Numbering otherPeople() {
    return new Numbering(new HashMap<>(), items);
  }

  Content read(Path path) {
    return read(path, false);
  }

  /// Reads a file without what is in it of items that no file before it has.
  Content readKnownItems(Path path) {
    return read(path, true);
  }

  private Content read(Path path, boolean onlyKnown) {
    var file = RatingsFile.at(path);
    var entries = Interactions.builder();
    file.read((user, name, rating, second) -> {
      int person = number(people, user);
      if (onlyKnown && !items.containsKey(name)) {
        return;
      }
      int item = number(items, name);
      if (file.isTimed()) {
        entries.add(person, item, (float) rating, second);
      } else {
        entries.add(person, item, (float) rating);
      }
    });
    if (entries.size() == 0 && !onlyKnown) {
      throw new ImportException("%s holds no interactions.".formatted(path));
    }
    return new Content(entries, file.isRated());
  }

  /// The interactions of a file, with all the people and items that were numbered until now.
  Interactions build(Content content) {
    return content.entries().build(people.size(), items.size());
  }

  int people() {
    return people.size();
  }

  int items() {
    return items.size();
  }

  /// The number of an item, a new one if need be.
  int item(String name) {
    return number(items, name);
  }

  /// The numbers of the people.
  Map<String, Integer> peopleNumbers() {
    return Map.copyOf(people);
  }

  private static int number(Map<String, Integer> numbers, String name) {
    int next = numbers.size();
    Integer known = numbers.putIfAbsent(name, next);
    return known == null ? next : known;
  }
}
