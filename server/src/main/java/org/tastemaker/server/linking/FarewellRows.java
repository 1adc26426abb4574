package org.tastemaker.server.linking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `provider_farewell`.
record FarewellRows(JdbcClient jdbc) {

  /// Tokens that a provider is to be told of.
  ///
  /// @param tokens encrypted
  record Farewell(String provider, byte[] tokens, Instant since) {}

  void add(long job, Farewell farewell) {
    jdbc.sql(
            """
            insert into provider_farewell (job, provider, tokens, created_at)
            values (:job, :provider, :tokens, :since)
            """)
        .param("job", job)
        .param("provider", farewell.provider())
        .param("tokens", farewell.tokens())
        .param("since", farewell.since().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Farewell> of(long job) {
    return jdbc.sql("select provider, tokens, created_at from provider_farewell where job = :job")
        .param("job", job)
        .query((row, _) ->
            new Farewell(
                row.getString("provider"),
                row.getBytes("tokens"),
                row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  void remove(long job) {
    jdbc.sql("delete from provider_farewell where job = :job").param("job", job).update();
  }

  /// Removes those whose jobs were cancelled or lost their workers too often.
  void removeAbandoned() {
    jdbc.sql(
            """
            delete from provider_farewell
            where not exists (select from job
                              where job.id = provider_farewell.job and state in ('queued', 'running'))
            """)
        .update();
  }
}
