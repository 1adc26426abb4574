package org.tastemaker.server.id;

/// An outside id: unique per source, printed `source:value` (`ml-latest-small:1`).
///
/// @param source who handed the id out; has no colon, at most 100 characters
/// @param value the id as they write it; may have colons, at most 500 characters
public record SourceKey(String source, String value) implements Reference, Comparable<SourceKey> {

  static final int LONGEST_SOURCE = 100;
  static final int LONGEST_VALUE = 500;

  public SourceKey {
    check("a source", source, LONGEST_SOURCE);
    check("an id", value, LONGEST_VALUE);
    if (source.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a source has no colon: '%s'".formatted(source));
    }
  }

  /// Reads `source:value`; the first colon separates them.
  ///
  /// @throws IllegalArgumentException with a sentence for the caller
  public static SourceKey parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'%s' is not of the form source:value".formatted(text));
    }
    return new SourceKey(text.substring(0, colon), text.substring(colon + 1));
  }

  static void check(String what, String text, int longest) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(what + " is not empty");
    }
    if (text.length() > longest) {
      throw new IllegalArgumentException(
          "%s has at most %d characters, not %d".formatted(what, longest, text.length()));
    }
    if (!text.equals(text.strip())) {
      throw new IllegalArgumentException(
          "%s neither begins nor ends with a space: '%s'".formatted(what, text));
    }
    if (text.chars().anyMatch(Character::isISOControl) || hasLoneSurrogate(text)) {
      throw new IllegalArgumentException(what + " has no control characters");
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  @Override
  public int compareTo(SourceKey other) {
    int bySource = source.compareTo(other.source);
    return bySource != 0 ? bySource : value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return source + ":" + value;
  }
}
