package org.tastemaker.server.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How the server takes requests.
///
/// @param largestBody of an ordinary request
/// @param largestBatch of a request to a `:batch` route
/// @param idempotencyWait how long a request waits for another with the same Idempotency-Key
/// @param idempotencyRetention how long the answer to an Idempotency-Key is kept
/// @param trustedProxies addresses and ranges (`10.0.0.0/8`) of the proxies in front of the server,
///   whose word is taken for who asks and whether by TLS
/// @param forwardedHeader in which headers they say so
/// @param allowedOrigins of pages elsewhere that may use the API, such as `https://app.example.org`
/// @param hsts how long browsers that came by TLS are to come by nothing else; 0: nothing is said
/// @param connections how many, and how patient
@ConfigurationProperties("tastemaker.http")
public record HttpSettings(
    @DefaultValue("1MB") DataSize largestBody,
    @DefaultValue("16MB") DataSize largestBatch,
    @DefaultValue("10s") Duration idempotencyWait,
    @DefaultValue("24h") Duration idempotencyRetention,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("x-forwarded") ForwardedHeader forwardedHeader,
    @DefaultValue List<String> allowedOrigins,
    @DefaultValue("365d") Duration hsts,
    @DefaultValue Connections connections) {
  private static final DataSize MOST = DataSize.ofMegabytes(256);

  /// @throws IllegalArgumentException with a sentence
  public HttpSettings {
    checkSize("largest-body", largestBody);
    checkSize("largest-batch", largestBatch);
    checkPositive("idempotency-wait", idempotencyWait);
    checkPositive("idempotency-retention", idempotencyRetention);
    trustedProxies = List.copyOf(trustedProxies);
    allowedOrigins =
        allowedOrigins.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
    trustedProxies.forEach(HttpSettings::range);
    allowedOrigins.forEach(HttpSettings::checkOrigin);
    if (hsts.isNegative()) {
      throw new IllegalArgumentException("tastemaker.http.hsts is 0 or longer, not " + hsts);
    }
  }

  /// How many connections there may be, and how long slow callers are waited for.
  ///
  /// @param most at the same time; more wait until one ends
  /// @param largestHeader of a request: its line and all its headers
  /// @param headerTimeout within which they must have come
  /// @param bodyTimeout within which the body must have come, and a second more for every 16 KB of
  ///   it
  public record Connections(
      @DefaultValue("8192") int most,
      @DefaultValue("16KB") DataSize largestHeader,
      @DefaultValue("10s") Duration headerTimeout,
      @DefaultValue("30s") Duration bodyTimeout) {

    /// @throws IllegalArgumentException with a sentence
    public Connections {
      if (most < 1 || most > 1_000_000) {
        throw new IllegalArgumentException(
            "tastemaker.http.connections.most is from 1 to 1000000, not " + most);
      }
      checkSize("connections.largest-header", largestHeader);
      checkPositive("connections.header-timeout", headerTimeout);
      checkPositive("connections.body-timeout", bodyTimeout);
    }
  }

  /// Whether anybody may say for whom they ask.
  public boolean trustsEverybody() {
    return trustedRanges().stream().anyMatch(range -> range.bits() == 0);
  }

  /// Origins that send their cookies unencrypted.
  public List<String> plainOrigins() {
    return allowedOrigins.stream().filter(origin -> origin.startsWith("http://")).toList();
  }

  List<AddressRange> trustedRanges() {
    return trustedProxies.stream().map(HttpSettings::range).toList();
  }

  private static AddressRange range(String text) {
    try {
      return AddressRange.parse(text.strip());
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "tastemaker.http.trusted-proxies lists addresses such as 10.1.2.3 and ranges such as 10.0.0.0/8, not \""
              + text
              + "\"");
    }
  }

  private static void checkOrigin(String origin) {
    if (!isOrigin(origin)) {
      throw new IllegalArgumentException(
          "tastemaker.http.allowed-origins lists origins such as https://app.example.org, each written out and without a path, not \""
              + origin
              + "\"");
    }
  }

  private static boolean isOrigin(String text) {
    try {
      var uri = new URI(text);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && text.equals(uri.getScheme() + "://" + uri.getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void checkSize(String name, DataSize size) {
    if (size.toBytes() < 1024 || size.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "tastemaker.http.%s is between 1KB and 256MB, not %s".formatted(name, size));
    }
  }

  private static void checkPositive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(
          "tastemaker.http.%s is longer than nothing, not %s".formatted(name, duration));
    }
  }
}
