package org.tastemaker.server.redis;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.redis.lettuce.cas.LettuceBasedProxyManager;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A bucket of tokens that all nodes take from.
public final class SharedBucket {
  private final Redis redis;
  private final Function<LettuceBasedProxyManager<String>, ? extends Bucket> maker;
  private volatile @Nullable Bucket made;

  SharedBucket(Redis redis, Function<LettuceBasedProxyManager<String>, ? extends Bucket> maker) {
    this.redis = redis;
    this.maker = maker;
  }

  /// Takes a token, if there is one.
  ///
  /// @throws RedisAway when Redis does not answer
  public ConsumptionProbe take() {
    return redis.askBuckets(manager -> bucket(manager).tryConsumeAndReturnRemaining(1));
  }

  private Bucket bucket(LettuceBasedProxyManager<String> manager) {
    var known = made;
    if (known == null) {
      known = maker.apply(manager);
      made = known;
    }
    return known;
  }
}
