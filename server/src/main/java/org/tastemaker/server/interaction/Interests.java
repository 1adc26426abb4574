package org.tastemaker.server.interaction;

import java.util.List;
import java.util.Locale;

/// What somebody said at the beginning that they like, before they did anything.
///
/// @param kinds names of kinds; none: all
/// @param genres in lower case; none: all
public record Interests(List<String> kinds, List<String> genres) {

  /// Of those who have said nothing.
  public static final Interests NONE = new Interests(List.of(), List.of());

  public Interests {
    kinds = kinds.stream().map(String::strip).distinct().toList();
    genres =
        genres.stream().map(genre -> genre.strip().toLowerCase(Locale.ROOT)).distinct().toList();
  }

  public boolean isEmpty() {
    return kinds.isEmpty() && genres.isEmpty();
  }
}
