package org.tastemaker.server.http;

import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table of keys that callers gave and of the answers they got.
final class IdempotencyKeys {
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final long TIDY_EVERY = 500;

  private final JdbcClient jdbc;
  private final HttpSettings settings;
  private final AtomicLong claims = new AtomicLong();

  IdempotencyKeys(JdbcClient jdbc, HttpSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /// An answer as it was given.
  record Answer(int status, @Nullable String contentType, @Nullable String location, String body) {
    /// Stands in the place of one that is shown once.
    static final Answer NOT_KEPT = new Answer(0, null, null, "");
  }

  private record Kept(byte[] bodyHash, Answer answer) {}

  /// Takes the key, unless it is taken; waits for a transaction that is just taking it.
  boolean claim(String key, byte[] bodyHash) {
    tidy();
    waitAtMost(settings.idempotencyWait());
    int taken =
        jdbc.sql(
                """
                insert into idempotency_key (key, body_hash, status, response)
                values (:key, :bodyHash, 0, '')
                on conflict (key) do nothing
                """)
            .param("key", key)
            .param("bodyHash", bodyHash)
            .update();
    waitAtMost(Duration.ZERO);
    return taken == 1;
  }

  void complete(String key, Answer answer) {
    jdbc.sql(
            """
            update idempotency_key
            set status = :status, content_type = :contentType, location = :location, response = :body
            where key = :key
            """)
        .param("key", key)
        .param("status", answer.status())
        .param("contentType", answer.contentType())
        .param("location", answer.location())
        .param("body", answer.body())
        .update();
  }

  /// The answer that the key got.
  ///
  /// @throws ProblemException 422 when it was given to another body
  Answer answerTo(String key, byte[] bodyHash) {
    var kept =
        jdbc.sql(
                """
                select body_hash, status, content_type, location, response
                from idempotency_key where key = :key
                """)
            .param("key", key)
            .query((row, number) ->
                new Kept(
                    row.getBytes("body_hash"),
                    new Answer(
                        row.getInt("status"),
                        row.getString("content_type"),
                        row.getString("location"),
                        row.getString("response"))))
            .single();
    if (!MessageDigest.isEqual(kept.bodyHash(), bodyHash)) {
      throw new ProblemException(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "idempotency-key-reused",
          "This Idempotency-Key was used for another request; take a new key for a new request.",
          List.of());
    }
    return kept.answer();
  }

  static boolean isLockTimeout(DataAccessException e) {
    return Problems.causeIn(e, SQLException.class)
        .map(SQLException::getSQLState)
        .filter(LOCK_NOT_AVAILABLE::equals)
        .isPresent();
  }

  /// Zero is for ever, as in PostgreSQL.
  private void waitAtMost(Duration wait) {
    jdbc.sql("select set_config('lock_timeout', :millis, true)")
        .param("millis", Long.toString(wait.toMillis()))
        .query(String.class)
        .single();
  }

  private void tidy() {
    if (claims.getAndIncrement() % TIDY_EVERY == 0) {
      jdbc.sql("delete from idempotency_key where created_at < now() - :age * interval '1 second'")
          .param("age", settings.idempotencyRetention().toSeconds())
          .update();
    }
  }
}
