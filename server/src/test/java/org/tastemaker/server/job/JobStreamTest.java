package org.tastemaker.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// The events of a job that a real worker does, step by step as the test says.
final class JobStreamTest {
  private final SynchronousQueue<Double> steps = new SynchronousQueue<>();
  private final JobWatch watch = new JobWatch(4);
  private JobBench bench;

  @BeforeEach
  void open() {
    bench = new JobBench();
    bench.kind("stepwise", this::work);
    bench.notifications().listen(JobNews.CHANGED, watch::changed);
    bench.worker().start();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Object work(JobContext context) {
    try {
      for (double done = steps.take(); done < 1; done = steps.take()) {
        context.progress(done, "step");
      }
      return Map.of();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyStepIsToldAndThenTheEnd() throws Exception {
    long id = bench.jobs().request("stepwise", Map.of(), "test").id();
    try (var reader = events(id, Duration.ofMinutes(1))) {
      for (double done : List.of(0.25, 0.5, 0.75)) {
        assertThat(steps.offer(done, 20, TimeUnit.SECONDS)).isTrue();
        assertThat(jobAt(reader, done).path("state").asString()).isEqualTo("running");
      }
      assertThat(steps.offer(1.0, 20, TimeUnit.SECONDS)).isTrue();
      assertThat(jobAt(reader, 1).path("state").asString()).isEqualTo("succeeded");
      assertThat(reader.lines()).contains("event: end");
    }
  }

  @Test
  void aQuietStreamShowsThatItLives() throws Exception {
    long id = bench.jobs().request("stepwise", Map.of(), "test").id();
    try (var reader = events(id, Duration.ofMillis(50))) {
      assertThat(reader.lines().filter(": alive"::equals).limit(3)).hasSize(3);
      assertThat(steps.offer(1.0, 20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private BufferedReader events(long id, Duration quiet) throws IOException {
    var to = new PipedOutputStream();
    var from = new PipedInputStream(to, 1 << 16);
    Thread.ofVirtual().start(() -> write(id, quiet, to));
    return new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
  }

  private void write(long id, Duration quiet, PipedOutputStream to) {
    try (to) {
      new JobStream(bench.jobs(), watch, quiet).write(id, to);
    } catch (IOException | InterruptedException e) {
      // The reader has gone.
    }
  }

  /// The next event of a job that has come so far.
  private static JsonNode jobAt(BufferedReader reader, double progress) throws IOException {
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("data: ")) {
        var job = Json.mapper().readTree(line.substring(6));
        if (job.path("progress").asDouble() == progress) {
          return job;
        }
      }
    }
    throw new AssertionError("No event told of " + progress);
  }
}
