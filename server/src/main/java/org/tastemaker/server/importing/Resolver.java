package org.tastemaker.server.importing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tastemaker.server.id.SourceKey;

/// Turns a source's outside ids into ours. Each new one gets a number of its own here at once and
/// is asked for in the database together with the others of its chunk.
///
/// @param <K> the key under which the database is asked
final class Resolver<K> {
  private static final int BATCH = 5_000;

  private final Function<String, K> key;
  private final Function<List<K>, int[]> resolve;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<K> pending = new ArrayList<>();
  private int[] ids = new int[1024];
  private int resolved;
  private String lastText = "";
  private int lastNumber = -1;

  /// @param key makes the key of an outside id; throws [BadRow] when it cannot be one
  /// @param resolve the ids of keys, in their order
  Resolver(Function<String, K> key, Function<List<K>, int[]> resolve) {
    this.key = key;
    this.resolve = resolve;
  }

  static SourceKey sourceKey(String source, String what, String value) {
    try {
      return new SourceKey(source, value);
    } catch (IllegalArgumentException e) {
      throw new BadRow("the %s: %s".formatted(what, e.getMessage()));
    }
  }

  /// The number here of an outside id.
  ///
  /// @throws BadRow when it cannot be one
  int number(String text) {
    if (text.equals(lastText)) {
      return lastNumber;
    }
    Integer known = numbers.get(text);
    lastNumber = known != null ? known : add(text);
    lastText = text;
    return lastNumber;
  }

  private int add(String text) {
    pending.add(key.apply(text));
    int number = numbers.size();
    numbers.put(text, number);
    return number;
  }

  /// Puts our ids in place of the numbers.
  void resolve(int[] values, int count) {
    for (int from = 0; from < pending.size(); from += BATCH) {
      int[] found = resolve.apply(pending.subList(from, Math.min(pending.size(), from + BATCH)));
      if (resolved + found.length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(ids.length * 2, resolved + found.length));
      }
      System.arraycopy(found, 0, ids, resolved, found.length);
      resolved += found.length;
    }
    pending.clear();
    for (int i = 0; i < count; i++) {
      values[i] = ids[values[i]];
    }
  }
}
