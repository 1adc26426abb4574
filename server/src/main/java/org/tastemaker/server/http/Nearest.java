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

  /// Changed, added, left out and swapped letters.
  private static int distance(String left, String right) {
    var rows = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(rows, left, right, i, j);
      }
    }
    return rows[left.length()][right.length()];
  }

  private static int cheapest(int[][] rows, String left, String right, int i, int j) {
    int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
    int best = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + change);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
