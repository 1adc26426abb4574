package org.tastemaker.server.interaction;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When something can have happened: from 1970 to a day from now, to the microsecond, which is what
/// the database keeps.
public final class Times {

  /// Clocks differ, and time zones get lost: so much of the future is believed.
  private static final Duration SLACK = Duration.ofDays(1);

  private Times() {}

  /// The moment, to the microsecond.
  ///
  /// @throws IllegalArgumentException when it is before 1970 or more than a day in the future
  public static Instant checked(Instant moment, Clock clock) {
    if (moment.isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException("A time before 1970 is not believed: " + moment);
    }
    if (moment.isAfter(clock.instant().plus(SLACK))) {
      throw new IllegalArgumentException(
          "A time more than a day in the future is not believed: " + moment);
    }
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  /// Microseconds since 1970.
  static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
