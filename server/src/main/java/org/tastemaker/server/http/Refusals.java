package org.tastemaker.server.http;

import org.jspecify.annotations.Nullable;

/// Is told of refusals that those who run the server want to know of later.
public interface Refusals {
  /// @param action in lower case with dashes, such as `sign-in-limited`
  /// @param actor who tried, as far as that is known
  /// @param detail such as the path
  void refused(String action, String actor, @Nullable String detail);
}
