package org.tastemaker.server.interaction;

import java.util.Map;

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

  /// The place on the list, as with [#WATCHLIST_MOVED].
  static final int WATCHLISTED = 13;

  static final int WATCHLIST_LEFT = 14;
  static final int WATCHLIST_MOVED = 15;

  /// The comment, as with all below.
  static final int COMMENTED = 16;

  static final int COMMENT_EDITED = 17;
  static final int COMMENT_DELETED = 18;
  static final int COMMENT_REPORTED = 19;
  static final int COMMENT_HIDDEN = 20;
  static final int COMMENT_SHOWN = 21;

  /// Their names in exports and events.
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(RATED, "rated"),
          Map.entry(RATING_WITHDRAWN, "ratingWithdrawn"),
          Map.entry(VIEWED, "viewed"),
          Map.entry(PLAYED, "played"),
          Map.entry(PURCHASED, "purchased"),
          Map.entry(INSTALLED, "installed"),
          Map.entry(DECLINED, "declined"),
          Map.entry(DECLINE_WITHDRAWN, "declineWithdrawn"),
          Map.entry(SHARE, "progressShare"),
          Map.entry(EPISODE, "progressEpisode"),
          Map.entry(HOURS, "progressHours"),
          Map.entry(PROGRESS_WITHDRAWN, "progressWithdrawn"),
          Map.entry(WATCHLISTED, "watchlisted"),
          Map.entry(WATCHLIST_LEFT, "watchlistLeft"),
          Map.entry(WATCHLIST_MOVED, "watchlistMoved"),
          Map.entry(COMMENTED, "commented"),
          Map.entry(COMMENT_EDITED, "commentEdited"),
          Map.entry(COMMENT_DELETED, "commentDeleted"),
          Map.entry(COMMENT_REPORTED, "commentReported"),
          Map.entry(COMMENT_HIDDEN, "commentHidden"),
          Map.entry(COMMENT_SHOWN, "commentShown"));

  private LogType() {}

  /// The name of each.
  static Map<Integer, String> names() {
    return NAMES;
  }

  /// Its name in exports and events.
  static String name(int type) {
    String name = NAMES.get(type);
    if (name == null) {
      throw new IllegalArgumentException("no interaction has the number " + type);
    }
    return name;
  }
}
