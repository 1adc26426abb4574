package org.tastemaker.server.interaction;

/// The numbers of `interaction_log.type`, and what `interaction_log.value` is with each.
final class LogType {

  /// Hundredths of a star.
  static final int RATED = 1;

  static final int RATING_WITHDRAWN = 2;

  /// How often, as with the three below.
  static final int VIEWED = 3;

  static final int PLAYED = 4;
  static final int PURCHASED = 5;
  static final int INSTALLED = 6;
  static final int DECLINED = 7;
  static final int DECLINE_WITHDRAWN = 8;

  /// In the unit of the [Measure].
  static final int SHARE = 9;

  static final int EPISODE = 10;
  static final int HOURS = 11;

  /// The number of the measure that is withdrawn.
  static final int PROGRESS_WITHDRAWN = 12;

  private LogType() {}

  /// Its name in exports and events.
  static String name(int type) {
    return switch (type) {
      case RATED -> "rated";
      case RATING_WITHDRAWN -> "ratingWithdrawn";
      case VIEWED -> "viewed";
      case PLAYED -> "played";
      case PURCHASED -> "purchased";
      case INSTALLED -> "installed";
      case DECLINED -> "declined";
      case DECLINE_WITHDRAWN -> "declineWithdrawn";
      case SHARE -> "progressShare";
      case EPISODE -> "progressEpisode";
      case HOURS -> "progressHours";
      case PROGRESS_WITHDRAWN -> "progressWithdrawn";
      default -> throw new IllegalArgumentException("no interaction has the number " + type);
    };
  }
}
