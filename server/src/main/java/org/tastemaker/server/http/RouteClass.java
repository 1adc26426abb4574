package org.tastemaker.server.http;

import java.util.Locale;

/// What a route costs, and so how often one may call it.
public enum RouteClass {
  /// Whoever is unknown tries to become known: counted by address alone.
  SIGN_IN,
  READ,
  WRITE,
  /// Takes more than a look-up.
  EXPENSIVE,
  /// Says something that others read.
  COMMENT,
  /// Not counted.
  FREE;

  /// The name in headers and settings.
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
