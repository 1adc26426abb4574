package org.tastemaker.server.search;

import java.util.BitSet;
import java.util.function.Function;

/// How well a title matches what was typed, the best first.
enum Grade {
  /// It is the title.
  WHOLE,
  /// The title begins so, its article aside.
  BEGINNING,
  /// All typed words are words of the title.
  WORDS,
  /// All typed words begin a word of the title.
  STARTS,
  /// As before, but up to one letter of a word is wrong, missing, too many or swapped.
  ONE_TYPO,
  /// As before, of words that are still being typed.
  ONE_TYPO_SO_FAR,
  /// Up to two letters of a longer word.
  TWO_TYPOS,
  TWO_TYPOS_SO_FAR,
  /// All typed words but one, of at least three, begin a word of the title.
  ALL_BUT_ONE;

  /// A word needs so many characters to be looked for with one, with two typos.
  private static final int[] SHORTEST = {0, 4, 8};

  /// Longer words are looked for as they are.
  private static final int LONGEST = 30;

  /// Whether it is about slips: only worth a look when little else is found.
  boolean isLenient() {
    return compareTo(STARTS) > 0;
  }

  /// The items of this grade and, maybe, of better ones.
  BitSet find(Typed typed, TitleIndex titles) {
    return switch (this) {
      case WHOLE -> titles.titled(typed);
      case BEGINNING -> titles.beginning(typed);
      case WORDS -> all(typed, titles::with);
      case STARTS -> all(typed, titles::withBeginning);
      case ONE_TYPO -> withTypos(typed, 1, false, titles);
      case ONE_TYPO_SO_FAR -> withTypos(typed, 1, true, titles);
      case TWO_TYPOS -> withTypos(typed, 2, false, titles);
      case TWO_TYPOS_SO_FAR -> withTypos(typed, 2, true, titles);
      case ALL_BUT_ONE -> typed.words().size() < 3 ? new BitSet() : allButOne(typed, titles);
    };
  }

  private static BitSet all(Typed typed, Function<String, BitSet> ofWord) {
    var words = typed.words();
    var all = ofWord.apply(words.getFirst());
    for (int at = 1; at < words.size() && !all.isEmpty(); at++) {
      all.and(ofWord.apply(words.get(at)));
    }
    return all;
  }

  private static BitSet allButOne(Typed typed, TitleIndex titles) {
    var words = typed.words();
    var all = titles.withBeginning(words.getFirst());
    var allButOne = titles.withBeginning(words.get(1));
    allButOne.xor(all);
    all.and(titles.withBeginning(words.get(1)));
    for (var word : words.subList(2, words.size())) {
      var these = titles.withBeginning(word);
      allButOne.and(these);
      var missed = (BitSet) all.clone();
      missed.andNot(these);
      allButOne.or(missed);
      all.and(these);
    }
    return allButOne;
  }

  private static BitSet withTypos(Typed typed, int most, boolean unfinished, TitleIndex titles) {
    return typed.words().stream().anyMatch(word -> mayHave(word, most))
        ? all(typed, word -> withTypos(word, most, unfinished, titles))
        : new BitSet();
  }

  private static boolean mayHave(String word, int edits) {
    return word.length() >= SHORTEST[edits] && word.length() <= LONGEST;
  }

  private static BitSet withTypos(String word, int most, boolean unfinished, TitleIndex titles) {
    int edits = most;
    while (edits > 0 && !mayHave(word, edits)) {
      edits--;
    }
    var found = titles.withBeginning(word);
    if (edits > 0) {
      found.or(titles.withNear(word, edits, false));
      if (unfinished) {
        found.or(titles.withNear(word, edits, true));
      }
    }
    return found;
  }
}
