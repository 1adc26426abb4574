package org.tastemaker.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;

final class RedisTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void aValueIsTakenOnceByWhomeverAsksFirst() throws Exception {
    try (var server = TestRedis.start();
        var here = server.client();
        var there = server.client();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      here.put("attempt", "näme ☂", LONG);
      var takers =
          IntStream.range(0, 20)
              .mapToObj(n -> threads.submit(() -> (n % 2 == 0 ? here : there).take("attempt")))
              .toList();

      int taken = 0;
      for (var taker : takers) {
        var value = taker.get();
        value.ifPresent(text -> assertThat(text).isEqualTo("näme ☂"));
        taken += value.isPresent() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(1);
      assertThat(here.take("never put")).isEmpty();
    }
  }

  @Test
  void aValueIsGoneAfterItsTime() throws Exception {
    try (var server = TestRedis.start();
        var redis = server.client()) {
      redis.put("short", "value", Duration.ofMillis(50));
      TimeUnit.MILLISECONDS.sleep(120);

      assertThat(redis.take("short")).isEmpty();
    }
  }

  @Test
  void nodesTakeFromOneBucket() {
    try (var server = TestRedis.start();
        var here = server.client();
        var there = server.client()) {
      var ofHere = here.bucket("somebody", threeAnHour(), 0, LONG);
      var ofThere = there.bucket("somebody", threeAnHour(), 0, LONG);

      assertThat(ofHere.take().isConsumed()).isTrue();
      assertThat(ofThere.take().isConsumed()).isTrue();
      assertThat(ofHere.take().getRemainingTokens()).isZero();
      assertThat(ofThere.take().isConsumed()).isFalse();
    }
  }

  @Test
  void anOutageFailsAtOnceAndEnds() throws Exception {
    try (var server = TestRedis.start();
        var redis = server.client()) {
      var bucket = redis.bucket("somebody", threeAnHour(), 0, LONG);
      assertThat(bucket.take().isConsumed()).isTrue();
      redis.put("before", "value", LONG);
      server.stop();

      assertThatThrownBy(bucket::take).isInstanceOf(RedisAway.class);
      var begun = Instant.now();
      for (int n = 0; n < 1000; n++) {
        assertThatThrownBy(() -> redis.take("before")).isInstanceOf(RedisAway.class);
      }
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMillis(1500));

      server.restart();
      awaitAnswer(redis);
      redis.put("after", "value", LONG);
      assertThat(redis.take("after")).contains("value");
      assertThat(bucket.take().isConsumed()).isTrue();
    }
  }

  @Test
  void isFoundWhenItComesLater() throws Exception {
    try (var server = TestRedis.start();
        var redis = server.client()) {
      server.stop();
      assertThatThrownBy(() -> redis.take("anything")).isInstanceOf(RedisAway.class);

      server.restart();
      awaitAnswer(redis);
      assertThat(redis.take("anything")).isEmpty();
    }
  }

  private static void awaitAnswer(Redis redis) throws InterruptedException {
    var end = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(end)) {
      try {
        redis.version();
        return;
      } catch (RedisAway _) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  @Test
  void aPasswordIsShownToRedisAndNobodyElse() {
    try (var server = TestRedis.start("s3cret-word");
        var redis = server.client()) {
      redis.put("key", "value", LONG);
      assertThat(redis.take("key")).contains("value");
      var settings =
          new RedisSettings(
              server.url(), null, "tastemaker", LONG.dividedBy(60), LONG.dividedBy(60));
      assertThat(settings.toString()).doesNotContain("s3cret-word");
    }
    assertThatThrownBy(() ->
            new RedisSettings(
                "redis://:s3cret word@host",
                null,
                "tastemaker",
                LONG.dividedBy(60),
                LONG.dividedBy(60)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void aServerIsReadyWithoutItsRedisAndSaysSo() {
    try (var redis = TestRedis.start();
        var server = TestServer.start(java.util.Map.of("tastemaker.redis.url", redis.url()))) {
      var with = server.get("/api/v1/health/ready");
      assertThat(with.status()).isEqualTo(200);
      assertThat(with.body()).contains("\"Redis 6.2");

      redis.stop();
      var without = server.get("/api/v1/health/ready");
      assertThat(without.status()).isEqualTo(200);
      assertThat(without.body()).contains("Redis does not answer");
    }
  }

  @Test
  void thereIsNoneWhereNoneIsNamed() {
    try (var server = TestServer.start(java.util.Map.of("tastemaker.redis.url", " "))) {
      assertThat(server.get("/api/v1/health/ready").body()).doesNotContain("redis");
      assertThatThrownBy(() -> server.of(Redis.class)).isInstanceOf(RuntimeException.class);
    }
  }

  private static BucketConfiguration threeAnHour() {
    return BucketConfiguration.builder()
        .addLimit(limit -> limit.capacity(3).refillGreedy(3, Duration.ofHours(1)))
        .build();
  }
}
