package org.tastemaker.server.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what somebody probably meant to write.
public final class Nearest {
  private Nearest() {}

  /// The known name nearest to the one written, when it is near enough to be a slip: an edit
  /// distance of at most a third of the length, at least 2.
  public static Optional<String> to(String written, Collection<String> known) {
    int limit = Math.max(2, written.length() / 3);
    return known.stream()
        .filter(name -> distance(written, name) <= limit)
        .min(
            Comparator.comparingInt((String name) -> distance(written, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// ` Did you mean "genre"?`, or nothing when no known name is near.
  public static String hint(String written, Collection<String> known) {
    return to(written, known).map(name -> " Did you mean \"" + name + "\"?").orElse("");
  }

  private static int distance(String left, String right) {
    var row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + change);
        diagonal = row[j];
        row[j] = best;
      }
    }
    return row[right.length()];
  }
}
