package org.tastemaker.server.linking;

/// How a provider makes sure that who brings a code is who asked for it (RFC 7636).
enum Pkce {
  S256,
  /// The verifier itself; for MyAnimeList, which knows no other.
  PLAIN,
  NONE
}
