package org.tastemaker.server.interaction;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tastemaker.server.catalogue.CatalogueListener;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.event.LogPositions;

/// Shows in the catalogue what people have to do with at the moment: reads the whole log once, in
/// the background, then what is new of it every few seconds. What is erased later weighs in until
/// the next start.
final class TrendsFollower implements CatalogueListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrendsFollower.class);
  private static final Duration REST = Duration.ofSeconds(5);

  private final TrendRows rows;
  private final LogPositions positions;
  private long seen;
  private @Nullable Thread thread;
  private volatile boolean closed;

  TrendsFollower(TrendRows rows, LogPositions positions) {
    this.rows = rows;
    this.positions = positions;
  }

  /// Begins to follow.
  @Override
  public synchronized void loaded(LiveCatalogue live) {
    thread = Thread.ofVirtual().name("trends-follower").start(() -> follow(live));
  }

  private void follow(LiveCatalogue live) {
    while (!closed) {
      try {
        refresh(live);
        Thread.sleep(REST);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.atWarn().setCause(e).log("Trends could not be refreshed, trying again");
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Shows what happened since the last time.
  void refresh(LiveCatalogue live) {
    long to = positions.settled();
    if (to <= seen) {
      return;
    }
    var news = rows.between(seen, to);
    int[] items = news.stream().mapToInt(TrendRows.ItemTrend::item).toArray();
    var index = live.current();
    live.moved(
        items,
        news.stream()
            .mapToDouble(each -> Trend.both(index.trend(each.item()), each.trend()))
            .toArray());
    seen = to;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
