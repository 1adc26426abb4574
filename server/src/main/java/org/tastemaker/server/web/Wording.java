package org.tastemaker.server.web;

import java.util.Locale;
import java.util.Map;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.interaction.DeclineReason;
import org.tastemaker.server.interaction.Stars;

/// How pages put things.
final class Wording {
  private static final Map<Kind, String> PLURALS =
      Map.of(
          Kind.MOVIE, "Movies",
          Kind.SERIES, "Series",
          Kind.EPISODE, "Episodes",
          Kind.ANIME, "Anime",
          Kind.BOOK, "Books",
          Kind.GAME, "Games",
          Kind.TRACK, "Tracks",
          Kind.APPLICATION, "Applications",
          Kind.UNKNOWN, "Other things");

  private static final int BRIEF = 80;
  private static final int STAR = 100;
  private static final int HALF = 50;

  private Wording() {}

  /// One of a kind: `Movie`.
  static String one(Kind kind) {
    return capital(kind.name().replace('-', ' '));
  }

  /// All of a kind: `Movies`.
  static String many(Kind kind) {
    return PLURALS.getOrDefault(kind, one(kind));
  }

  /// The text with a capital letter at its beginning.
  static String capital(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int end = text.offsetByCodePoints(0, 1);
    return text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
  }

  /// A title within a sentence.
  static String brief(String title) {
    return title.codePointCount(0, title.length()) <= BRIEF
        ? title
        : title.substring(0, title.offsetByCodePoints(0, BRIEF)).strip() + "…";
  }

  /// `Genre: Horror`, `Not now`.
  static String reason(DeclineReason reason) {
    var word = capital(reason.reason().replace('-', ' '));
    return reason.value() == null ? word : word + ": " + reason.value();
  }

  /// `½ star`, `1 star`, `4½ stars`, `3.75 stars`.
  static String stars(Stars stars) {
    int whole = stars.hundredths() / STAR;
    return switch (stars.hundredths() % STAR) {
      case 0 -> whole + (whole == 1 ? " star" : " stars");
      case HALF -> whole == 0 ? "½ star" : whole + "½ stars";
      default -> stars + " stars";
    };
  }

  /// `1 title`, `1,200 titles`.
  static String count(int number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }
}
