package org.tastemaker.server.interaction;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// What a person did, as far as it stands: each rating, each count of plays and so on, each
/// decline, and what was begun. In the order of the items.
public final class History {

  /// Somebody who did nothing yet.
  public static final History EMPTY =
      new History(new int[0], new byte[0], new long[0], new long[0], 0, Map.of());

  private final int[] items;
  private final byte[] types;
  private final long[] values;
  private final long[] seconds;
  private final int size;
  private final Map<Integer, List<DeclineReason>> reasons;

  /// @param values what each entry says: how many reasons, where it is a decline
  /// @param reasons those of declines, by item
  private History(
      int[] items,
      byte[] types,
      long[] values,
      long[] seconds,
      int size,
      Map<Integer, List<DeclineReason>> reasons) {
    this.reasons = reasons;
    this.items = items;
    this.types = types;
    this.values = values;
    this.seconds = seconds;
    this.size = size;
  }

  /// Is told a history, one entry at a time.
  public interface Visitor {

    /// When the rating or the activity that is told next happened, the last of its count, in
    /// seconds since 1970. Not told of the others.
    default void at(long second) {}

    /// A rating, in hundredths of a star.
    void rated(int item, int hundredths);

    /// Views, plays, purchases or installs, and how many.
    void active(int item, Activity activity, long count);

    /// "Not for me".
    ///
    /// @param reasons why, as far as they said
    void declined(int item, List<DeclineReason> reasons);

    /// Begun, however far one is.
    void begun(int item);
  }

  /// Tells everything, items ascending; of one item the rating first, then activities, then the
  /// decline, then that it was begun.
  public void tell(Visitor visitor) {
    for (int i = 0; i < size; i++) {
      switch (types[i]) {
        case LogType.RATED -> {
          visitor.at(seconds[i]);
          visitor.rated(items[i], (int) values[i]);
        }
        case LogType.DECLINED ->
            visitor.declined(items[i], reasons.getOrDefault(items[i], List.of()));
        case LogType.SHARE -> visitor.begun(items[i]);
        default -> {
          visitor.at(seconds[i]);
          visitor.active(items[i], Activity.of(types[i]), values[i]);
        }
      }
    }
  }

  /// Whether it has a decline with a reason.
  boolean hasReasons() {
    for (int i = 0; i < size; i++) {
      if (types[i] == LogType.DECLINED && values[i] > 0) {
        return true;
      }
    }
    return false;
  }

  /// The same with the reasons of its declines, and without those that have lapsed.
  ///
  /// @param lapsed a decline for `not-now` alone that is older than this does not stand any more
  History because(Map<Integer, List<DeclineReason>> why, Instant lapsed) {
    var standing = new Builder();
    for (int i = 0; i < size; i++) {
      boolean stands =
          types[i] != LogType.DECLINED
              || seconds[i] >= lapsed.getEpochSecond()
              || !DeclineReason.isForNow(why.getOrDefault(items[i], List.of()));
      if (stands) {
        standing.add(items[i], types[i], values[i], seconds[i]);
      }
    }
    return standing.build(why);
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /// The number of entries.
  public int size() {
    return size;
  }

  /// The items that it is about: whatever was rated, consumed or declined.
  public RoaringBitmap items() {
    return RoaringBitmap.bitmapOf(Arrays.copyOf(items, size));
  }

  /// Collects entries, in any order: mostly they come in that of the history.
  static final class Builder {
    private static final int TYPE_BITS = 4;
    private static final int PLACE_BITS = 28;

    private int[] items = new int[64];
    private byte[] types = new byte[64];
    private long[] values = new long[64];
    private long[] seconds = new long[64];
    private int size;
    private boolean ascending = true;

    void add(int item, int type, long value, long second) {
      if (size == items.length) {
        items = Arrays.copyOf(items, size * 2);
        types = Arrays.copyOf(types, size * 2);
        values = Arrays.copyOf(values, size * 2);
        seconds = Arrays.copyOf(seconds, size * 2);
      }
      items[size] = item;
      types[size] = (byte) type;
      values[size] = value;
      seconds[size++] = second;
      ascending &= size == 1 || key(size - 2) < key(size - 1);
    }

    private long key(int place) {
      return (long) items[place] << TYPE_BITS | types[place];
    }

    History build() {
      return build(Map.of());
    }

    History build(Map<Integer, List<DeclineReason>> reasons) {
      if (!ascending) {
        return sorted().build(reasons);
      }
      return size == 0 ? EMPTY : new History(items, types, values, seconds, size, reasons);
    }

    /// By item and type, each once.
    private Builder sorted() {
      var order = new long[size];
      Arrays.setAll(order, place -> key(place) << PLACE_BITS | place);
      Arrays.sort(order);
      var sorted = new Builder();
      long before = -1;
      for (long next : order) {
        int place = (int) (next & (1 << PLACE_BITS) - 1);
        if (key(place) != before) {
          sorted.add(items[place], types[place], values[place], seconds[place]);
        }
        before = key(place);
      }
      return sorted;
    }
  }
}
