package org.tastemaker.server.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How the server takes requests.
///
/// @param largestBody of an ordinary request
/// @param largestBatch of a request to a `:batch` route
/// @param idempotencyWait how long a request waits for another with the same Idempotency-Key
/// @param idempotencyRetention how long the answer to an Idempotency-Key is kept
@ConfigurationProperties("tastemaker.http")
record HttpSettings(
    @DefaultValue("1MB") DataSize largestBody,
    @DefaultValue("16MB") DataSize largestBatch,
    @DefaultValue("10s") Duration idempotencyWait,
    @DefaultValue("24h") Duration idempotencyRetention) {
  private static final DataSize MOST = DataSize.ofMegabytes(256);

  HttpSettings {
    checkSize("largest-body", largestBody);
    checkSize("largest-batch", largestBatch);
    checkPositive("idempotency-wait", idempotencyWait);
    checkPositive("idempotency-retention", idempotencyRetention);
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
