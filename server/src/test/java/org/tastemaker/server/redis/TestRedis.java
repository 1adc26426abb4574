package org.tastemaker.server.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import redis.embedded.RedisServer;

/// A real Redis on a free port, which a test may stop and start again.
public final class TestRedis implements AutoCloseable {
  private final int port;
  private final String password;
  private RedisServer server;

  private TestRedis(String password) {
    this.password = password;
    try (var free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.server = begin();
  }

  public static TestRedis start() {
    return new TestRedis("");
  }

  static TestRedis start(String password) {
    return new TestRedis(password);
  }

  private RedisServer begin() {
    try {
      var started =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .settingIf(!password.isEmpty(), "requirepass " + password)
              .build();
      started.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return password.isEmpty()
        ? "redis://127.0.0.1:" + port
        : "redis://:" + password + "@127.0.0.1:" + port;
  }

  /// A client of it, with short times.
  public Redis client() {
    return new Redis(
        new RedisSettings(
            url(), null, "tastemaker", Duration.ofMillis(500), Duration.ofMillis(300)));
  }

  /// Stops it, as an outage would.
  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts it again, empty.
  public void restart() {
    server = begin();
  }

  @Override
  public void close() {
    stop();
  }
}
