package org.tastemaker.server.redis;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.bucket4j.redis.lettuce.cas.LettuceBasedProxyManager;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Redis that the nodes share. Connects when it is first asked for something, so that a server
/// starts without it; while it is away, every question fails at once, and one a second tries anew.
public final class Redis implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final Duration BUCKET_OUTLIVES_REFILL_BY = Duration.ofSeconds(10);

  private final RedisSettings settings;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable Link link;
  private volatile @Nullable Outage outage;

  /// Since when it is away is of no interest; when to try again is.
  private record Outage(long until) {}

  private record Link(
      RedisClient client,
      StatefulRedisConnection<String, byte[]> connection,
      LettuceBasedProxyManager<String> buckets) {}

  Redis(RedisSettings settings) {
    this.settings = settings;
  }

  /// Keeps the value for that long, whatever was there before.
  ///
  /// @throws RedisAway when Redis does not answer
  public void put(String key, String value, Duration goodFor) {
    ask(link ->
        link.connection()
            .sync()
            .set(
                name(key),
                value.getBytes(StandardCharsets.UTF_8),
                SetArgs.Builder.px(goodFor.toMillis())));
  }

  /// The value, which is gone from then on: of several who ask at once, one gets it.
  ///
  /// @throws RedisAway when Redis does not answer
  public Optional<String> take(String key) {
    return ask(link -> Optional.ofNullable(link.connection().sync().getdel(name(key))))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /// A bucket of tokens that all nodes take from. Makes no call; asking the bucket does.
  ///
  /// @param ahead how many tokens this node hands out before it tells the others; 0: none
  /// @param atMost how long it goes on without telling the others
  public SharedBucket bucket(
      String key, BucketConfiguration configuration, long ahead, Duration atMost) {
    return new SharedBucket(
        this,
        manager -> {
          var builder = manager.builder();
          var told =
              ahead == 0
                  ? builder
                  : builder.withOptimization(
                      Optimizations.delaying(new DelayParameters(ahead, atMost)));
          return told.build(name(key), () -> configuration);
        });
  }

  /// The version of the server.
  ///
  /// @throws RedisAway when Redis does not answer
  public String version() {
    return ask(link ->
        link.connection()
            .sync()
            .info("server")
            .lines()
            .filter(line -> line.startsWith("redis_version:"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("of unknown version"));
  }

  <T> T askBuckets(Function<LettuceBasedProxyManager<String>, T> question) {
    return ask(link -> question.apply(link.buckets()));
  }

  private String name(String key) {
    return settings.prefix() + ":" + key;
  }

  private <T> T ask(Function<Link, T> question) {
    var away = outage;
    if (away != null && System.nanoTime() - away.until() < 0) {
      throw new RedisAway("Redis does not answer.");
    }
    try {
      var answer = question.apply(connected());
      if (away != null) {
        outage = null;
        LOG.info("Redis on {} answers again", settings.place());
      }
      return answer;
    } catch (RedisException | io.github.bucket4j.TimeoutException e) {
      lost(e);
      throw new RedisAway("Redis does not answer.", e);
    }
  }

  /// One line for an outage, however many notice it.
  private synchronized void lost(RuntimeException e) {
    if (outage == null) {
      LOG.warn("Redis on {} does not answer: {}", settings.place(), String.valueOf(root(e)));
    }
    outage = new Outage(System.nanoTime() + PAUSE);
  }

  private static Throwable root(Throwable thrown) {
    var cause = thrown.getCause();
    return cause == null ? thrown : root(cause);
  }

  private Link connected() {
    var known = link;
    if (known != null) {
      return known;
    }
    connecting.lock();
    try {
      var meanwhile = link;
      return meanwhile == null ? connect() : meanwhile;
    } finally {
      connecting.unlock();
    }
  }

  private Link connect() {
    var client = RedisClient.create(uri());
    client.setOptions(options());
    try {
      var connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
      connection.setTimeout(settings.timeout());
      var made = new Link(client, connection, bucketsOver(connection));
      link = made;
      return made;
    } catch (RuntimeException e) {
      close(client);
      throw e;
    }
  }

  private ClientOptions options() {
    var options =
        ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(
                SocketOptions.builder().connectTimeout(settings.connectTimeout()).build());
    var certificate = settings.certificate();
    if (certificate != null) {
      options.sslOptions(
          SslOptions.builder().jdkSslProvider().trustManager(certificate.toFile()).build());
    }
    return options.build();
  }

  private RedisURI uri() {
    var uri = RedisURI.create(Objects.requireNonNull(settings.url()));
    uri.setTimeout(settings.connectTimeout());
    uri.setClientName("tastemaker");
    return uri;
  }

  private LettuceBasedProxyManager<String> bucketsOver(
      StatefulRedisConnection<String, byte[]> connection) {
    return Bucket4jLettuce.casBasedBuilder(connection)
        .requestTimeout(settings.timeout())
        .expirationAfterWrite(
            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                BUCKET_OUTLIVES_REFILL_BY))
        .build();
  }

  private static void close(RedisClient client) {
    client.shutdown(0, 2, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    connecting.lock();
    try {
      var known = link;
      if (known != null) {
        close(known.client());
      }
    } finally {
      connecting.unlock();
    }
  }
}
