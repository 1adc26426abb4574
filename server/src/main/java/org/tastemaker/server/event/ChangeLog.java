package org.tastemaker.server.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.event.LogSource.Span;
import tools.jackson.databind.node.ObjectNode;

/// Everything that changed and everything that people did, in one order, as readers see it.
///
/// Reads only what is settled ([LogPositions]), so that going on behind what one has read neither
/// misses nor repeats anything, however many write meanwhile. Where only events are wanted, imports
/// of interactions do not hold them back.
public final class ChangeLog {

  /// What one row of the log may tell at most.
  public static final int MOST_PARTS = 1_000;

  /// How many positions the first query looks at; each further one looks at four times as many …
  private static final int FIRST_LOOK = 1_000;

  /// … but at no more than this, and a read ends after so many looks.
  private static final int FARTHEST_LOOK = 1_000_000;

  private static final int LOOKS = 10;

  private final List<LogSource> sources;
  private final Map<String, Teller> tellers = new HashMap<>();
  private final LogPositions positions;

  /// @param sources one of which has no types of its own, and so all that are left
  public ChangeLog(LogPositions positions, List<LogSource> sources, List<Teller> tellers) {
    this.positions = positions;
    this.sources = List.copyOf(sources);
    for (Teller teller : tellers) {
      for (String type : teller.types().keySet()) {
        if (this.tellers.put(type, teller) != null) {
          throw new IllegalArgumentException("two say how " + type + " is told");
        }
      }
    }
  }

  static long id(long position, int part) {
    return position * MOST_PARTS + part;
  }

  /// The types that readers see.
  public SortedSet<String> types() {
    return tellers.values().stream()
        .flatMap(teller -> teller.types().values().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The types in the log that readers see as one of these.
  public Set<String> logged(Collection<String> told) {
    var logged = new HashSet<String>();
    tellers.forEach((type, teller) -> {
      if (told.contains(teller.types().get(type))) {
        logged.add(type);
      }
    });
    return logged;
  }

  /// The greatest id that anything can have now that will not change any more.
  public long settled() {
    return id(positions.settled(), MOST_PARTS - 1);
  }

  /// Whether an id lies behind everything that was ever logged, as one does that was handed out
  /// before an older backup was restored.
  boolean isAhead(long id) {
    return id / MOST_PARTS > positions.last();
  }

  /// A part of the log.
  ///
  /// @param place everything that was wanted up to this id, or from it on where the newest come
  ///   first, has been told
  /// @param more whether there may be more behind that place
  public record Page(List<ToldEvent> events, long place, boolean more) {}

  /// Events after an id, oldest first. There may be fewer than the limit, even none, although there
  /// are more.
  public Page after(long id, LogFilter filter, int limit) {
    return new Reading(filter, false, limit).forward(id);
  }

  /// Events before an id, newest first.
  ///
  /// @param id null: from the newest on
  public Page before(@Nullable Long id, LogFilter filter, int limit) {
    return new Reading(filter, true, limit).backward(id);
  }

  private List<ObjectNode> tell(Event event) {
    var teller = tellers.get(event.type());
    var told = teller == null ? List.of(Teller.plainly(event)) : teller.tell(event);
    if (told.size() > MOST_PARTS) {
      throw new IllegalStateException(
          "%s at %d tells %d things".formatted(event.type(), event.position(), told.size()));
    }
    return told;
  }

  private String told(String type) {
    var teller = tellers.get(type);
    return teller == null ? type + "Event" : teller.types().getOrDefault(type, type + "Event");
  }

  /// One read.
  private final class Reading {
    private final LogFilter filter;
    private final int limit;
    private final boolean newestFirst;
    private final List<LogSource> wanted;
    private final List<ToldEvent> found = new ArrayList<>();
    private long look;

    Reading(LogFilter filter, boolean newestFirst, int limit) {
      this.filter = filter;
      this.newestFirst = newestFirst;
      this.limit = limit;
      this.wanted = sources.stream().filter(this::mayHave).toList();
      this.look = Math.max(FIRST_LOOK, 2L * limit);
    }

    private boolean mayHave(LogSource source) {
      if (filter.types() == null) {
        return true;
      }
      return source.typesHeld().isEmpty()
          ? filter.types().stream().anyMatch(this::isOfNoOther)
          : filter.types().stream().anyMatch(source.typesHeld()::contains);
    }

    private boolean isOfNoOther(String type) {
      return sources.stream().noneMatch(source -> source.typesHeld().contains(type));
    }

    private long settledOfWanted() {
      return wanted.isEmpty() ? 0 : positions.settled(wanted.stream().map(LogSource::log).toList());
    }

    Page forward(long after) {
      long settled = settledOfWanted();
      long done = Math.floorDiv(after + 1, MOST_PARTS) - 1;
      for (int looks = 0; looks < LOOKS && done < settled && found.size() < limit; looks++) {
        var stretch = look(done, Math.min(settled, done + look));
        for (Event event : stretch.events) {
          if (!take(event, after, Long.MAX_VALUE)) {
            return new Page(found, found.getLast().id(), true);
          }
        }
        done = stretch.edge;
      }
      return new Page(found, Math.max(after, id(done, MOST_PARTS - 1)), done < settled);
    }

    Page backward(@Nullable Long before) {
      long place = before == null ? id(settledOfWanted() + 1, 0) : before;
      long done = Math.ceilDiv(place, MOST_PARTS);
      for (int looks = 0; looks < LOOKS && done > 1 && found.size() < limit; looks++) {
        var stretch = look(Math.max(0, done - 1 - look), done - 1);
        for (Event event : stretch.events) {
          if (!take(event, -1, place)) {
            return new Page(found, found.getLast().id(), true);
          }
        }
        done = stretch.edge;
      }
      return new Page(found, Math.min(place, id(done, 0)), done > 1);
    }

    /// Events of all sources, as far as none of them was cut off.
    ///
    /// @param edge everything up to this position, or from it on, is there
    private record Stretch(List<Event> events, long edge) {}

    private Stretch look(long after, long upTo) {
      look = Math.min(4 * look, FARTHEST_LOOK);
      var span = new Span(after, upTo, newestFirst, limit + 1);
      long edge = newestFirst ? after + 1 : upTo;
      var all = new ArrayList<Event>();
      for (LogSource source : wanted) {
        var events = source.read(filter, span);
        all.addAll(events);
        if (events.size() == span.limit()) {
          long last = events.getLast().position();
          edge = newestFirst ? Math.max(edge, last) : Math.min(edge, last);
        }
      }
      long end = edge;
      all.removeIf(event -> newestFirst ? event.position() < end : event.position() > end);
      var order = Comparator.comparingLong(Event::position);
      all.sort(newestFirst ? order.reversed() : order);
      return new Stretch(all, edge);
    }

    /// Takes what an event tells between two ids.
    ///
    /// @return false when there was no room for all of it
    private boolean take(Event event, long after, long before) {
      var parts = tell(event);
      for (int n = 0; n < parts.size(); n++) {
        int part = newestFirst ? parts.size() - 1 - n : n;
        long id = id(event.position(), part);
        if (id > after && id < before) {
          if (found.size() == limit) {
            return false;
          }
          found.add(ToldEvent.of(event, part, told(event.type()), parts.get(part)));
        }
      }
      return true;
    }
  }
}
