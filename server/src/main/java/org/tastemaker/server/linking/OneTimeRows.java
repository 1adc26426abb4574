package org.tastemaker.server.linking;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.account.Secrets;

/// The table `linking_secret`.
final class OneTimeRows implements OneTime {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  OneTimeRows(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void keep(String secret, byte[] content, Duration goodFor) {
    jdbc.sql(
            """
            insert into linking_secret (hash, content, expires_at) values (:hash, :content, :end)
            """)
        .param("hash", Secrets.hash(secret))
        .param("content", content)
        .param("end", clock.instant().plus(goodFor).atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public Optional<byte[]> take(String secret) {
    return jdbc.sql(
            """
            delete from linking_secret where hash = :hash and expires_at > :now returning content
            """)
        .param("hash", Secrets.hash(secret))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query(byte[].class)
        .optional();
  }

  /// Forgets what nobody took in time.
  void deleteExpired() {
    jdbc.sql("delete from linking_secret where expires_at <= :now")
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
