package org.tastemaker.server.redis;

/// Redis does not answer. Who asked decides what that means: a limit counts on this node alone, a
/// sign-in under way is answered by 503.
public final class RedisAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RedisAway(String message) {
    super(message);
  }

  RedisAway(String message, Throwable cause) {
    super(message, cause);
  }
}
