package org.tastemaker.engine.data;

import java.util.ArrayList;
import java.util.List;

/// A growing column of ints in pieces, so that growing never needs twice the memory.
final class IntColumn {
  private static final int PIECE = 1 << 18;

  private final List<int[]> pieces = new ArrayList<>();
  private int size;

  void add(int value) {
    if (size == pieces.size() * PIECE) {
      pieces.add(new int[PIECE]);
    }
    pieces.getLast()[size & PIECE - 1] = value;
    size++;
  }

  int at(int index) {
    return pieces.get(index / PIECE)[index & PIECE - 1];
  }

  int size() {
    return size;
  }

  /// All values in one array. Empties the column piece by piece on the way.
  int[] drain() {
    var all = new int[size];
    for (int i = 0; i < pieces.size(); i++) {
      System.arraycopy(pieces.get(i), 0, all, i * PIECE, Math.min(PIECE, size - i * PIECE));
      pieces.set(i, new int[0]);
    }
    pieces.clear();
    size = 0;
    return all;
  }
}
