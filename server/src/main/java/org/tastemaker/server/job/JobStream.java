package org.tastemaker.server.job;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.tastemaker.server.json.Json;

/// Writes a job's progress as server-sent events: the job as it stands first, then on every change,
/// and `end` after the last. Whoever comes back after a break simply begins again with the job as
/// it then stands.
final class JobStream {
  private final Jobs jobs;
  private final JobWatch watch;
  private final Duration quiet;

  /// @param quiet after so long without a change a comment shows that the connection lives
  JobStream(Jobs jobs, JobWatch watch, Duration quiet) {
    this.jobs = jobs;
    this.watch = watch;
    this.quiet = quiet;
  }

  void write(long id, OutputStream to) throws IOException, InterruptedException {
    try (var watcher = watch.watch(id)) {
      Optional<Job> told = Optional.empty();
      while (!watch.isClosed()) {
        var job = jobs.find(id);
        if (job.isEmpty()) {
          return;
        }
        send(to, job.equals(told) ? ": alive\n\n" : event("job", job.get()));
        if (job.get().state().ended()) {
          send(to, event("end", job.get()));
          return;
        }
        told = job;
        watcher.await(quiet);
      }
    }
  }

  private static String event(String name, Job job) {
    return "event: %s\nid: %d\ndata: %s\n\n"
        .formatted(name, job.id(), Json.mapper().writeValueAsString(job));
  }

  private static void send(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.UTF_8));
    to.flush();
  }
}
