package org.tastemaker.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `rediss://`, as an outside Redis in production has it: the way is encrypted, and the Redis must
/// show that it is the one. Debian's Redis, since the one that other tests use knows no TLS.
final class TlsToRedisTest {
  private static final String PASSWORD = "s3cret-word";

  @TempDir private static Path folder;
  private static Process redis;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    certificate("own");
    certificate("another");
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var command = new ArrayList<>(List.of("redis-server", "--port", "0", "--bind", "127.0.0.1"));
    command.addAll(List.of("--tls-port", Integer.toString(port), "--tls-auth-clients", "no"));
    command.addAll(List.of("--tls-cert-file", folder.resolve("own.crt").toString()));
    command.addAll(List.of("--tls-key-file", folder.resolve("own.key").toString()));
    command.addAll(List.of("--save", "", "--requirepass", PASSWORD));
    redis =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    awaitPort();
  }

  private static void certificate(String name) throws Exception {
    var command =
        new ArrayList<>(
            List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"));
    command.addAll(List.of("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"));
    command.addAll(List.of("-keyout", folder.resolve(name + ".key").toString()));
    command.addAll(List.of("-out", folder.resolve(name + ".crt").toString()));
    assertThat(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl").toFile())
                .start()
                .waitFor())
        .isZero();
  }

  private static void awaitPort() throws Exception {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (redis.isAlive() && System.nanoTime() < end) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException _) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IllegalStateException("Redis did not start");
  }

  @AfterAll
  static void stop() throws Exception {
    redis.destroy();
    redis.waitFor();
  }

  private static String url(String host) {
    return "rediss://:" + PASSWORD + "@" + host + ":" + port;
  }

  private static Redis client(String url, @Nullable String certificate) {
    var trusted = certificate == null ? null : folder.resolve(certificate + ".crt");
    var patience = Duration.ofSeconds(5);
    return new Redis(new RedisSettings(url, trusted, "tastemaker", patience, patience));
  }

  private static void isRefused(
      String url, @Nullable String certificate, Class<? extends Throwable> cause) {
    try (var client = client(url, certificate)) {
      assertThatThrownBy(() -> client.take("key"))
          .isInstanceOf(RedisAway.class)
          .rootCause()
          .isInstanceOf(cause);
    }
  }

  @Test
  void theRedisThatShowsTheRightCertificateIsTaken() {
    try (var client = client(url("localhost"), "own")) {
      client.put("key", "value", Duration.ofMinutes(1));

      assertThat(client.take("key")).contains("value");
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    isRefused(url("localhost"), "another", GeneralSecurityException.class);
    isRefused(url("localhost"), null, GeneralSecurityException.class);
  }

  @Test
  void aRedisOfAnotherNameIsRefused() {
    isRefused(url("127.0.0.1"), "own", GeneralSecurityException.class);
  }

  @Test
  void whatSpeaksNoTlsIsNotSpokenTo() {
    try (var plain = TestRedis.start()) {
      isRefused(plain.url().replace("redis://", "rediss://"), "own", Throwable.class);
    }
  }

  @Test
  void aCertificateThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> client(url("localhost"), "missing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing.crt cannot be read");
  }
}
