package org.tastemaker.server.linking;

import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.tastemaker.server.account.Secrets;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.redis.Redis;
import org.tastemaker.server.redis.RedisAway;

/// In the Redis of the nodes, where there is one. While it is away nobody can sign in by a
/// provider: what one node kept elsewhere another would not find.
final class OneTimeRedis implements OneTime {
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final Redis redis;

  OneTimeRedis(Redis redis) {
    this.redis = redis;
  }

  @Override
  public void keep(String secret, byte[] content, Duration goodFor) {
    ask(() -> {
      redis.put(key(secret), Base64.getEncoder().encodeToString(content), goodFor);
      return secret;
    });
  }

  @Override
  public Optional<byte[]> take(String secret) {
    return ask(() -> redis.take(key(secret))).map(Base64.getDecoder()::decode);
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (RedisAway e) {
      throw ProblemException.unavailable(
          "sign-in-unavailable", "Signing in by others does not work just now.", COME_BACK);
    }
  }

  private static String key(String secret) {
    return "linking:"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(secret));
  }
}
