package org.tastemaker.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/// Verifies a token once and knows it again for some minutes: who comes with it comes often.
/// Whether it has run out is looked at every time; whether its session goes on is not a decoder's
/// affair.
final class RememberingDecoder implements JwtDecoder {
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int MOST = 10_000;

  private final JwtDecoder decoder;
  private final InstantSource clock;
  private final Cache<String, Jwt> verified =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  RememberingDecoder(JwtDecoder decoder, InstantSource clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  @Override
  public Jwt decode(String token) {
    var known = verified.getIfPresent(token);
    if (known != null && isGood(known)) {
      return known;
    }
    var decoded = decoder.decode(token);
    verified.put(token, decoded);
    return decoded;
  }

  private boolean isGood(Jwt token) {
    var end = token.getExpiresAt();
    return end != null && clock.instant().isBefore(end);
  }
}
