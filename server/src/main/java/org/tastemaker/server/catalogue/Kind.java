package org.tastemaker.server.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What sort of thing an item is. Eight kinds are built in; any other name of the same form is a
/// kind that somebody declares.
///
/// @param name lower-case letters, digits and dashes, at most 40 characters
public record Kind(@JsonValue String name) implements Comparable<Kind> {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  public static final Kind MOVIE = new Kind("movie");
  public static final Kind SERIES = new Kind("series");
  public static final Kind EPISODE = new Kind("episode");
  public static final Kind ANIME = new Kind("anime");
  public static final Kind BOOK = new Kind("book");
  public static final Kind GAME = new Kind("game");
  public static final Kind TRACK = new Kind("track");
  public static final Kind APPLICATION = new Kind("application");

  /// What nobody described yet: all that is known is that people interact with it.
  public static final Kind UNKNOWN = new Kind("unknown");

  private static final List<Kind> BUILT_IN =
      List.of(MOVIE, SERIES, EPISODE, ANIME, BOOK, GAME, TRACK, APPLICATION);

  @JsonCreator
  public Kind {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a kind: lower-case letters, digits and dashes, at most 40 characters"
              .formatted(name));
    }
  }

  /// The kinds that come with the product.
  public static List<Kind> builtIn() {
    return BUILT_IN;
  }

  boolean isBuiltIn() {
    return BUILT_IN.contains(this);
  }

  /// How events about items of this kind begin: `Movie`, and `Item` for kinds that are not built
  /// in.
  String eventPrefix() {
    return isBuiltIn() ? name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) : "Item";
  }

  @Override
  public int compareTo(Kind other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
