package org.tastemaker.server.interaction;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// What a writer has to itself until its transaction ends.
///
/// @param persons those that there are
/// @param merged items that were merged meanwhile, with what they are now
/// @param gone items that are not there
record Held(Set<Integer> persons, Map<Integer, Integer> merged, Set<Integer> gone) {

  boolean has(int person) {
    return persons.contains(person);
  }

  /// The item that is meant by an id; empty when it is gone.
  OptionalInt now(int item) {
    return gone.contains(item)
        ? OptionalInt.empty()
        : OptionalInt.of(merged.getOrDefault(item, item));
  }

  /// What items of a block are now: the same array where nothing was merged.
  ///
  /// @throws IllegalArgumentException when one is gone
  int[] now(int[] items) {
    if (!gone.isEmpty()) {
      throw new IllegalArgumentException("an item of the block does not exist");
    }
    return merged.isEmpty()
        ? items
        : Arrays.stream(items).map(item -> merged.getOrDefault(item, item)).toArray();
  }
}
