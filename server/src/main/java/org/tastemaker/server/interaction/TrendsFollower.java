package org.tastemaker.server.interaction;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueListener;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.event.Rounds;

/// Shows in the catalogue what people have to do with at the moment: reads the whole log once, in
/// the background, then what is new of it every few seconds. When somebody was erased it reads the
/// whole log again, without what they did, and the more rarely the longer that takes.
final class TrendsFollower implements CatalogueListener, AutoCloseable {

  private static final Duration REST = Duration.ofSeconds(5);
  private static final int IDLE_SHARE = 50;

  private final TrendRows rows;
  private final EventLog events;
  private long seen;
  private boolean stale = true;
  private long nextWhole = System.nanoTime();
  private @Nullable Rounds rounds;

  TrendsFollower(TrendRows rows, EventLog events) {
    this.rows = rows;
    this.events = events;
  }

  /// Begins to follow.
  @Override
  public synchronized void loaded(LiveCatalogue live) {
    rounds = new Rounds("Trends could not be refreshed", REST, () -> refresh(live));
    rounds.start();
  }

  /// Shows what happened since the last time.
  void refresh(LiveCatalogue live) {
    long to = events.settledPosition();
    stale = stale || (to > seen && events.has(PersonTeller.ERASED, seen, to));
    if (stale && System.nanoTime() - nextWhole >= 0) {
      readWhole(live, to);
    } else if (to > seen) {
      readOn(live, to);
    }
  }

  private void readWhole(LiveCatalogue live, long to) {
    long start = System.nanoTime();
    var all = rows.between(0, to);
    live.movedAll(items(all), all.stream().mapToDouble(TrendRows.ItemTrend::trend).toArray());
    seen = to;
    stale = false;
    nextWhole = start + IDLE_SHARE * (System.nanoTime() - start);
  }

  private void readOn(LiveCatalogue live, long to) {
    rows.merges(seen, to).forEach(merged -> move(merged, live));
    var news = rows.between(seen, to);
    var index = live.current();
    live.moved(
        items(news),
        news.stream()
            .mapToDouble(each -> Trend.both(index.trend(each.item()), each.trend()))
            .toArray());
    seen = to;
  }

  private static int[] items(List<TrendRows.ItemTrend> trends) {
    return trends.stream().mapToInt(TrendRows.ItemTrend::item).toArray();
  }

  private static void move(TrendRows.Merged merged, LiveCatalogue live) {
    var index = live.current();
    double both = Trend.both(index.trend(merged.kept()), index.trend(merged.item()));
    live.moved(new int[] {merged.kept(), merged.item()}, new double[] {both, Trend.NONE});
  }

  @Override
  public synchronized void close() {
    if (rounds != null) {
      rounds.close();
    }
  }
}
