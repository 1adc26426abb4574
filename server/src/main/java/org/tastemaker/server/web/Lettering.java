package org.tastemaker.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A title set in lines that fit a drawn cover: the longer it is, the smaller; what still does not
/// fit ends with an ellipsis. How wide letters are is guessed.
///
/// @param size of the letters
record Lettering(int size, List<String> lines) {
  private static final int WIDTH = 248;
  private static final int HEIGHT = 330;
  private static final int[] SIZES = {40, 34, 28, 23, 19};
  private static final Pattern GAPS = Pattern.compile("\\s+");
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  static Lettering of(String title) {
    for (int size : SIZES) {
      var lines = lines(title, size);
      if (lines.size() * height(size) <= HEIGHT && !breaksWords(title, size)) {
        return new Lettering(size, lines);
      }
    }
    int size = SIZES[SIZES.length - 1];
    var lines = lines(title, size);
    int most = HEIGHT / height(size);
    return new Lettering(size, lines.size() <= most ? lines : cut(lines, most));
  }

  /// From line to line.
  int height() {
    return height(size);
  }

  private static int height(int size) {
    return size * 6 / 5;
  }

  private static List<String> cut(List<String> lines, int most) {
    var kept = new ArrayList<>(lines.subList(0, most));
    kept.add(kept.removeLast().strip() + "…");
    return kept;
  }

  private static List<String> words(String title) {
    return GAPS.splitAsStream(title.strip()).toList();
  }

  private static boolean breaksWords(String title, int size) {
    for (var word : words(title)) {
      if (width(word, size) > WIDTH && word.codePoints().noneMatch(Lettering::isWide)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> lines(String title, int size) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : words(title)) {
      boolean fits = width(line + " " + word, size) <= WIDTH;
      if (!line.isEmpty() && !fits) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ");
      add(word, line, lines, size);
    }
    lines.add(line.toString());
    return lines;
  }

  /// Adds a word, in pieces where it is wider than a line.
  private static void add(String word, StringBuilder line, List<String> lines, int size) {
    var characters = CHARACTER.matcher(word);
    while (characters.find()) {
      if (!line.isEmpty() && width(line + characters.group(), size) > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(characters.group());
    }
  }

  private static double width(CharSequence text, int size) {
    return text.codePoints().mapToDouble(c -> em(c) * size).sum();
  }

  private static double em(int c) {
    if (isWide(c)) {
      return 1.05;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      case Character.UPPERCASE_LETTER -> c == 'I' ? 0.4 : c == 'W' || c == 'M' ? 1.1 : 0.8;
      case Character.SPACE_SEPARATOR -> 0.35;
      default -> "ijlft.,:;'!|()".indexOf(c) >= 0 ? 0.42 : c == 'm' || c == 'w' ? 1.04 : 0.7;
    };
  }

  /// Letters that fill a square, between which a line may end anywhere.
  private static boolean isWide(int c) {
    return Character.isIdeographic(c)
        || c >= 0x1F000
        || switch (Character.UnicodeScript.of(c)) {
          case HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
          default -> false;
        };
  }

  /// Whether the first letter of a text belongs to a script that is written from the right.
  static boolean isRightToLeft(String text) {
    return text.codePoints()
        .mapToObj(Character::getDirectionality)
        .filter(Lettering::isStrong)
        .findFirst()
        .filter(direction -> direction != Character.DIRECTIONALITY_LEFT_TO_RIGHT)
        .isPresent();
  }

  private static boolean isStrong(byte direction) {
    return direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }
}
