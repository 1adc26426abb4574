package org.tastemaker.server.http;

import java.util.Optional;

/// Where the request that is being answered comes from, for those far behind the routes who note
/// what happened.
///
/// @param address the client's, not a proxy's
/// @param correlationId the request's
public record Origin(String address, String correlationId) {
  static final ScopedValue<Origin> CURRENT = ScopedValue.newInstance();

  /// Empty outside of requests.
  public static Optional<Origin> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }
}
