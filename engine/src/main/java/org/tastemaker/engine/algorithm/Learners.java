package org.tastemaker.engine.algorithm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;

/// People whom the weights of a [Stacked] are learnt from.
///
/// @param others the interactions of everybody else, numbered as before
record Learners(Interactions others, List<Learner> people) {
  private static final long MOST_SCORES = 1L << 26;

  /// Somebody of whom something is hidden.
  record Learner(Profile given, int[] hidden) {}

  /// Draws people, as many as the scores of `parts` models have room for.
  static Learners of(Interactions data, Stacked.Learning learning, int parts, long seed) {
    var random = new SplittableRandom(seed);
    var order = new int[data.users()];
    Arrays.setAll(order, user -> user);
    RatingDescent.shuffle(order, order.length, random);
    long room = MOST_SCORES / Math.max(1, (long) parts * data.items());
    long count = Math.min(room, Math.round(learning.learners() * data.users()));
    var drawn = new boolean[data.users()];
    List<Learner> people = new ArrayList<>();
    for (int i = 0; i < order.length && people.size() < count; i++) {
      var person = parted(data.byUser().profile(order[i]), learning.hidden(), random);
      if (person.hidden().length > 0 && person.given().size() > 0) {
        people.add(person);
        drawn[order[i]] = true;
      }
    }
    return new Learners(without(data, drawn), people);
  }

  private static Learner parted(Profile likings, double share, SplittableRandom random) {
    var given = likings;
    var hidden = new int[likings.size()];
    int size = 0;
    for (int i = 0; i < hidden.length; i++) {
      if (likings.values()[i] > 0 && random.nextDouble() < share) {
        hidden[size++] = likings.items()[i];
        given = given.without(likings.items()[i]);
      }
    }
    return new Learner(given, Arrays.copyOf(hidden, size));
  }

  private static Interactions without(Interactions data, boolean[] drawn) {
    var rows = data.byUser();
    var others = Interactions.builder();
    for (int user = 0; user < drawn.length; user++) {
      for (int entry = rows.begin(user); !drawn[user] && entry < rows.end(user); entry++) {
        if (data.timed()) {
          others.add(user, rows.column(entry), rows.value(entry), data.second(entry));
        } else {
          others.add(user, rows.column(entry), rows.value(entry));
        }
      }
    }
    return others.build(data.users(), data.items());
  }
}
