package org.tastemaker.server.interaction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A rating, or the withdrawal of one.
///
/// @param hundredths of a star; null withdraws
/// @param micros when, in microseconds since 1970
/// @param implied nobody said when: it is the clock's time
record RatingChange(
    int person, int item, @Nullable Integer hundredths, long micros, boolean implied) {

  static RatingChange of(
      int person, int item, @Nullable Stars stars, @Nullable Instant occurredAt, Instant now) {
    return new RatingChange(
        person,
        item,
        stars == null ? null : stars.hundredths(),
        Times.micros(occurredAt == null ? now : occurredAt),
        occurredAt == null);
  }

  /// The same of another item.
  RatingChange about(int other) {
    return new RatingChange(person, other, hundredths, micros, implied);
  }
}
