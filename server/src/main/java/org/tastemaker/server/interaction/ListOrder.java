package org.tastemaker.server.interaction;

import java.util.Locale;

/// In which order somebody's own things are listed.
enum ListOrder {
  /// What happened last comes first.
  NEWEST,
  OLDEST,
  TITLE,
  /// What got the most stars comes first.
  STARS,
  /// What was done most often comes first.
  MOST,
  /// As its owner arranged it.
  PLACE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
