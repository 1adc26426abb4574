package org.tastemaker.server.account;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.tastemaker.server.http.Permits;

/// Hashes and checks passwords with bcrypt, one or two at once: each takes a tenth of a second of a
/// core on purpose.
final class Passwords {
  private static final int QUEUE = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final BCryptPasswordEncoder encoder;
  private final Permits permits =
      new Permits(
          "Checking passwords",
          Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2),
          QUEUE,
          PATIENCE);

  /// What no password matches; checked where there is no account, which then takes as long. Made
  /// with the first check, not at the start.
  private @Nullable String nobodys;

  Passwords(int cost) {
    encoder = new BCryptPasswordEncoder(cost);
  }

  private synchronized String nobodys() {
    if (nobodys == null) {
      nobodys = java.util.Objects.requireNonNull(encoder.encode("nobody"));
    }
    return nobodys;
  }

  String hash(String password) {
    return permits.during(() -> java.util.Objects.requireNonNull(encoder.encode(password)));
  }

  /// @param hash null where there is no account, or none with a password
  boolean matches(String password, @Nullable String hash) {
    return permits.during(() -> {
      var nobodys = nobodys();
      boolean matches = encoder.matches(password, hash == null ? nobodys : hash);
      return matches && hash != null;
    });
  }

  /// Whether a hash was made with fewer rounds than are asked for now.
  boolean isOutdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }
}
