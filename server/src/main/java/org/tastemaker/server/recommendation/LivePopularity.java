package org.tastemaker.server.recommendation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.tastemaker.server.catalogue.CatalogueIndex;

/// The catalogue by popularity as it is now, or was a moment ago: every rating changes it a little,
/// so it is made anew at most once in a while.
final class LivePopularity {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final InstantSource clock;
  private volatile Made made = new Made(new PopularItems(CatalogueIndex.EMPTY), Instant.MIN);

  private record Made(PopularItems items, Instant at) {

    /// Whether it is of this very index, or of one with the same items a moment ago.
    @SuppressWarnings("ReferenceEquality")
    boolean isGood(CatalogueIndex index, Instant now) {
      var of = items.index();
      return of == index || (of.visible() == index.visible() && now.isBefore(at.plus(FRESH)));
    }
  }

  LivePopularity(InstantSource clock) {
    this.clock = clock;
  }

  PopularItems of(CatalogueIndex index) {
    var ready = made;
    var now = clock.instant();
    if (ready.isGood(index, now)) {
      return ready.items();
    }
    made = new Made(new PopularItems(index), now);
    return made.items();
  }
}
