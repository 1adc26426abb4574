package org.tastemaker.server.http;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Signs a browser in to the page: a one-time token, good for minutes and kept in memory only, is
/// exchanged for a session, which the server knows again by its own signature.
public final class SignIn {
  static final String COOKIE = "tastemaker-session";
  static final Duration SESSION = Duration.ofDays(7);
  private static final Duration TOKEN = Duration.ofMinutes(15);
  private static final int MOST_TOKENS = 1000;

  private final ApiKey key;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ConcurrentHashMap<String, Instant> tokens = new ConcurrentHashMap<>();

  SignIn(ApiKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /// The path and query of a link that signs one browser in, once, within a quarter of an hour.
  public String link() {
    tokens.values().removeIf(expiry -> expiry.isBefore(clock.instant()));
    if (tokens.size() >= MOST_TOKENS) {
      throw ProblemException.unavailable(
          "too-many-links", "Too many unused sign-in links are about.", TOKEN);
    }
    var token = randomText();
    tokens.put(token, clock.instant().plus(TOKEN));
    return "/signin?token=" + token;
  }

  /// The value of the cookie, when the token is good; it is used up by this.
  Optional<String> redeem(String token) {
    var expiry = tokens.remove(token);
    return expiry == null || expiry.isBefore(clock.instant())
        ? Optional.empty()
        : Optional.of(session());
  }

  private String session() {
    var content = clock.instant().plus(SESSION).getEpochSecond() + "." + randomText();
    return content + "." + signature(content);
  }

  /// Whether this is the value of a session of ours that has not ended.
  boolean isSession(String cookie) {
    int end = cookie.lastIndexOf('.');
    if (end < 0) {
      return false;
    }
    var content = cookie.substring(0, end);
    return MessageDigest.isEqual(
            signature(content).getBytes(java.nio.charset.StandardCharsets.UTF_8),
            cookie.substring(end + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8))
        && expiryOf(content).isAfter(clock.instant());
  }

  private static Instant expiryOf(String content) {
    return Instant.ofEpochSecond(Long.parseLong(content.substring(0, content.indexOf('.'))));
  }

  private String signature(String content) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign("session", content));
  }

  private String randomText() {
    var bytes = new byte[18];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
