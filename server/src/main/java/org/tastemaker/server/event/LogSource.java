package org.tastemaker.server.event;

import java.util.List;
import java.util.Set;

/// A table whose rows have positions in the one order that both logs share.
public interface LogSource {

  /// Its name among the guards of [LogPositions].
  String log();

  /// The types of its events; empty for all that no other source has.
  Set<String> typesHeld();

  /// Its events of a span that pass a filter, in one query.
  List<Event> read(LogFilter filter, Span span);

  /// A part of the log.
  ///
  /// @param after positions are greater than this …
  /// @param upTo … and not greater than this
  /// @param newestFirst otherwise the oldest come first
  /// @param limit of how many events at most
  record Span(long after, long upTo, boolean newestFirst, int limit) {

    /// How SQL says the order of its events.
    public String order() {
      return newestFirst ? "order by position desc" : "order by position";
    }
  }
}
