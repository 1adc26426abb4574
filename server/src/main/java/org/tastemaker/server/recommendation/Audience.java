package org.tastemaker.server.recommendation;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whom a list is for.
public sealed interface Audience {

  /// Somebody whose interactions are kept.
  record Person(int id) implements Audience {}

  /// Somebody who has not been met: an outside id that nothing was sent for yet.
  record Stranger() implements Audience {}

  /// Nobody in particular: a handful of items that stand for a taste. Nothing of it is kept.
  ///
  /// @param choices by item; of one that comes twice the last counts
  record Basket(List<Choice> choices) implements Audience {
    public Basket {
      var byItem = new TreeMap<Integer, Choice>();
      choices.forEach(choice -> byItem.put(choice.item(), choice));
      choices = List.copyOf(byItem.values());
    }
  }

  /// One item of a basket, with stars where they were given; without, it counts as liked.
  record Choice(int item, @Nullable Double stars) {}
}
