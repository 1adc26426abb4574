package org.tastemaker.server.catalogue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The rankings that lists began with, for ten minutes: who goes on in a list sees it in the order
/// of its first page, so that nothing is repeated or skipped while people rate.
///
/// The more items there are, the longer a list begins with the ranking that the one before began
/// with, so that the pinned ones of an order stay below 64 MiB.
final class PinnedRankings {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final long BYTES = 64L << 20;
  private static final int BYTES_AN_ITEM = 8;

  private final LongSupplier nanoTime;
  private final Map<ItemOrder, Deque<Pin>> pins = new EnumMap<>(ItemOrder.class);
  private long next;

  /// @param nanoTime a clock that never goes back
  /// @param first the first number to give; another one on every server, lest they take each
  ///   other's for theirs
  PinnedRankings(LongSupplier nanoTime, long first) {
    this.nanoTime = nanoTime;
    this.next = first;
  }

  /// A ranking that is kept under a number.
  record Pin(long number, Ranking ranking, long since) {}

  /// What a list is to begin with.
  ///
  /// @param current the order as it is now
  @SuppressWarnings("ReferenceEquality")
  synchronized Pin begin(ItemOrder order, Ranking current) {
    long now = nanoTime.getAsLong();
    long most = Math.max(2, BYTES / BYTES_AN_ITEM / Math.max(1, current.size()));
    var kept = pins.computeIfAbsent(order, _ -> new ArrayDeque<>());
    drop(kept, now - KEPT.toNanos() - rest(most), most);
    Pin last = kept.peekLast();
    if (last != null && last.ranking() != current && now - last.since() < rest(most)) {
      return last;
    }
    boolean same = last != null && last.ranking() == current;
    if (same) {
      kept.removeLast();
    }
    var pin = new Pin(same ? last.number() : next++, current, now);
    kept.addLast(pin);
    return pin;
  }

  private static void drop(Deque<Pin> kept, long before, long most) {
    while (!kept.isEmpty() && (kept.getFirst().since() < before || kept.size() >= most)) {
      kept.removeFirst();
    }
  }

  /// How long a ranking is good enough to begin with; at once outdated where many can be kept.
  private static long rest(long most) {
    return most >= KEPT.toSeconds() ? 0 : KEPT.toNanos() / most;
  }

  /// A ranking that a list began with here and not too long ago.
  synchronized Optional<Ranking> find(ItemOrder order, long number) {
    return pins.getOrDefault(order, new ArrayDeque<>()).stream()
        .filter(pin -> pin.number() == number)
        .map(Pin::ranking)
        .findFirst();
  }
}
