package org.tastemaker.server.interaction;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueListener;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.event.LogPositions;
import org.tastemaker.server.event.Rounds;

/// Shows in the catalogue what people have to do with at the moment: reads the whole log once, in
/// the background, then what is new of it every few seconds. What is erased later weighs in until
/// the next start.
final class TrendsFollower implements CatalogueListener, AutoCloseable {

  private static final Duration REST = Duration.ofSeconds(5);

  private final TrendRows rows;
  private final LogPositions positions;
  private long seen;
  private @Nullable Rounds rounds;

  TrendsFollower(TrendRows rows, LogPositions positions) {
    this.rows = rows;
    this.positions = positions;
  }

  /// Begins to follow.
  @Override
  public synchronized void loaded(LiveCatalogue live) {
    rounds = new Rounds("Trends could not be refreshed", REST, () -> refresh(live));
    rounds.start();
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
    if (rounds != null) {
      rounds.close();
    }
  }
}
