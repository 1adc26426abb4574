package org.tastemaker.server.recommendation;

import java.util.List;
import java.util.Locale;
import org.tastemaker.server.interaction.DeclineReason;

/// Reasons in words.
final class Wording {
  /// Of what nobody has rated, though people have to do with it.
  static final String IN_USE = "in use here, nobody has rated it yet";

  private Wording() {}

  /// What somebody did, ready to be named.
  record Named(String verb, String title) {}

  /// `because you rated Heat and Ronin and played Portal`; at least one is named.
  static String because(List<Named> deeds) {
    var text = new StringBuilder("because you ");
    for (var at = 0; at < deeds.size(); at++) {
      var deed = deeds.get(at);
      var verbIsSaid = at > 0 && deeds.get(at - 1).verb().equals(deed.verb());
      if (at > 0) {
        text.append(verbIsSaid && continues(deeds, at) ? ", " : " and ");
      }
      text.append(verbIsSaid ? "" : deed.verb() + " ").append(deed.title());
    }
    return text.toString();
  }

  private static boolean continues(List<Named> deeds, int at) {
    return at + 1 < deeds.size() && deeds.get(at + 1).verb().equals(deeds.get(at).verb());
  }

  /// `rated 4.4 on average by 120 people`.
  static String popularity(double average, int people) {
    return switch (people) {
      case 0 -> "new here, nobody has rated it yet";
      case 1 -> String.format(Locale.ROOT, "rated %.1f by one person", average);
      default -> String.format(Locale.ROOT, "rated %.1f on average by %d people", average, people);
    };
  }

  /// `Mystery, which you chose: rated 4.4 on average by 120 people`.
  static String chosen(String what, String popularity) {
    return what + ", which you chose: " + popularity;
  }

  /// `shares Action and Crime with Heat`; at least one genre is named.
  static String sharing(List<String> genres, String title) {
    int last = genres.size() - 1;
    var named =
        last == 0
            ? genres.getFirst()
            : String.join(", ", genres.subList(0, last)) + " and " + genres.get(last);
    return "shares " + named + " with " + title;
  }

  /// `because you rated Heat; lower, since you declined something for the genre Crime`.
  static String lower(String text, DeclineReason reason) {
    return "%s; lower, since you declined something for the %s %s"
        .formatted(text, reason.reason(), reason.value());
  }

  static String likeness(String title) {
    return "liked by the people who like " + title;
  }
}
