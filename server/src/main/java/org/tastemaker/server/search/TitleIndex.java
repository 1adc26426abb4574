package org.tastemaker.server.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Titles by the words that they are made of, and by how they begin. Immutable.
///
/// What a title stands for is a number: the id of its item, or its own where items have several.
/// For each word these stand one behind the other in `items`, from `starts[word]` on. Sets are bits
/// by number: a set of a hundred thousand takes microseconds to cut with another.
final class TitleIndex {

  private final Words words;
  private final int[] starts;
  private final int[] items;
  private final Words beginnings;
  private final int[] beginningStarts;
  private final int[] beginningItems;

  private TitleIndex(Lists byWord, Lists byBeginning) {
    words = new Words(byWord.keys());
    starts = byWord.starts();
    items = byWord.items();
    beginnings = new Words(byBeginning.keys());
    beginningStarts = byBeginning.starts();
    beginningItems = byBeginning.items();
  }

  /// Takes titles; O(n log n) for n of them.
  static final class Builder {
    private final Collector byWord = new Collector();
    private final Collector byBeginning = new Collector();

    Builder add(int number, String title) {
      Typed.entries(title).forEach(word -> byWord.add(word, number));
      Typed.beginnings(title).forEach(beginning -> byBeginning.add(beginning, number));
      return this;
    }

    TitleIndex built() {
      return new TitleIndex(byWord.lists(), byBeginning.lists());
    }
  }

  /// The items whose title is this.
  BitSet titled(Typed typed) {
    return union(beginnings.equalTo(typed.whole()), beginningStarts, beginningItems);
  }

  /// The items whose title begins so.
  BitSet beginning(Typed typed) {
    return union(beginnings.beginningWith(typed.whole()), beginningStarts, beginningItems);
  }

  /// The items that have the word.
  BitSet with(String word) {
    return union(words.equalTo(word), starts, items);
  }

  /// The items that have a word that begins so.
  BitSet withBeginning(String word) {
    return union(words.beginningWith(word), starts, items);
  }

  /// The items that have a word like this one, see [Words#near].
  BitSet withNear(String word, int edits, boolean unfinished) {
    var found = new BitSet();
    words.near(word, edits, unfinished, near -> add(near, starts, items, found));
    return found;
  }

  private static BitSet union(Words.Range range, int[] starts, int[] items) {
    var union = new BitSet();
    for (int at = starts[range.from()]; at < starts[range.to()]; at++) {
      union.set(items[at]);
    }
    return union;
  }

  private static void add(int word, int[] starts, int[] items, BitSet to) {
    for (int at = starts[word]; at < starts[word + 1]; at++) {
      to.set(items[at]);
    }
  }

  /// Items by key.
  ///
  /// @param starts by key, and one more for the end
  private record Lists(String[] keys, int[] starts, int[] items) {}

  /// Gathers keys of items.
  private static final class Collector {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> keys = new ArrayList<>();
    private int[] key = new int[1024];
    private int[] item = new int[1024];
    private int size;

    void add(String text, int of) {
      if (text.isEmpty()) {
        return;
      }
      if (size == key.length) {
        key = Arrays.copyOf(key, 2 * size);
        item = Arrays.copyOf(item, 2 * size);
      }
      key[size] =
          numbers.computeIfAbsent(
              text,
              added -> {
                keys.add(added);
                return keys.size() - 1;
              });
      item[size++] = of;
    }

    Lists lists() {
      int[] sorted =
          IntStream.range(0, keys.size())
              .boxed()
              .sorted(Comparator.comparing(keys::get))
              .mapToInt(Integer::intValue)
              .toArray();
      int[] place = new int[sorted.length];
      for (int at = 0; at < sorted.length; at++) {
        place[sorted[at]] = at;
      }
      int[] starts = new int[sorted.length + 1];
      for (int at = 0; at < size; at++) {
        starts[place[key[at]] + 1]++;
      }
      Arrays.parallelPrefix(starts, Integer::sum);
      int[] next = starts.clone();
      int[] items = new int[size];
      for (int at = 0; at < size; at++) {
        items[next[place[key[at]]]++] = item[at];
      }
      return new Lists(
          Arrays.stream(sorted).mapToObj(keys::get).toArray(String[]::new), starts, items);
    }
  }
}
