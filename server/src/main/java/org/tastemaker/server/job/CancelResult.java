package org.tastemaker.server.job;

/// What became of asking a job to stop.
public sealed interface CancelResult {

  /// It had not begun and never will.
  record Cancelled() implements CancelResult {}

  /// It runs; its worker was told and ends it within about a second.
  record Cancelling() implements CancelResult {}

  /// It had ended before.
  record AlreadyEnded(JobState state) implements CancelResult {}

  /// There is no such job.
  record NoSuchJob() implements CancelResult {}
}
