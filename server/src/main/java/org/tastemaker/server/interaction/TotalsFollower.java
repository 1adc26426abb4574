package org.tastemaker.server.interaction;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueListener;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.event.Rounds;

/// Shows rating totals in the catalogue: what this server changed within a second, what others
/// changed within a few. All totals are read again only when the log has grown, and the more rarely
/// the longer that takes.
final class TotalsFollower implements CatalogueListener, AutoCloseable {

  private static final Duration OWN = Duration.ofSeconds(1);
  private static final Duration OTHERS = Duration.ofSeconds(5);
  private static final int IDLE_SHARE = 50;

  private final RatingRows rows;
  private final DirtyTotals dirty;
  private long seen = -1;
  private long nextAll;
  private @Nullable Rounds rounds;

  TotalsFollower(RatingRows rows, DirtyTotals dirty) {
    this.rows = rows;
    this.dirty = dirty;
  }

  /// Shows all totals and begins to follow.
  @Override
  public synchronized void loaded(LiveCatalogue live) {
    refreshAll(live);
    rounds = new Rounds("Rating totals could not be refreshed", OWN, () -> refresh(live));
    rounds.start();
  }

  private void refresh(LiveCatalogue live) {
    refreshOwn(live);
    if (System.nanoTime() - nextAll >= 0) {
      refreshAll(live);
    }
  }

  /// Shows what this server changed.
  void refreshOwn(LiveCatalogue live) {
    Collection<Integer> items = dirty.take();
    if (!items.isEmpty()) {
      var totals = rows.totals(items);
      live.rated(totals.items(), totals.hundredths(), totals.counts());
    }
  }

  /// Shows all totals, if anything happened since.
  void refreshAll(LiveCatalogue live) {
    long start = System.nanoTime();
    long position = rows.lastPosition();
    if (position != seen) {
      var totals = rows.allTotals();
      live.ratedAll(totals.items(), totals.hundredths(), totals.counts());
      seen = position;
    }
    long took = System.nanoTime() - start;
    nextAll = start + Math.max(OTHERS.toNanos(), took * IDLE_SHARE);
  }

  @Override
  public synchronized void close() {
    if (rounds != null) {
      rounds.close();
    }
  }
}
