package org.tastemaker.engine.kernel;

import java.util.Arrays;

/// The best of many scores, exactly: higher first, the lower index first among equals, whatever the
/// order of the scan. NaN and −∞ are never among them, so either marks what is no candidate.
///
/// A heap of k with the worst kept on top; O(count) plus O(log k) for every score that enters,
/// which are few: k·ln(count/k) when the order is random.
public final class TopK {
  private static final int BLOCK = 64;
  private static final int HALF = 1 << 16;

  private final float[] scores;
  private final int[] heap;
  private int size;

  private TopK(float[] scores, int k) {
    this.scores = scores;
    this.heap = new int[k];
  }

  /// The indices of the best `k` of the first `count` scores; fewer where there are fewer.
  public static int[] best(float[] scores, int count, int k) {
    check(scores, count, k);
    var top = new TopK(scores, Math.min(k, count));
    for (int from = 0; from < count; from += BLOCK) {
      int to = Math.min(count, from + BLOCK);
      if (top.mayEnter(from, to)) {
        for (int i = from; i < to; i++) {
          top.offer(i);
        }
      }
    }
    return top.sorted();
  }

  /// The same among the indices whose bit is set in `allowed` (bit i is bit i mod 64 of word i /
  /// 64, as in [java.util.BitSet#toLongArray]); bits past its end are not set.
  public static int[] best(float[] scores, int count, int k, long[] allowed) {
    check(scores, count, k);
    var top = new TopK(scores, Math.min(k, count));
    int words = Math.min(allowed.length, (count + 63) / 64);
    for (int word = 0; word < words; word++) {
      if (allowed[word] == 0 || !top.mayEnter(word * 64, Math.min(count, word * 64 + 64))) {
        continue;
      }
      for (long bits = allowed[word]; bits != 0; bits &= bits - 1) {
        int i = word * 64 + Long.numberOfTrailingZeros(bits);
        if (i < count) {
          top.offer(i);
        }
      }
    }
    return top.sorted();
  }

  /// The same as [#best(float[], int, int)], but by index, ascending: O(count) whatever k is, for a
  /// k that is a large part of the count. The k-th best score is found by counting, first the upper
  /// and then the lower halves of the scores' bits.
  public static int[] bestAscending(float[] scores, int count, int k) {
    check(scores, count, k);
    int rest = Math.min(k, count);
    var counts = new int[HALF];
    for (int i = 0; i < count; i++) {
      counts[key(scores[i]) >>> 16]++;
    }
    int upper = HALF - 1;
    for (; upper > 0 && counts[upper] < rest; upper--) {
      rest -= counts[upper];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      int key = key(scores[i]);
      counts[key & HALF - 1] += key >>> 16 == upper ? 1 : 0;
    }
    int lower = HALF - 1;
    for (; lower > 0 && counts[lower] < rest; lower--) {
      rest -= counts[lower];
    }
    return above(scores, count, Math.min(k, count), upper << 16 | lower, rest);
  }

  /// The indices of all keys above a limit, and the first so many of those at it.
  private static int[] above(float[] scores, int count, int k, int limit, int atLimit) {
    var best = new int[k];
    int size = 0;
    int left = limit == 0 ? 0 : atLimit;
    for (int i = 0; i < count; i++) {
      int order = Integer.compareUnsigned(key(scores[i]), limit);
      if (order > 0 || (order == 0 && left-- > 0)) {
        best[size++] = i;
      }
    }
    return size == k ? best : Arrays.copyOf(best, size);
  }

  /// An unsigned number that is higher for a higher score, and 0 for what is no candidate. Both
  /// zeros are one score.
  private static int key(float score) {
    if (!(score > Float.NEGATIVE_INFINITY)) {
      return 0;
    }
    int bits = Float.floatToRawIntBits(score + 0f);
    return bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
  }

  private static void check(float[] scores, int count, int k) {
    if (count < 0 || count > scores.length || k < 0) {
      throw new IllegalArgumentException(
          "The best " + k + " of " + count + " among " + scores.length + " scores are none.");
    }
  }

  /// Whether anything in a block beats the worst of the heap. Ties do not: they have higher
  /// indices.
  private boolean mayEnter(int from, int to) {
    return size < heap.length
        || (size > 0 && Kernels.anyAbove(scores, from, to - from, scores[heap[0]]));
  }

  private void offer(int index) {
    if (!(scores[index] > Float.NEGATIVE_INFINITY)) {
      return;
    }
    if (size < heap.length) {
      heap[size++] = index;
      up(size - 1);
    } else if (size > 0 && worse(heap[0], index)) {
      heap[0] = index;
      down();
    }
  }

  private boolean worse(int a, int b) {
    return scores[a] < scores[b] || (scores[a] == scores[b] && a > b);
  }

  private void up(int at) {
    int index = heap[at];
    while (at > 0 && worse(index, heap[(at - 1) / 2])) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = index;
  }

  private void down() {
    int index = heap[0];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && worse(heap[child + 1], heap[child])) {
        child++;
      }
      if (!worse(heap[child], index)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = index;
  }

  private int[] sorted() {
    var best = new int[size];
    for (int i = size - 1; i >= 0; i--) {
      best[i] = heap[0];
      heap[0] = heap[--size];
      down();
    }
    return best;
  }
}
