package org.tastemaker.server.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Refuses times that no calendar of ours has.
public final class Moments {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Moments() {}

  /// The time of a parameter.
  ///
  /// @throws ProblemException 400 when it lies outside the years 1 to 9999
  public static @Nullable Instant checked(String field, @Nullable Instant time) {
    if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
      throw ProblemException.invalid(field, "A time lies in the years 1 to 9999.");
    }
    return time;
  }
}
