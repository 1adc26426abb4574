package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.Interactions;

/// Everybody's items in the order they came, one person after the other; of one moment the lower
/// item is the later, as where people are folded in.
final class Succession {
  private final int items;
  private final int[] itemAt;
  private final int[] begins;
  private final int[] counts;

  Succession(Interactions data) {
    var rows = data.byUser();
    items = data.items();
    itemAt = new int[rows.size()];
    begins = new int[rows.size()];
    counts = new int[items];
    for (int user = 0; user < rows.rows(); user++) {
      int begin = rows.begin(user);
      var keys = new long[rows.length(user)];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = data.second(begin + i) << 31 | (Integer.MAX_VALUE - rows.column(begin + i));
      }
      Arrays.sort(keys);
      for (int i = 0; i < keys.length; i++) {
        itemAt[begin + i] = Integer.MAX_VALUE - (int) (keys[i] & Integer.MAX_VALUE);
        begins[begin + i] = begin;
        counts[itemAt[begin + i]]++;
      }
    }
  }

  int items() {
    return items;
  }

  /// What came at a place.
  int item(int place) {
    return itemAt[place];
  }

  /// Where the history of a place begins.
  int begin(int place) {
    return begins[place];
  }

  /// How often every item came.
  int[] counts() {
    return counts;
  }

  /// The places that have a history.
  int[] places() {
    var places = new int[itemAt.length];
    int size = 0;
    for (int place = 0; place < places.length; place++) {
      if (begins[place] < place) {
        places[size++] = place;
      }
    }
    return Arrays.copyOf(places, size);
  }
}
