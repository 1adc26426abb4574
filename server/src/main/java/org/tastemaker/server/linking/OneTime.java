package org.tastemaker.server.linking;

import java.time.Duration;
import java.util.Optional;

/// Keeps something until it is taken, once, or its time is over: sign-ins that are on their way
/// through a provider, and codes that are to be exchanged. All nodes share it.
interface OneTime {

  /// @param secret what takes it; not kept itself
  void keep(String secret, byte[] content, Duration goodFor);

  /// Of several who take at once one gets it.
  Optional<byte[]> take(String secret);
}
