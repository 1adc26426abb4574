package org.tastemaker.server.recommendation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.training.LiveModels;
import org.tastemaker.server.training.ModelRole;

/// The catalogue by popularity as it is now, or was a moment ago: every rating changes it a little,
/// so it is made anew at most once in a while.
final class LivePopularity {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final LiveModels models;
  private volatile Made made =
      new Made(new PopularItems(CatalogueIndex.EMPTY, null), 0, Instant.MIN);

  private record Made(PopularItems items, long model, Instant at) {

    /// Whether it is of this very index, or of one with the same items a moment ago.
    @SuppressWarnings("ReferenceEquality")
    boolean isGood(CatalogueIndex index, long live, Instant now) {
      var of = items.index();
      return live == model
          && (of == index || (of.visible() == index.visible() && now.isBefore(at.plus(FRESH))));
    }
  }

  LivePopularity(LiveModels models, InstantSource clock) {
    this.models = models;
    this.clock = clock;
  }

  PopularItems of(CatalogueIndex index) {
    var ready = made;
    var now = clock.instant();
    var uses = models.of(ModelRole.POPULAR).orElse(null);
    var live = uses == null ? 0 : uses.id();
    if (ready.isGood(index, live, now)) {
      return ready.items();
    }
    made = new Made(new PopularItems(index, uses), live, now);
    return made.items();
  }
}
