package org.tastemaker.server.interaction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why somebody reports a comment.
public enum ReportReason {
  SPAM(1),
  INSULT(2),
  SPOILER(3),
  OFF_TOPIC(4),
  OTHER(5);

  private final int code;

  ReportReason(int code) {
    this.code = code;
  }

  /// Its number in the log and in the table.
  int code() {
    return code;
  }

  static ReportReason of(int code) {
    return Arrays.stream(values())
        .filter(reason -> reason.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reason has the number " + code));
  }

  /// Of that name.
  public static Optional<ReportReason> of(String label) {
    return Arrays.stream(values()).filter(reason -> reason.label().equals(label)).findFirst();
  }

  /// As callers write it: `off-topic`.
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
