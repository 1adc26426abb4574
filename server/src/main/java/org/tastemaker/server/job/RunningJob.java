package org.tastemaker.server.job;

import java.util.concurrent.atomic.AtomicReference;
import org.tastemaker.server.job.JobRows.Claim;
import tools.jackson.databind.JsonNode;

/// A job while a worker of this process runs it. Progress is only noted here; the worker's pulse
/// writes it, renews the heartbeat and learns whether to stop.
final class RunningJob implements JobContext {

  /// Why the job is to end before its work is done.
  enum Stop {
    NO,
    CANCELLED,
    LOST,
    WORKER_STOPS
  }

  private record Progress(double share, String step) {}

  private final Job job;
  private final Claim claim;
  private final JobRows rows;
  private final AtomicReference<Progress> progress =
      new AtomicReference<>(new Progress(0, "starting"));
  private final AtomicReference<Stop> stop = new AtomicReference<>(Stop.NO);
  private volatile Progress written = progress.get();

  RunningJob(Job job, Claim claim, JobRows rows) {
    this.job = job;
    this.claim = claim;
    this.rows = rows;
  }

  Claim claim() {
    return claim;
  }

  Job job() {
    return job;
  }

  @Override
  public long id() {
    return job.id();
  }

  @Override
  public JsonNode parameters() {
    return job.parameters();
  }

  @Override
  public void progress(double share, String step) {
    progress.set(new Progress(Double.isNaN(share) ? 0 : Math.clamp(share, 0, 1), step));
  }

  /// Writes the sign of life and the progress; says whether anything was new in it.
  boolean beat() {
    var now = progress.get();
    var cancelRequested = rows.beat(claim, now.share(), now.step());
    if (cancelRequested.isEmpty()) {
      stop(Stop.LOST);
    } else if (cancelRequested.get()) {
      stop(Stop.CANCELLED);
    }
    boolean news = !now.equals(written);
    written = now;
    return news;
  }

  void stop(Stop reason) {
    stop.compareAndSet(Stop.NO, reason);
  }

  Stop stop() {
    return stop.get();
  }

  @Override
  public boolean cancelled() {
    return stop.get() != Stop.NO;
  }

  @Override
  public void log(String line) {
    rows.log(job.id(), line);
  }
}
