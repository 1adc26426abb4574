package org.tastemaker.server.importing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/// How a file writes times. Times without a zone are UTC.
enum Times {
  /// Numbers from 100 billion on are milliseconds, smaller ones seconds; anything else is ISO.
  AUTO,
  SECONDS,
  MILLIS,
  ISO;

  private static final long SMALLEST_MILLIS = 100_000_000_000L;
  private static final long DAY = 86_400_000L;

  static Times parse(String text) {
    try {
      return valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ImportException(
          "--time-unit is seconds, millis or iso, not '%s'.".formatted(text), e);
    }
  }

  /// Milliseconds since 1970 of a time as a file writes it.
  ///
  /// @param now the present in milliseconds; a time more than a day later is impossible
  /// @throws BadRow when it is no time, before 1970 or in the future
  long millis(String text, long now) {
    long millis = read(text);
    if (millis <= 0) {
      throw new BadRow("the time '%s' lies before 1970".formatted(BadRow.shown(text)));
    }
    if (millis > now + DAY) {
      throw new BadRow("the time '%s' lies in the future".formatted(BadRow.shown(text)));
    }
    return millis;
  }

  private long read(String text) {
    try {
      return switch (this) {
        case SECONDS -> seconds(Long.parseLong(text));
        case MILLIS -> Long.parseLong(text);
        case ISO -> iso(text);
        case AUTO -> isNumber(text) ? either(Long.parseLong(text)) : iso(text);
      };
    } catch (NumberFormatException | DateTimeException e) {
      throw new BadRow("'%s' is no time".formatted(BadRow.shown(text)));
    }
  }

  private static boolean isNumber(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if ((c < '0' || c > '9') && !(at == 0 && c == '-')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static long either(long number) {
    return number >= SMALLEST_MILLIS ? number : number * 1000;
  }

  private static long seconds(long number) {
    return Math.abs(number) < SMALLEST_MILLIS
        ? number * 1000
        : Long.signum(number) * Long.MAX_VALUE;
  }

  private static long iso(String text) {
    String form = text.length() > 10 && text.charAt(10) == ' ' ? withT(text) : text;
    if (form.length() == 10) {
      return LocalDate.parse(form).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
    if (form.endsWith("Z")) {
      return Instant.parse(form).toEpochMilli();
    }
    return form.lastIndexOf('+') > 10 || form.lastIndexOf('-') > 10
        ? OffsetDateTime.parse(form).toInstant().toEpochMilli()
        : LocalDateTime.parse(form).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static String withT(String text) {
    return text.substring(0, 10) + "T" + text.substring(11);
  }
}
