package org.tastemaker.server.interaction;

/// The numbers of `interaction_log.type`.
final class LogType {

  static final int RATED = 1;
  static final int RATING_WITHDRAWN = 2;
  static final int VIEWED = 3;
  static final int PLAYED = 4;
  static final int PURCHASED = 5;
  static final int INSTALLED = 6;
  static final int DECLINED = 7;
  static final int DECLINE_WITHDRAWN = 8;

  private LogType() {}
}
