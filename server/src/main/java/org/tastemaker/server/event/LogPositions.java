package org.tastemaker.server.event;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Up to where the logs are settled: no row at or before such a position can appear any more.
///
/// The order of positions is not the order of commits: a transaction may take position 5, and
/// another take 6 and commit first. A reader that has seen 6 and asks for what is later would miss
/// 5 for good. Nor do transaction ids help, since the older transaction may take the later
/// position. So every statement that inserts into a log first takes a shared advisory lock that
/// carries the sequence's value of that moment (trigger function `guard_log`): all positions that
/// its transaction takes are greater. The settled position is the least of these locks, or the
/// sequence's value when nobody writes. Cost: one look at the sequence and one at the lock table,
/// whatever the size of the logs.
///
/// A row at or before the settled position is seen by every statement that *begins* after the
/// position was asked for: ask first, then read, and not both in one repeatable-read transaction.
public final class LogPositions {

  private final JdbcClient jdbc;

  public LogPositions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Of both logs.
  public long settled() {
    return settledOf("select settled_log_position('event', 'interaction')");
  }

  /// Of the event log alone: not held back by an import of interactions.
  public long settledEvents() {
    return settledOf("select settled_log_position('event')");
  }

  /// Of those that are named, `event` or `interaction`.
  long settled(List<String> logs) {
    return jdbc.sql("select settled_log_position(variadic cast(:logs as text[]))")
        .param("logs", logs.toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  /// The last position that was handed out, settled or not.
  long last() {
    return jdbc.sql(
            "select case when is_called then last_value else last_value - 1 end from log_position")
        .query(Long.class)
        .single();
  }

  private long settledOf(String query) {
    return jdbc.sql(query).query(Long.class).single();
  }
}
