package org.tastemaker.server.recommendation;

import org.tastemaker.engine.data.Activity;

/// What somebody did with an item, in the words of a reason and in those of a preference mapping.
enum Deed {
  RATED,
  CHOSEN,
  VIEWED,
  PLAYED,
  PURCHASED,
  INSTALLED;

  static Deed of(org.tastemaker.server.interaction.Activity activity) {
    return switch (activity) {
      case VIEWED -> VIEWED;
      case PLAYED -> PLAYED;
      case PURCHASED -> PURCHASED;
      case INSTALLED -> INSTALLED;
    };
  }

  /// The activity that a preference mapping knows it as.
  Activity activity() {
    return switch (this) {
      case VIEWED -> Activity.VIEWED;
      case PLAYED -> Activity.PLAYED;
      case PURCHASED -> Activity.PURCHASED;
      case INSTALLED -> Activity.INSTALLED;
      case RATED, CHOSEN ->
          throw new IllegalStateException(this + " is a judgement, not an activity");
    };
  }

  /// The verb after "because you", as it is said of an item of this kind.
  String verb(String kind) {
    return switch (this) {
      case RATED -> "rated";
      case CHOSEN -> "chose";
      case VIEWED -> isWatched(kind) ? "watched" : kind.equals("book") ? "read" : "viewed";
      case PLAYED -> isWatched(kind) ? "watched" : kind.equals("track") ? "listened to" : "played";
      case PURCHASED -> "bought";
      case INSTALLED -> "installed";
    };
  }

  private static boolean isWatched(String kind) {
    return switch (kind) {
      case "movie", "series", "episode", "anime" -> true;
      default -> false;
    };
  }
}
