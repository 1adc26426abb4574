package org.tastemaker.server.job;

import java.util.concurrent.CancellationException;
import tools.jackson.databind.JsonNode;

/// What a running job knows of itself and tells about itself. Usable from any thread.
public interface JobContext {

  /// The job's id.
  long id();

  /// What was asked for: an object, perhaps empty.
  JsonNode parameters();

  /// Says how far the work is: a share of 0 to 1 and what is being done. Cheap: written a few times
  /// a second at most, whatever the rate of the calls.
  void progress(double share, String step);

  /// Whether to stop: somebody cancelled the job, the worker is stopping, or the job was given to
  /// another worker because this one was taken for dead. Known within a second.
  boolean cancelled();

  /// Adds a line to the job's log.
  void log(String line);

  /// Throws when the job is to stop.
  default void stopIfCancelled() {
    if (cancelled()) {
      throw new CancellationException("The job was cancelled.");
    }
  }
}
