package org.tastemaker.server.cli;

import java.util.HashMap;
import java.util.Map;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.server.importing.RatingsFile;

/// The ratings of a file, people and items numbered as they come.
///
/// @param interactions values are ratings as the file has them, 1 where it has none
/// @param isRated whether the file has ratings
record EvaluationData(Interactions interactions, boolean isRated) {

  static EvaluationData read(RatingsFile file) {
    Map<String, Integer> people = new HashMap<>();
    Map<String, Integer> items = new HashMap<>();
    var builder = Interactions.builder();
    file.read((user, item, rating, second) -> {
      int person = number(people, user);
      int place = number(items, item);
      if (file.isTimed()) {
        builder.add(person, place, (float) rating, second);
      } else {
        builder.add(person, place, (float) rating);
      }
    });
    return new EvaluationData(builder.build(people.size(), items.size()), file.isRated());
  }

  private static int number(Map<String, Integer> numbers, String id) {
    int next = numbers.size();
    Integer known = numbers.putIfAbsent(id, next);
    return known == null ? next : known;
  }
}
