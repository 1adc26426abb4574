package org.tastemaker.server.recommendation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a list is for.
public sealed interface Audience {

  /// Somebody whose interactions are kept.
  record Person(int id) implements Audience {}

  /// Somebody who has not been met: an outside id that nothing was sent for yet.
  record Stranger() implements Audience {}

  /// Nobody in particular: a handful of items that stand for a taste. Nothing of it is kept.
  record Basket(List<Choice> choices) implements Audience {
    public Basket {
      choices = List.copyOf(choices);
    }
  }

  /// One item of a basket, with stars where they were given; without, it counts as liked.
  record Choice(int item, @Nullable Double stars) {}
}
