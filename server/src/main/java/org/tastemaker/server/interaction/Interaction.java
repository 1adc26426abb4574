package org.tastemaker.server.interaction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.Reference;

/// Something that somebody did with an item, as it was told.
///
/// @param value hundredths of a star of a rating, from 0 to 500; how often for a view, play,
///   purchase or install, from 1 to 1,000,000; 0 for a decline
/// @param occurredAt null: now
public record Interaction(
    InteractionType type, Reference user, Reference item, int value, @Nullable Instant occurredAt) {

  static final int MOST_AT_ONCE = 1_000_000;

  public Interaction {
    int least = type.isActivity() ? 1 : 0;
    int most =
        switch (type) {
          case RATING -> 500;
          case DECLINE -> 0;
          case VIEW, PLAY, PURCHASE, INSTALL -> MOST_AT_ONCE;
        };
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the value of a %s is from %d to %d, not %d".formatted(type, least, most, value));
    }
  }
}
