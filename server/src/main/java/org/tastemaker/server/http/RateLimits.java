package org.tastemaker.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.redis.Redis;
import org.tastemaker.server.redis.RedisAway;
import org.tastemaker.server.redis.SharedBucket;

/// Counts who does what how often: a bucket of tokens each (bucket4j), for all nodes together where
/// they share a Redis, on this node alone otherwise and while Redis is away. With more callers than
/// fit into memory the longest silent are forgotten, who are those with full buckets.
final class RateLimits {
  private static final int MOST_BUCKETS = 100_000;
  private static final int TOLD_EVERY = 20;
  private static final Duration TOLD_AT_LEAST_EVERY = Duration.ofSeconds(1);

  private final Optional<Redis> redis;
  private final Cache<Key, Counter> counters =
      Caffeine.newBuilder().maximumSize(MOST_BUCKETS).build();

  RateLimits(Optional<Redis> redis) {
    this.redis = redis;
  }

  private record Key(String limit, String whom) {}

  /// Takes one of somebody's tokens.
  ///
  /// @param limit its name; each has one rate
  /// @param exact whether all nodes hear of each token at once, and not of some at a time
  Verdict take(String limit, String whom, Rate rate, boolean exact) {
    var counter =
        counters.get(new Key(limit, whom), key -> new Counter(rate, shared(key, rate, exact)));
    return new Verdict(limit, rate, counter.take());
  }

  /// Whether nothing is left to somebody on this node; takes nothing.
  boolean isSpent(String limit, String whom) {
    var counter = counters.getIfPresent(new Key(limit, whom));
    return counter != null && counter.local.getAvailableTokens() == 0;
  }

  /// How many are remembered.
  long size() {
    counters.cleanUp();
    return counters.estimatedSize();
  }

  private @Nullable SharedBucket shared(Key key, Rate rate, boolean exact) {
    return redis
        .map(some ->
            some.bucket(
                "limit:" + key.limit() + ":" + key.whom(),
                configuration(rate),
                exact ? 0 : rate.count() / TOLD_EVERY,
                TOLD_AT_LEAST_EVERY))
        .orElse(null);
  }

  private static BucketConfiguration configuration(Rate rate) {
    return BucketConfiguration.builder()
        .addLimit(limit -> limit.capacity(rate.count()).refillGreedy(rate.count(), rate.per()))
        .build();
  }

  private static final class Counter {
    private final Bucket local;
    private final @Nullable SharedBucket shared;

    Counter(Rate rate, @Nullable SharedBucket shared) {
      this.local =
          Bucket.builder()
              .addLimit(
                  limit -> limit.capacity(rate.count()).refillGreedy(rate.count(), rate.per()))
              .build();
      this.shared = shared;
    }

    ConsumptionProbe take() {
      if (shared != null) {
        try {
          return shared.take();
        } catch (RedisAway _) {
          // its own log line was written; this node counts for itself meanwhile
        }
      }
      return local.tryConsumeAndReturnRemaining(1);
    }
  }

  /// Whether there was a token, and how many are left.
  record Verdict(String limit, Rate rate, ConsumptionProbe probe) {
    boolean isGranted() {
      return probe.isConsumed();
    }

    /// When there is a token again.
    Duration untilNext() {
      return Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /// As the header `RateLimit` has it: what is left, and after how many seconds all is there
    /// again.
    String left() {
      long reset = Duration.ofNanos(probe.getNanosToWaitForReset()).plusMillis(999).toSeconds();
      return '"' + limit + "\";r=" + probe.getRemainingTokens() + ";t=" + reset;
    }

    /// As the header `RateLimit-Policy` has it.
    String policy() {
      return '"' + limit + "\";q=" + rate.count() + ";w=" + rate.per().toSeconds();
    }
  }
}
