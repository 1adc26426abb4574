package org.tastemaker.server.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a form leads back to. It comes with the request, so that anybody may have written it: only
/// a path on this server is followed.
final class LocalPath {
  private static final int LONGEST = 2000;

  /// One slash, then none and no backslash, also not in disguise; visible ASCII to the end.
  private static final Pattern SAFE =
      Pattern.compile("/(?![/\\\\]|%2[fF]|%5[cC])[\\x21-\\x5B\\x5D-\\x7E]*");

  /// Nobody who has signed in wants to do so again, or out.
  private static final Pattern DOOR = Pattern.compile("/(login|logout|signup)([/?#].*)?");

  private LocalPath() {}

  /// The path if it is one of ours, else `/`.
  static String of(@Nullable String wanted) {
    return wanted != null
            && wanted.length() <= LONGEST
            && SAFE.matcher(wanted).matches()
            && !DOOR.matcher(wanted).matches()
        ? wanted
        : "/";
  }
}
