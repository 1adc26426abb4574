package org.tastemaker.server.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A text as it is looked for or found: folded, and cut into words.
///
/// Between scripts that have spaces and those that have none a word ends. What stands between
/// letters without a space (`Spider-Man`, `L'Avventura`, `S.W.A.T.`) parts words; in the index such
/// words are there joined as well.
///
/// @param whole all words with a space between; where there is no word, the signs themselves
/// @param words the different words, in their order
record Typed(String whole, List<String> words) {

  /// What is longer is cut: no title is.
  private static final int LONGEST = 500;

  /// So many words are looked for; the others of a longer text narrow nothing any more.
  private static final int MOST_WORDS = 16;

  /// A piece of text in a script without spaces is looked for by its first characters.
  static final int LONGEST_UNSPACED = 12;

  private static final Set<String> ARTICLES =
      Set.of(
          "the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "lo",
          "un", "une", "una", "o", "os");

  /// What somebody typed.
  static Typed of(String text) {
    var cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    var folded = Folding.fold(cut);
    var words = new ArrayList<String>();
    for (var chunk : chunks(folded)) {
      words.addAll(parts(chunk));
    }
    if (words.isEmpty()) {
      var signs = String.join(" ", chunks(folded));
      return new Typed(signs, signs.isEmpty() ? List.of() : List.of(signs));
    }
    var distinct = new LinkedHashSet<String>();
    words.forEach(word -> distinct.add(isUnspaced(word) ? start(word, LONGEST_UNSPACED) : word));
    return new Typed(String.join(" ", words), distinct.stream().limit(MOST_WORDS).toList());
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /// The words of a title that a typed word may begin: its own, joined ones, and in scripts without
  /// spaces whatever begins at any character.
  static Set<String> entries(String title) {
    var folded = Folding.fold(title);
    var entries = new LinkedHashSet<String>();
    for (var chunk : chunks(folded)) {
      var parts = parts(chunk);
      parts.forEach(part -> enter(part, entries));
      if (parts.size() > 1 && parts.stream().noneMatch(Typed::isUnspaced)) {
        entries.add(String.join("", parts));
      }
    }
    if (entries.isEmpty()) {
      entries.add(String.join(" ", chunks(folded)));
    }
    return entries;
  }

  private static void enter(String part, Set<String> entries) {
    if (!isUnspaced(part)) {
      entries.add(part);
      return;
    }
    for (int at = 0; at < part.length(); at = part.offsetByCodePoints(at, 1)) {
      if (Character.isLetterOrDigit(part.codePointAt(at))) {
        entries.add(start(part.substring(at), LONGEST_UNSPACED));
      }
    }
  }

  /// The texts that a title begins with: as it is, and without its article.
  static List<String> beginnings(String title) {
    var whole = of(title).whole();
    int space = whole.indexOf(' ');
    return space > 0 && ARTICLES.contains(whole.substring(0, space))
        ? List.of(whole, whole.substring(space + 1))
        : List.of(whole);
  }

  /// The first characters.
  static String start(String text, int characters) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters));
  }

  private static List<String> chunks(String folded) {
    var chunks = new ArrayList<String>();
    var chunk = new StringBuilder();
    folded
        .codePoints()
        .forEach(c -> {
          if (isGap(c)) {
            add(chunk, chunks);
          } else {
            chunk.appendCodePoint(c);
          }
        });
    add(chunk, chunks);
    return chunks;
  }

  private static boolean isGap(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }

  /// The pieces of a chunk that are words, each of one sort of script. The dot between words in
  /// katakana is left out without parting them.
  private static List<String> parts(String chunk) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    var unspaced = false;
    for (int at = 0; at < chunk.length(); at = chunk.offsetByCodePoints(at, 1)) {
      int c = chunk.codePointAt(at);
      if (c == '・') {
        continue;
      }
      boolean changes = Folding.isOfWord(c) && Folding.isUnspaced(c) != unspaced;
      if (changes || !Folding.isOfWord(c)) {
        add(part, parts);
      }
      if (Folding.isOfWord(c)) {
        unspaced = Folding.isUnspaced(c);
        part.appendCodePoint(c);
      }
    }
    add(part, parts);
    return parts;
  }

  private static void add(StringBuilder from, List<String> to) {
    if (!from.isEmpty()) {
      to.add(from.toString());
      from.setLength(0);
    }
  }

  private static boolean isUnspaced(String word) {
    return Folding.isUnspaced(word.codePointAt(0));
  }
}
