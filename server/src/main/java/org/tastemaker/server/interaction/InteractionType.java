package org.tastemaker.server.interaction;

/// What an interaction is.
public enum InteractionType {
  /// So many stars.
  RATING(LogType.RATED),
  VIEW(LogType.VIEWED),
  PLAY(LogType.PLAYED),
  PURCHASE(LogType.PURCHASED),
  INSTALL(LogType.INSTALLED),
  /// "Not for me".
  DECLINE(LogType.DECLINED);

  private final int code;

  InteractionType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// Whether it is counted rather than overwritten.
  boolean isActivity() {
    return this != RATING && this != DECLINE;
  }
}
