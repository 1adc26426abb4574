package org.tastemaker.engine.kernel;

/// The best k of scores that come by once: higher first, the lower item first among equals, as in
/// [TopK]. NaN and −∞ never enter. A heap with the worst on top; O(log k) for a score that enters,
/// one comparison for any other.
final class BestList {
  private final float[] scores;
  private final int[] items;
  private int size;

  BestList(int k) {
    this.scores = new float[k];
    this.items = new int[k];
  }

  /// What a score must be at least to enter, and above if its item is not the lower one.
  float threshold() {
    if (size < scores.length) {
      return Float.NEGATIVE_INFINITY;
    }
    return size == 0 ? Float.POSITIVE_INFINITY : scores[0];
  }

  /// Takes a score in if it is among the best so far.
  void offer(int item, float score) {
    if (!(score > Float.NEGATIVE_INFINITY)) {
      return;
    }
    if (size < scores.length) {
      up(size++, item, score);
    } else if (size > 0 && worse(0, item, score)) {
      down(item, score);
    }
  }

  private boolean worse(int at, int item, float score) {
    return scores[at] < score || (scores[at] == score && items[at] > item);
  }

  private void up(int at, int item, float score) {
    while (at > 0 && !worse((at - 1) / 2, item, score)) {
      scores[at] = scores[(at - 1) / 2];
      items[at] = items[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    scores[at] = score;
    items[at] = item;
  }

  private void down(int item, float score) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && worse(child + 1, items[child], scores[child])) {
        child++;
      }
      if (!worse(child, item, score)) {
        break;
      }
      scores[at] = scores[child];
      items[at] = items[child];
      at = child;
    }
    scores[at] = score;
    items[at] = item;
  }

  /// The items, best first. Empties the list.
  int[] take() {
    var best = new int[size];
    while (size > 0) {
      best[size - 1] = items[0];
      size--;
      down(items[size], scores[size]);
    }
    return best;
  }
}
