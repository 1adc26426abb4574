package org.tastemaker.server.importing;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `import_progress`: which chunks of which files have been taken.
final class ImportProgress {

  private final JdbcClient jdbc;

  ImportProgress(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A file as it is known again: its content, what is made of it, and for whom.
  record Key(String source, String mapping, String sha256) {}

  /// How far a file is.
  record State(BitSet done, Counts counts, Optional<Instant> finishedAt) {}

  /// Begins a file, or finds how far it is.
  State begin(Key key, String file) {
    param(
            jdbc.sql(
                """
                insert into import_progress (source, mapping, sha256, file)
                values (:source, :mapping, :sha256, :file)
                on conflict do nothing
                """),
            key)
        .param("file", file)
        .update();
    return param(
            jdbc.sql(
                """
                select done, read, taken, unchanged, rejected, finished_at from import_progress
                where source = :source and mapping = :mapping and sha256 = :sha256
                """),
            key)
        .query((row, n) -> state(row))
        .single();
  }

  private static JdbcClient.StatementSpec param(JdbcClient.StatementSpec statement, Key key) {
    return statement
        .param("source", key.source())
        .param("mapping", key.mapping())
        .param("sha256", key.sha256());
  }

  private static JdbcClient.StatementSpec param(
      JdbcClient.StatementSpec statement, Key key, Counts counts) {
    return param(statement, key)
        .param("read", counts.read())
        .param("taken", counts.taken())
        .param("unchanged", counts.unchanged())
        .param("rejected", counts.rejected());
  }

  private static State state(ResultSet row) throws SQLException {
    var done = new BitSet();
    Array numbers = row.getArray("done");
    for (Integer number : (Integer[]) numbers.getArray()) {
      done.set(number);
    }
    var finished = row.getTimestamp("finished_at");
    return new State(done, counts(row), Optional.ofNullable(finished).map(t -> t.toInstant()));
  }

  private static Counts counts(ResultSet row) throws SQLException {
    return new Counts(
        row.getLong("read"),
        row.getLong("taken"),
        row.getLong("unchanged"),
        row.getLong("rejected"));
  }

  /// Marks a chunk as taken, in the transaction that takes it.
  ///
  /// @return false when another import has taken it meanwhile; nothing is to be committed then
  boolean done(Key key, int chunk, Counts counts) {
    int moved =
        param(
                jdbc.sql(
                    """
                    update import_progress
                    set done = done || cast(:chunk as integer), read = read + :read,
                        taken = taken + :taken, unchanged = unchanged + :unchanged,
                        rejected = rejected + :rejected
                    where source = :source and mapping = :mapping and sha256 = :sha256
                      and not (:chunk = any (done))
                    """),
                key,
                counts)
            .param("chunk", chunk)
            .update();
    return moved == 1;
  }

  /// Marks a file as taken to its end.
  void finish(Key key) {
    param(
            jdbc.sql(
                """
                update import_progress set finished_at = now()
                where source = :source and mapping = :mapping and sha256 = :sha256
                """),
            key)
        .update();
  }

  /// Marks a file as taken to its end with these counts.
  void finish(Key key, Counts counts) {
    param(
            jdbc.sql(
                """
                update import_progress
                set finished_at = now(), read = :read, taken = :taken, unchanged = :unchanged,
                    rejected = :rejected
                where source = :source and mapping = :mapping and sha256 = :sha256
                """),
            key,
            counts)
        .update();
  }
}
