package org.tastemaker.server.catalogue;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tastemaker.server.event.Event;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.event.Rounds;
import org.tastemaker.server.sql.Notifications;

/// Keeps a [LiveCatalogue] fresh: loads it, then reads again every item that the event log says has
/// changed. Woken by notifications, and every few seconds in case one got lost.
final class CatalogueFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogueFollower.class);
  private static final int EVENTS_AT_ONCE = 2_000;
  private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(5);

  private final LiveCatalogue live;
  private final EventLog events;
  private final Notifications notifications;
  private final List<CatalogueListener> listeners;
  private final Rounds rounds =
      new Rounds("The catalogue could not be refreshed", AT_LEAST_EVERY, this::catchUp);
  private long position;

  CatalogueFollower(
      LiveCatalogue live,
      EventLog events,
      Notifications notifications,
      List<CatalogueListener> listeners) {
    this.live = live;
    this.events = events;
    this.notifications = notifications;
    this.listeners = listeners;
  }

  LiveCatalogue live() {
    return live;
  }

  /// Loads the catalogue and begins to follow.
  public synchronized void start() {
    long start = System.nanoTime();
    position = events.settledPosition();
    live.load();
    LOG.atInfo()
        .addKeyValue("items", live.current().size())
        .log(
            "Catalogue of {} items read in {} ms",
            live.current().size(),
            (System.nanoTime() - start) / 1_000_000);
    listeners.forEach(listener -> listener.loaded(live));
    notifications.listen(ItemEvents.CHANNEL, _ -> rounds.wake());
    rounds.start();
  }

  /// Reads what has changed since the last time.
  private void catchUp() {
    List<Event> news;
    do {
      news = events.after(position, EVENTS_AT_ONCE);
      var items = new LinkedHashSet<Integer>();
      for (Event event : news) {
        if (ItemEvents.isAboutItems(event.type())) {
          items.add(Math.toIntExact(event.objectId()));
        } else if (event.type().equals(ItemEvents.KIND_DECLARED)) {
          live.refreshKinds();
        }
      }
      live.refresh(items);
      if (!news.isEmpty()) {
        position = news.getLast().position();
      }
    } while (news.size() == EVENTS_AT_ONCE);
  }

  /// Stops following.
  @Override
  public synchronized void close() {
    rounds.close();
  }
}
