package org.tastemaker.server.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A time as people read it.
record Moment(Instant instant) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// Such as `9 May 2026`.
  String day() {
    return DAY.format(instant);
  }

  /// Such as `9 May 2026, 07:30 UTC`.
  String minute() {
    return MINUTE.format(instant);
  }
}
