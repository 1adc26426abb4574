package org.tastemaker.server.search;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// Different words in order, and a tree of their letters to find those that are nearly like one.
/// Immutable.
///
/// The tree lies in arrays, parents before children and children before the next sibling: a branch
/// that leads nowhere is left by one jump ([#skip]). The words below a node follow one another,
/// from [#first] on.
final class Words {

  /// Letters further back are not in the tree: nothing so long is looked for there.
  private static final int DEEPEST = 34;

  private final String[] words;
  private final char[] letter;
  private final byte[] depth;
  private final int[] first;
  private final int[] skip;

  /// @param words sorted and different
  Words(String[] words) {
    this.words = words;
    var building = new Building(words);
    letter = Arrays.copyOf(building.letter, building.size);
    depth = Arrays.copyOf(building.depth, building.size);
    first = Arrays.copyOf(building.first, building.size);
    skip = Arrays.copyOf(building.skip, building.size);
  }

  private static final class Building {
    private char[] letter = new char[1024];
    private byte[] depth = new byte[1024];
    private int[] first = new int[1024];
    private int[] skip = new int[1024];
    private final int[] open = new int[DEEPEST + 1];
    private int openDepth;
    private int size;

    Building(String[] words) {
      var before = "";
      for (int word = 0; word < words.length; word++) {
        int common = common(before, words[word]);
        closeBelow(common);
        for (int at = common; at < Math.min(words[word].length(), DEEPEST); at++) {
          open(words[word].charAt(at), word);
        }
        before = words[word];
      }
      closeBelow(0);
    }

    private static int common(String left, String right) {
      int end = Math.min(DEEPEST, Math.min(left.length(), right.length()));
      int at = 0;
      while (at < end && left.charAt(at) == right.charAt(at)) {
        at++;
      }
      return at;
    }

    private void closeBelow(int most) {
      for (; openDepth > most; openDepth--) {
        skip[open[openDepth]] = size;
      }
    }

    private void open(char next, int word) {
      if (size == letter.length) {
        letter = Arrays.copyOf(letter, 2 * size);
        depth = Arrays.copyOf(depth, 2 * size);
        first = Arrays.copyOf(first, 2 * size);
        skip = Arrays.copyOf(skip, 2 * size);
      }
      open[++openDepth] = size;
      letter[size] = next;
      depth[size] = (byte) openDepth;
      first[size++] = word;
    }
  }

  /// A stretch of words: from the first to before the end.
  record Range(int from, int to) {}

  /// The words that begin so. O(log n).
  Range beginningWith(String text) {
    int from = place(text);
    int to = from;
    if (from < words.length && words[from].startsWith(text)) {
      to = endOf(text, from);
    }
    return new Range(from, to);
  }

  private int endOf(String text, int from) {
    int low = from + 1;
    int high = words.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (words[middle].startsWith(text)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The word itself, if it is there.
  Range equalTo(String text) {
    int from = place(text);
    return new Range(from, from < words.length && words[from].equals(text) ? from + 1 : from);
  }

  private int place(String text) {
    int found = Arrays.binarySearch(words, text);
    return found < 0 ? -found - 1 : found;
  }

  /// The words that become the wanted one by so many changes: a letter changed, added, left out, or
  /// two neighbours swapped (optimal string alignment). O(visited nodes · (2 edits + 1)): below a
  /// node that is too far away already nothing is looked at.
  ///
  /// @param unfinished take words that begin with such a word of the same last letter instead
  /// @param found gets the number of each
  void near(String wanted, int edits, boolean unfinished, IntConsumer found) {
    new Walk(wanted, edits, unfinished, found).walk();
  }

  private final class Walk {
    private static final int FAR = 100;

    private final String wanted;
    private final int edits;
    private final boolean unfinished;
    private final IntConsumer found;
    private final boolean isUnspaced;
    private final int[][] distances;
    private final int[] least = new int[DEEPEST + 1];
    private final char[] path = new char[DEEPEST + 1];

    Walk(String wanted, int edits, boolean unfinished, IntConsumer found) {
      this.wanted = wanted;
      this.edits = edits;
      this.unfinished = unfinished;
      this.found = found;
      isUnspaced = Folding.isUnspaced(wanted.charAt(0));
      distances = new int[DEEPEST + 1][wanted.length() + 2];
      for (int at = 0; at <= wanted.length(); at++) {
        distances[0][at] = at;
      }
    }

    void walk() {
      for (int node = 0; node < letter.length; ) {
        int level = depth[node];
        path[level] = letter[node];
        if (level == 1 && !mayBegin(letter[node])) {
          node = skip[node];
          continue;
        }
        int distance = distance(level);
        if (distance <= edits && unfinished && endsAlike(level)) {
          tell(first[node], wordBehind(node));
          node = skip[node];
          continue;
        }
        if (distance <= edits && !unfinished && words[first[node]].length() == level) {
          found.accept(first[node]);
        }
        boolean isTooFar = least[level] > edits && least[level - 1] + 1 > edits;
        node = isTooFar ? skip[node] : node + 1;
      }
    }

    /// Words of scripts without spaces begin with the right character: there are thousands of them.
    private boolean mayBegin(char begin) {
      return isUnspaced ? begin == wanted.charAt(0) : !Folding.isUnspaced(begin);
    }

    /// Whether the last letter is there: without it, any word that begins like all but the last
    /// letters would be near.
    private boolean endsAlike(int level) {
      int end = wanted.length() - 1;
      return path[level] == wanted.charAt(end)
          || (level > 1
              && path[level] == wanted.charAt(end - 1)
              && path[level - 1] == wanted.charAt(end));
    }

    private int wordBehind(int node) {
      return skip[node] < first.length ? first[skip[node]] : words.length;
    }

    private void tell(int from, int to) {
      for (int word = from; word < to; word++) {
        found.accept(word);
      }
    }

    /// Fills the row of this level, as far as it can be near, and answers the distance of the whole
    /// wanted word.
    private int distance(int level) {
      int[] above = distances[level - 1];
      int[] row = distances[level];
      int from = Math.max(1, level - edits);
      int to = Math.min(wanted.length(), level + edits);
      row[from - 1] = from == 1 ? level : FAR;
      int smallest = row[from - 1];
      for (int at = from; at <= to; at++) {
        int change = wanted.charAt(at - 1) == path[level] ? 0 : 1;
        int best = Math.min(above[at - 1] + change, row[at - 1] + 1);
        best = Math.min(best, above[at] + 1);
        if (isSwapped(level, at)) {
          best = Math.min(best, distances[level - 2][at - 2] + 1);
        }
        row[at] = best;
        smallest = Math.min(smallest, best);
      }
      row[to + 1] = FAR;
      least[level] = smallest;
      return to == wanted.length() ? row[to] : FAR;
    }

    private boolean isSwapped(int level, int at) {
      return level > 1
          && at > 1
          && wanted.charAt(at - 1) == path[level - 1]
          && wanted.charAt(at - 2) == path[level];
    }
  }
}
