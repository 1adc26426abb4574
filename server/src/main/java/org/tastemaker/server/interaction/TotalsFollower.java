package org.tastemaker.server.interaction;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tastemaker.server.catalogue.CatalogueListener;
import org.tastemaker.server.catalogue.LiveCatalogue;

/// Shows rating totals in the catalogue: what this server changed within a second, what others
/// changed within a few. All totals are read again only when the log has grown, and the more rarely
/// the longer that takes.
final class TotalsFollower implements CatalogueListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TotalsFollower.class);
  private static final Duration OWN = Duration.ofSeconds(1);
  private static final Duration OTHERS = Duration.ofSeconds(5);
  private static final int IDLE_SHARE = 50;

  private final RatingRows rows;
  private final DirtyTotals dirty;
  private long seen = -1;
  private long nextAll;
  private @Nullable Thread thread;
  private volatile boolean closed;

  TotalsFollower(RatingRows rows, DirtyTotals dirty) {
    this.rows = rows;
    this.dirty = dirty;
  }

  /// Shows all totals and begins to follow.
  @Override
  public synchronized void loaded(LiveCatalogue live) {
    refreshAll(live);
    thread = Thread.ofVirtual().name("totals-follower").start(() -> follow(live));
  }

  private void follow(LiveCatalogue live) {
    while (!closed) {
      try {
        Thread.sleep(OWN);
        refreshOwn(live);
        if (System.nanoTime() - nextAll >= 0) {
          refreshAll(live);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.atWarn().setCause(e).log("Rating totals could not be refreshed, trying again");
      }
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
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
