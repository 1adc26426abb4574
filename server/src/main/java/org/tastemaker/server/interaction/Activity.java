package org.tastemaker.server.interaction;

/// What people do with an item besides judging it. Counted, never overwritten.
public enum Activity {
  VIEWED(LogType.VIEWED),
  PLAYED(LogType.PLAYED),
  PURCHASED(LogType.PURCHASED),
  INSTALLED(LogType.INSTALLED);

  private final int code;

  Activity(int code) {
    this.code = code;
  }

  /// Its number in the log and in the table.
  public int code() {
    return code;
  }

  /// The activity of a number.
  ///
  /// @throws IllegalArgumentException when it is the number of none
  public static Activity of(int code) {
    for (Activity activity : values()) {
      if (activity.code == code) {
        return activity;
      }
    }
    throw new IllegalArgumentException("no activity has the number " + code);
  }
}
