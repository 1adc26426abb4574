package org.tastemaker.server.catalogue;

import org.jspecify.annotations.Nullable;

/// What holds for every text of an item: something in it, nothing that PostgreSQL or a page would
/// choke on, and an end.
final class Check {
  private Check() {}

  /// The text without the spaces around it.
  @SuppressWarnings("NullAway") // JSON may bring null where the type says otherwise
  static String text(String field, String text, int longest) {
    if (text == null || text.isBlank()) {
      throw new InvalidItemException(field, "A text is required here.");
    }
    String stripped = text.strip();
    if (stripped.length() > longest) {
      throw new InvalidItemException(
          field, "At most %d characters, not %d.".formatted(longest, stripped.length()));
    }
    if (!isPlain(stripped)) {
      throw new InvalidItemException(field, "No control characters.");
    }
    return stripped;
  }

  /// The same for a text that may be missing; blank counts as missing.
  static @Nullable String optional(String field, @Nullable String text, int longest) {
    return text == null || text.isBlank() ? null : text(field, text, longest);
  }

  static boolean isPlain(String text) {
    return text.codePoints().noneMatch(c -> isControl(c) || isLoneSurrogate(c));
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
  }

  private static boolean isLoneSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
