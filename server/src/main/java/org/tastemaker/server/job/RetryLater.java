package org.tastemaker.server.job;

import java.time.Instant;

/// What a [JobKind] returns in place of an outcome when its work cannot be done now and may be
/// later: the job waits until then and is begun again. It is the kind that gives up in the end, by
/// an exception.
///
/// @param due the time before which it is not tried again
/// @param why in a sentence; it goes to the job's log and step, where others read it
public record RetryLater(Instant due, String why) {
  public RetryLater {
    if (why.isBlank()) {
      throw new IllegalArgumentException("Say why the job is to be tried again later.");
    }
  }
}
