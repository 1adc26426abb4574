package org.tastemaker.server.job;

import tools.jackson.databind.JsonNode;

/// A kind of background work. A feature declares one as a bean; every worker then runs jobs of it.
public interface JobKind {

  /// The name by which jobs of this kind are asked for: lower case, a word.
  String name();

  /// Does the work and returns what was achieved, as a record or a JSON node: the job's outcome. Or
  /// returns a [RetryLater], and is then run again at that time.
  ///
  /// It asks [JobContext#cancelled] several times a second and then throws `CancellationException`.
  /// Work may be run again after a crash, so that it must not double anything. Any other exception
  /// fails the job with its message.
  Object run(JobContext context);

  /// Refuses parameters that make no sense, with an `IllegalArgumentException` whose message is a
  /// sentence, before a job is queued.
  default void check(JsonNode parameters) {}

  /// Whether at most one job of this kind runs at a time. Asking for one while one with the same
  /// parameters still waits then yields the waiting one.
  default boolean exclusive() {
    return false;
  }
}
