package org.tastemaker.server.job;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.tastemaker.server.json.Json;

/// Writes a job's progress as server-sent events: the job as it stands first, then on every change,
/// and `end` after the last. Whoever comes back after a break simply begins again with the job as
/// it then stands.
final class JobStream {
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Jobs jobs;
  private final JobWatch watch;

  JobStream(Jobs jobs, JobWatch watch) {
    this.jobs = jobs;
    this.watch = watch;
  }

  void write(long id, HttpServletResponse response) throws IOException, InterruptedException {
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    try (var watcher = watch.watch(id)) {
      Optional<Job> told = Optional.empty();
      while (!watch.isClosed()) {
        var job = jobs.find(id);
        if (job.isEmpty()) {
          return;
        }
        send(response, job.equals(told) ? ": alive\n\n" : event("job", job.get()));
        if (job.get().state().ended()) {
          send(response, event("end", job.get()));
          return;
        }
        told = job;
        watcher.await(QUIET);
      }
    }
  }

  private static String event(String name, Job job) {
    return "event: %s\nid: %d\ndata: %s\n\n"
        .formatted(name, job.id(), Json.mapper().writeValueAsString(job));
  }

  private static void send(HttpServletResponse response, String text) throws IOException {
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    response.flushBuffer();
  }
}
