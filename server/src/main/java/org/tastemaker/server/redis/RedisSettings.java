package org.tastemaker.server.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which Redis the nodes share.
///
/// @param url such as `redis://host:6379` or `rediss://user:password@host:6380/2`; absent: none
/// @param certificate a file (PEM) of the certificate that `rediss://` must show, or of whoever
///   signed it; absent: what Java trusts
/// @param prefix what the names of all keys begin with, where several installations share a Redis
/// @param connectTimeout how long to wait for a connection
/// @param timeout how long to wait for each answer
@ConfigurationProperties("tastemaker.redis")
public record RedisSettings(
    @Nullable String url,
    @Nullable Path certificate,
    @DefaultValue("tastemaker") String prefix,
    @DefaultValue("1s") Duration connectTimeout,
    @DefaultValue("500ms") Duration timeout) {
  private static final Set<String> SCHEMES = Set.of("redis", "rediss");
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// @throws IllegalArgumentException with a sentence, which never holds the URL: it may have a
  ///   password in it
  public RedisSettings {
    url = url == null || url.isBlank() ? null : url.strip();
    if (url != null) {
      check(parsed(url));
    }
    if (certificate != null && !Files.isReadable(certificate)) {
      throw new IllegalArgumentException(
          "tastemaker.redis.certificate: the file %s cannot be read".formatted(certificate));
    }
    if (!prefix.matches("[A-Za-z0-9._-]{1,40}")) {
      throw new IllegalArgumentException(
          "tastemaker.redis.prefix has 1 to 40 letters, digits, dots, dashes and underscores");
    }
    checkTimeout("connect-timeout", connectTimeout);
    checkTimeout("timeout", timeout);
  }

  private static void check(URI uri) {
    if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
      throw wrongUrl();
    }
  }

  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException _) {
      throw wrongUrl();
    }
  }

  private static IllegalArgumentException wrongUrl() {
    return new IllegalArgumentException(
        "tastemaker.redis.url is like redis://host:6379 or rediss://user:password@host:6380/2, with odd characters of a password percent-encoded");
  }

  private static void checkTimeout(String name, Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "tastemaker.redis.%s is between 1ms and 30s, not %s".formatted(name, timeout));
    }
  }

  /// Whether a password would go to another machine unencrypted.
  public boolean showsPassword() {
    if (url == null) {
      return false;
    }
    var uri = parsed(url);
    return "redis".equals(uri.getScheme())
        && uri.getRawUserInfo() != null
        && !isHere(String.valueOf(uri.getHost()));
  }

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /// Host and port, to be shown.
  String place() {
    if (url == null) {
      return "none";
    }
    var uri = parsed(url);
    return uri.getHost() + ":" + (uri.getPort() < 0 ? 6379 : uri.getPort());
  }

  /// Hides what the URL may hold besides the place.
  @Override
  public String toString() {
    return "RedisSettings[" + place() + "]";
  }
}
