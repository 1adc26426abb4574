package org.tastemaker.server.search;

import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Transition;

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

  /// What finds the titles of this grade and, maybe, of better ones; nothing when this text can
  /// have none.
  Optional<Query> query(Typed typed) {
    return switch (this) {
      case WHOLE -> Optional.of(term(TitleIndex.BEGINNING, typed.whole()));
      case BEGINNING ->
          Optional.of(begun(TitleIndex.BEGINNING, TitleIndex.BEGINNING_EDGE, typed.whole()));
      case WORDS -> Optional.of(all(typed, word -> term(TitleIndex.WORD, word)));
      case STARTS -> Optional.of(all(typed, Grade::begun));
      case ONE_TYPO -> withTypos(typed, 1, false);
      case ONE_TYPO_SO_FAR -> withTypos(typed, 1, true);
      case TWO_TYPOS -> withTypos(typed, 2, false);
      case TWO_TYPOS_SO_FAR -> withTypos(typed, 2, true);
      case ALL_BUT_ONE ->
          typed.words().size() < 3 ? Optional.empty() : Optional.of(allButOne(typed));
    };
  }

  private interface OfWord {
    Query query(String word);
  }

  private static Query all(Typed typed, OfWord ofWord) {
    if (typed.words().size() == 1) {
      return ofWord.query(typed.words().getFirst());
    }
    var all = new BooleanQuery.Builder();
    typed.words().forEach(word -> all.add(ofWord.query(word), Occur.FILTER));
    return all.build();
  }

  private static Query allButOne(Typed typed) {
    var some = new BooleanQuery.Builder();
    typed.words().forEach(word -> some.add(begun(word), Occur.SHOULD));
    return some.setMinimumNumberShouldMatch(typed.words().size() - 1).build();
  }

  private static Query begun(String word) {
    return begun(TitleIndex.WORD, TitleIndex.WORD_EDGE, word);
  }

  private static Query begun(String field, String edges, String text) {
    return text.codePointCount(0, text.length()) <= TitleIndex.EDGE
        ? term(edges, text)
        : new PrefixQuery(new Term(field, text));
  }

  private static Query term(String field, String text) {
    return new TermQuery(new Term(field, text));
  }

  private static Optional<Query> withTypos(Typed typed, int edits, boolean unfinished) {
    return typed.words().stream().anyMatch(word -> mayHave(word, edits))
        ? Optional.of(all(typed, word -> withTypos(word, edits, unfinished)))
        : Optional.empty();
  }

  private static boolean mayHave(String word, int edits) {
    int length = word.codePointCount(0, word.length());
    return length >= SHORTEST[edits] && length <= LONGEST;
  }

  private static Query withTypos(String word, int most, boolean unfinished) {
    int edits = most;
    while (edits > 0 && !mayHave(word, edits)) {
      edits--;
    }
    if (edits == 0) {
      return begun(word);
    }
    var near = new LevenshteinAutomata(word, true).toAutomaton(edits);
    var fuzzy =
        new AutomatonQuery(
            new Term(TitleIndex.WORD, word), unfinished ? followedByAnything(near) : near);
    return unfinished
        ? fuzzy
        : new BooleanQuery.Builder()
            .add(fuzzy, Occur.SHOULD)
            .add(begun(word), Occur.SHOULD)
            .build();
  }

  /// Accepts what begins with something that a deterministic automaton accepts. O(its size): where
  /// that accepts, whatever follows is accepted too.
  private static Automaton followedByAnything(Automaton begin) {
    var whole = new Automaton();
    for (int state = 0; state < begin.getNumStates(); state++) {
      whole.createState();
      whole.setAccept(state, begin.isAccept(state));
    }
    var transition = new Transition();
    for (int state = 0; state < begin.getNumStates(); state++) {
      if (begin.isAccept(state)) {
        whole.addTransition(state, state, Character.MIN_CODE_POINT, Character.MAX_CODE_POINT);
        continue;
      }
      int count = begin.initTransition(state, transition);
      for (int at = 0; at < count; at++) {
        begin.getNextTransition(transition);
        whole.addTransition(state, transition.dest, transition.min, transition.max);
      }
    }
    whole.finishState();
    return whole;
  }
}
