package org.tastemaker.server.http;

/// Keeps sentences short that quote what a caller sent: whoever sends a megabyte does not get two
/// back.
final class Brief {
  private static final int LONGEST = 1_000;
  private static final int END = 300;

  private Brief() {}

  /// The text, or its beginning and its end.
  static String of(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, whole(text, LONGEST - END))
            + " … "
            + text.substring(whole(text, text.length() - END));
  }

  /// A place that does not lie within a character.
  private static int whole(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
