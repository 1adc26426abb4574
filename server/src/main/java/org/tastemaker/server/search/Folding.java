package org.tastemaker.server.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;

/// Writes a text the way it is compared: without case, diacritics, width, ligatures; kana of both
/// sorts alike; Korean syllables in their letters, so that an unfinished one matches.
final class Folding {

  private static final int KATAKANA_TO_HIRAGANA = 'ア' - 'あ';

  private Folding() {}

  static String fold(String text) {
    var decomposed =
        Normalizer.normalize(partedNumbers(text), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    if (isPlain(decomposed)) {
      return decomposed;
    }
    var plain = new StringBuilder(decomposed.length());
    decomposed.codePoints().filter(c -> !isLeftOut(c)).forEach(c -> append(c, plain));
    return plain.toString();
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

  /// What is not seen, such as joiners and marks of direction, and what only changes a letter's
  /// look.
  private static boolean isLeftOut(int c) {
    return isDiacritic(c)
        || Character.getType(c) == Character.FORMAT
        || (c >= 0xfe00 && c <= 0xfe0f);
  }

  /// Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic. The marks of
  /// other scripts tell words apart.
  private static boolean isDiacritic(int c) {
    return (c >= 0x300 && c <= 0x36f)
        || (c >= 0x591 && c <= 0x5c7 && Character.getType(c) == Character.NON_SPACING_MARK)
        || (c >= 0x64b && c <= 0x65f)
        || c == 0x670;
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /// Letters that are not made of a plain one and a mark are told apart by nothing but habit.
  private static void append(int c, StringBuilder to) {
    switch (c) {
      case 'ß', 'ẞ' -> to.append("ss");
      case 'æ' -> to.append("ae");
      case 'œ' -> to.append("oe");
      case 'þ' -> to.append("th");
      case 'ø' -> to.append('o');
      case 'đ', 'ð' -> to.append('d');
      case 'ł' -> to.append('l');
      case 'ħ' -> to.append('h');
      case 'ı' -> to.append('i');
      case 'ŋ' -> to.append('n');
      case 'ŧ' -> to.append('t');
      case 'ə' -> to.append('e');
      case 'ς' -> to.append('σ');
      default -> to.appendCodePoint(c >= 'ァ' && c <= 'ヶ' ? c - KATAKANA_TO_HIRAGANA : c);
    }
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
