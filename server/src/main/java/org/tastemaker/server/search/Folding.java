package org.tastemaker.server.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/// Writes a text the way it is compared: without case, diacritics, width, ligatures; kana of both
/// sorts alike; Korean syllables in their letters, so that an unfinished one matches.
final class Folding {

  /// No letter folds to more characters than this.
  private static final int WIDEST = 4;

  private static final int KATAKANA_TO_HIRAGANA = 'ア' - 'あ';

  private Folding() {}

  static String fold(String text) {
    var decomposed =
        Normalizer.normalize(partedNumbers(text), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    var plain = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> !isDiacritic(c))
        .map(Folding::plain)
        .forEach(plain::appendCodePoint);
    return withoutLatinForms(plain.toString());
  }

  /// A space before fractions and raised numbers, which would become one number with what they
  /// follow: `8½` is `8 1⁄2`.
  private static String partedNumbers(String text) {
    if (text.codePoints().noneMatch(Folding::isOtherNumber)) {
      return text;
    }
    var parted = new StringBuilder(text.length() + 1);
    text.codePoints().forEach(c -> parted.append(isOtherNumber(c) ? " " : "").appendCodePoint(c));
    return parted.toString();
  }

  private static boolean isOtherNumber(int c) {
    return Character.getType(c) == Character.OTHER_NUMBER;
  }

  private static String withoutLatinForms(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    var from = text.toCharArray();
    var to = new char[from.length * WIDEST];
    int length = ASCIIFoldingFilter.foldToASCII(from, 0, to, 0, from.length);
    return new String(to, 0, length);
  }

  /// Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic. The marks of
  /// other scripts tell words apart.
  private static boolean isDiacritic(int c) {
    return (c >= 0x300 && c <= 0x36f)
        || (c >= 0x591 && c <= 0x5c7 && Character.getType(c) == Character.NON_SPACING_MARK)
        || (c >= 0x64b && c <= 0x65f)
        || c == 0x670;
  }

  private static int plain(int c) {
    if (c >= 'ァ' && c <= 'ヶ') {
      return c - KATAKANA_TO_HIRAGANA;
    }
    return c == 'ς' ? 'σ' : c;
  }

  /// Whether the character is part of a word.
  static boolean isOfWord(int c) {
    return Character.isLetterOrDigit(c)
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.LETTER_NUMBER,
              Character.OTHER_NUMBER ->
              true;
          default -> false;
        };
  }

  /// Whether the character is of a script that puts no spaces between words.
  static boolean isUnspaced(int c) {
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      case COMMON, INHERITED -> c == 'ー' || c == 0x3099 || c == 0x309a;
      default -> false;
    };
  }
}
