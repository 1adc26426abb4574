package org.tastemaker.server.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.tastemaker.server.json.Json;

/// Writes the log as server-sent events. Each read is written before the next one, so a slow client
/// costs nothing but its own time, and holds no connection of the database while it is slow.
///
/// The id of the place that has been reached is sent at the beginning and with every sign of life
/// as well: a client that comes back with it goes on there, also where nothing passed its filter.
final class EventStream {
  private static final int AT_ONCE = 500;

  private final ChangeLog log;
  private final EventSettings settings;

  EventStream(ChangeLog log, EventSettings settings) {
    this.log = log;
    this.settings = settings;
  }

  /// @param after the id behind which to begin
  /// @param follow go on with what happens from now on; otherwise end with what has happened
  record Wish(LogFilter filter, long after, boolean follow) {}

  void write(Wish wish, LogWatch watch, LogWatch.Watcher watcher, OutputStream to)
      throws IOException, InterruptedException {
    send(to, "retry: 1000\nid: %d\n\n".formatted(wish.after()));
    to.flush();
    long place = wish.after();
    var end = Instant.now().plus(settings.lasts());
    var lastSign = Instant.now();
    while (!watch.isClosed() && Instant.now().isBefore(end)) {
      var page = log.after(place, wish.filter(), AT_ONCE);
      place = page.place();
      for (ToldEvent event : page.events()) {
        send(to, text(event));
      }
      if (!page.events().isEmpty() || isPast(lastSign, settings.quiet())) {
        send(to, page.events().isEmpty() ? ": alive\nid: %d\n\n".formatted(place) : "");
        to.flush();
        lastSign = Instant.now();
      }
      if (!page.more()) {
        if (!wish.follow()) {
          return;
        }
        watcher.await(settings.quiet());
      }
    }
  }

  private static boolean isPast(Instant time, Duration wait) {
    return !Instant.now().isBefore(time.plus(wait));
  }

  private static String text(ToldEvent event) {
    return "id: %d\ndata: %s\n\n".formatted(event.id(), Json.mapper().writeValueAsString(event));
  }

  private static void send(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
